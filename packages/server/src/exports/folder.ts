/**
 * A Hugging Face dataset folder as a tar stream: Parquet shards as they fill, then the card and a list of what is there.
 * How many shards there will be is not known while the first is sent, so names end at their number; whoever unpacks
 * the stream to the end can add the count. One shard a split is held in memory at a time.
 */
import { createHash } from "node:crypto"
import { type CardFacts, datasetCard, type Exporter } from "@loam/training"
import type { Container } from "./containers.ts"
import { createParquetEncoder, type ParquetEncoder } from "./parquet/parquet-encoder.ts"
import { tarEnd, tarEntry } from "./tar-entry.ts"

/** A shard is sent when it has grown to this and a row group more: three splits hold some 100 MB at most. */
const shardBytes = 24 * 1024 * 1024

/** What the card says that the rows do not. */
export type FolderFacts = Omit<CardFacts, "configs" | "refused">

interface Shard {
  readonly encoder: ParquetEncoder
  readonly parts: Uint8Array[]
  /** The last group that ended, perhaps still being compressed. */
  coming: Promise<Uint8Array> | undefined
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

const concat = (parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> =>
  parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)

export function createFolder(exporter: Exporter, facts: FolderFacts): Container {
  const open = new Map<string, Shard>()
  const files: FileFacts[] = []

  function shardOf(split: string): Shard {
    const existing = open.get(split)
    if (existing) return existing
    const encoder = createParquetEncoder(exporter.features)
    const shard: Shard = { encoder, parts: [], coming: undefined, bytes: 0, rows: 0 }
    open.set(split, shard)
    return shard
  }

  async function takeGroup(shard: Shard): Promise<void> {
    const bytes = await shard.coming
    shard.coming = undefined
    if (bytes === undefined) return
    shard.parts.push(bytes)
    shard.bytes += bytes.length
  }

  async function endShard(split: string, shard: Shard): Promise<Uint8Array<ArrayBuffer>> {
    open.delete(split)
    await takeGroup(shard)
    const { encoder, parts, rows } = shard
    const content = [...parts, await encoder.finish()]
    const number = files.filter((file) => file.split === split).length
    const path = `data/${split}-${String(number).padStart(5, "0")}.parquet`
    const hash = createHash("sha256")
    for (const piece of content) hash.update(piece)
    const bytes = content.reduce((sum, piece) => sum + piece.length, 0)
    files.push({ path, split, rows, bytes, sha256: hash.digest("hex") })
    return tarEntry(path, content)
  }

  /** Looks at a shard's size when a group ends, without that group: where shards end must not hang on who is faster. */
  async function endGroup(split: string, shard: Shard, group: Promise<Uint8Array>) {
    await takeGroup(shard)
    shard.coming = group
    return shard.bytes < shardBytes ? undefined : await endShard(split, shard)
  }

  /** Card and list; needs the shards to be ended. */
  function descriptions(): Uint8Array<ArrayBuffer>[] {
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
      tarEntry("README.md", [encode(card)]),
      tarEntry("loam-export.json", [encode(`${JSON.stringify(list, null, 2)}\n`)]),
    ]
  }

  return {
    contentType: "application/x-tar",
    extension: "tar",
    async add(rows) {
      const entries: Uint8Array<ArrayBuffer>[] = []
      for (const { data, split = whole } of rows) {
        const shard = shardOf(split)
        const group = shard.encoder.add(data)
        shard.rows += 1
        const entry = group && (await endGroup(split, shard, group))
        if (entry) entries.push(entry)
      }
      return entries.length === 0 ? undefined : concat(entries)
    },
    async finish() {
      // A folder of no rows still has a file, so that it loads.
      if (files.length === 0 && open.size === 0) shardOf(whole)
      const rest: Uint8Array<ArrayBuffer>[] = []
      for (const [split, shard] of [...open]) rest.push(await endShard(split, shard))
      return concat([...rest, ...descriptions(), tarEnd()])
    },
  }
}
