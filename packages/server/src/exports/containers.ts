/** From rows to the bytes of a file: what each container makes of them, and how it is named. */
import type { ExportContainer } from "@loam/schema"
import type { Exporter, ExportRow } from "@loam/training"
import { createFolder, type FolderFacts } from "./folder.ts"
import { createParquetEncoder } from "./parquet-encoder.ts"

export interface Container {
  readonly contentType: string
  readonly extension: string
  /** Bytes of some rows; none while a container still gathers. */
  readonly add: (rows: readonly ExportRow[]) => Uint8Array<ArrayBuffer> | undefined
  /** What ends the file, if anything does. */
  readonly finish: () => Uint8Array<ArrayBuffer> | undefined
}

function jsonLines(exporter: Exporter): Container {
  const encoder = new TextEncoder()
  return {
    contentType: "application/x-ndjson",
    extension: "jsonl",
    add(rows) {
      let text = ""
      for (const row of rows) text += `${exporter.write(row)}\n`
      return text === "" ? undefined : encoder.encode(text)
    },
    finish: () => undefined,
  }
}

function parquet(exporter: Exporter): Container {
  const encoder = createParquetEncoder(exporter.features)
  return {
    contentType: "application/vnd.apache.parquet",
    extension: "parquet",
    add(rows) {
      const ready = rows.map(({ data }) => encoder.add(data)).filter((bytes) => bytes !== undefined)
      if (ready.length < 2) return ready[0]
      return new Uint8Array(Buffer.concat(ready))
    },
    finish: () => encoder.finish(),
  }
}

export function openContainer(name: ExportContainer, exporter: Exporter, facts: FolderFacts): Container {
  if (name === "folder") return createFolder(exporter, facts)
  return name === "parquet" ? parquet(exporter) : jsonLines(exporter)
}
