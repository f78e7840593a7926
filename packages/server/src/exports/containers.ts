/** From rows to the bytes of a file: what each container makes of them, and how it is named. */
import type { ExportContainer } from "@loam/schema"
import type { Exporter, ExportRow } from "@loam/training"
import { createFolder, type FolderFacts } from "./folder.ts"
import { createParquetEncoder } from "./parquet/parquet-encoder.ts"

export interface Container {
  readonly contentType: string
  readonly extension: string
  /** Takes some rows; answers bytes that are ready, none while a container still gathers. Wait for it before the next. */
  readonly add: (rows: readonly ExportRow[]) => Promise<Uint8Array<ArrayBuffer> | undefined>
  /** What ends the file, if anything does. */
  readonly finish: () => Promise<Uint8Array<ArrayBuffer> | undefined>
}

function jsonLines(exporter: Exporter): Container {
  const encoder = new TextEncoder()
  return {
    contentType: "application/x-ndjson",
    extension: "jsonl",
    async add(rows) {
      let text = ""
      for (const row of rows) text += `${exporter.write(row)}\n`
      return text === "" ? undefined : encoder.encode(text)
    },
    finish: async () => undefined,
  }
}

/** Row groups that are compressed while the rows of the next ones are made. */
const groupsAhead = 1

function parquet(exporter: Exporter): Container {
  const encoder = createParquetEncoder(exporter.features)
  const coming: Promise<Uint8Array<ArrayBuffer>>[] = []
  return {
    contentType: "application/vnd.apache.parquet",
    extension: "parquet",
    async add(rows) {
      const ready: Uint8Array<ArrayBuffer>[] = []
      for (const { data } of rows) {
        const group = encoder.add(data)
        if (group === undefined) continue
        coming.push(group)
        if (coming.length > groupsAhead) ready.push((await coming.shift()) ?? new Uint8Array())
      }
      return ready.length === 0 ? undefined : joined(ready)
    },
    async finish() {
      // The footer tells where all groups are: it is there last.
      const footer = encoder.finish()
      return joined([...(await Promise.all(coming)), await footer])
    },
  }
}

const joined = (parts: readonly Uint8Array<ArrayBuffer>[]): Uint8Array<ArrayBuffer> =>
  parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)

export function openContainer(name: ExportContainer, exporter: Exporter, facts: FolderFacts): Container {
  if (name === "folder") return createFolder(exporter, facts)
  return name === "parquet" ? parquet(exporter) : jsonLines(exporter)
}
