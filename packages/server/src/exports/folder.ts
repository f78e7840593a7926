/**
 * A Hugging Face dataset folder as a tar stream: Parquet shards as they fill, then the card and a list of what is there.
 * How many shards there will be is not known while the first is sent, so names end at their number; whoever unpacks
 * the stream to the end can add the count. One shard a split is held in memory at a time.
 */
import { createHash } from "node:crypto"
import { datasetCard, type Exporter, type ExportRow } from "@loam/training"
import type { Container } from "./containers.ts"
import { createParquetEncoder, type ParquetEncoder } from "./parquet-encoder.ts"
import { tarEnd, tarEntry } from "./tar-entry.ts"

/** A shard is sent when it has grown to this: three splits hold 96 MB at most. */
const shardBytes = 32 * 1024 * 1024

/** What the card says that the rows do not. */
export interface FolderFacts {
  readonly title: string
  readonly guidelines?: string | null | undefined
  readonly licence?: string | undefined
  readonly source?: string | undefined
}

interface Shard {
  readonly encoder: ParquetEncoder
  readonly parts: Uint8Array[]
  bytes: number
  rows: number
}

interface FileFacts {
  readonly path: string
  readonly split: string
  readonly rows: number
  readonly bytes: number
  readonly sha256: string
}

/** The name of a split where an export is not split. */
const whole = "train"

const concat = (parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts))

export function createFolder(exporter: Exporter, facts: FolderFacts): Container {
  const open = new Map<string, Shard>()
  const files: FileFacts[] = []

  function shardOf(split: string): Shard {
    const existing = open.get(split)
    if (existing) return existing
    const shard = { encoder: createParquetEncoder(exporter.features), parts: [], bytes: 0, rows: 0 }
    open.set(split, shard)
    return shard
  }

  function endShard(split: string, { encoder, parts, rows }: Shard): Uint8Array<ArrayBuffer> {
    open.delete(split)
    const content = concat([...parts, encoder.finish()])
    const number = files.filter((file) => file.split === split).length
    const path = `data/${split}-${String(number).padStart(5, "0")}.parquet`
    const sha256 = createHash("sha256").update(content).digest("hex")
    files.push({ path, split, rows, bytes: content.length, sha256 })
    return tarEntry(path, content)
  }

  function add({ data, split = whole }: ExportRow): Uint8Array<ArrayBuffer> | undefined {
    const shard = shardOf(split)
    const bytes = shard.encoder.add(data)
    shard.rows += 1
    if (bytes === undefined) return undefined
    shard.parts.push(bytes)
    shard.bytes += bytes.length
    return shard.bytes < shardBytes ? undefined : endShard(split, shard)
  }

  /** Card and list; needs the shards to be ended. */
  function descriptions(): Uint8Array[] {
    const { records, rows, reasons } = exporter.finish()
    const sum = (split: string, of: "rows" | "bytes") =>
      files.filter((file) => file.split === split).reduce((total, file) => total + file[of], 0)
    const splits = [...new Set(files.map(({ split }) => split))]
    const card = datasetCard({
      ...facts,
      refused: reasons,
      configs: [
        {
          name: "default",
          features: exporter.features,
          splits: splits.map((name) => ({ name, rows: sum(name, "rows"), bytes: sum(name, "bytes") })),
          download_bytes: files.reduce((total, { bytes }) => total + bytes, 0),
        },
      ],
    })
    const { task, format, mapping } = exporter
    const list = { task, format, mapping, records, rows, reasons, files }
    const encode = (text: string) => new TextEncoder().encode(text)
    return [
      tarEntry("README.md", encode(card)),
      tarEntry("loam-export.json", encode(`${JSON.stringify(list, null, 2)}\n`)),
    ]
  }

  return {
    contentType: "application/x-tar",
    extension: "tar",
    add(rows) {
      const entries = rows.map(add).filter((entry) => entry !== undefined)
      return entries.length < 2 ? entries[0] : concat(entries)
    },
    finish() {
      // A folder of no rows still has a file, so that it loads.
      if (files.length === 0 && open.size === 0) shardOf(whole)
      const rest = [...open].map(([split, shard]) => endShard(split, shard))
      return concat([...rest, ...descriptions(), tarEnd()])
    },
  }
}
