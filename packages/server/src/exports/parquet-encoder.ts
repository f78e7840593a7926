/** Rows become Parquet piece by piece: a row group at a time leaves memory, the footer comes last. */
import { constants, zstdCompressSync } from "node:zlib"
import { type Features, parquetMetadata, parquetRow, parquetSchema, type Row } from "@loam/training"
import { ByteWriter, ParquetWriter } from "hyparquet-writer"

/** A group ends after so many rows or characters, whichever comes first: memory does not depend on the data. */
const groupRows = 10_000
const groupCharacters = 8 * 1024 * 1024

export interface ParquetEncoder {
  /** Takes a row; answers the bytes that are ready, nearly always none. */
  readonly add: (row: Row) => Uint8Array<ArrayBuffer> | undefined
  /** The last rows and the footer. */
  readonly finish: () => Uint8Array<ArrayBuffer>
}

function characters(value: unknown): number {
  if (typeof value === "string") return value.length
  if (typeof value !== "object" || value === null) return 8
  let sum = 0
  for (const member of Array.isArray(value) ? value : Object.values(value)) sum += characters(member)
  return sum
}

// Zstandard from Node is several times faster than Snappy in JavaScript, and its files are smaller.
const compressors = {
  ZSTD: (input: Uint8Array) =>
    zstdCompressSync(input, { params: { [constants.ZSTD_c_compressionLevel]: 1 } }),
}

export function createParquetEncoder(features: Features): ParquetEncoder {
  const names = Object.keys(features)
  const bytes = new ByteWriter()
  const file = new ParquetWriter({
    writer: bytes,
    // The same nodes; the writer's type has its lists mutable.
    schema: parquetSchema(features) as ConstructorParameters<typeof ParquetWriter>[0]["schema"],
    codec: "ZSTD",
    compressors,
    // Bounds of long texts help no reader of a training file.
    statistics: false,
    kvMetadata: [{ key: "huggingface", value: parquetMetadata(features) }],
    createdBy: "Loam",
  })
  let columns: unknown[][] = names.map(() => [])
  let rows = 0
  let size = 0

  function endGroup(): void {
    if (rows === 0) return
    const columnData = names.map((name, index) => ({ name, data: columns[index] ?? [] }))
    // The buffer has no flush, so neither this nor finish waits for anything.
    void file.write({ columnData, rowGroupSize: rows })
    columns = names.map(() => [])
    rows = 0
    size = 0
  }

  /** What was written since the last time; the buffer is used again. */
  function take(): Uint8Array<ArrayBuffer> {
    const taken = new Uint8Array(bytes.getBuffer())
    bytes.index = 0
    return taken
  }

  return {
    add(row) {
      for (const [index, value] of parquetRow(features, row).entries()) columns[index]?.push(value)
      rows += 1
      size += characters(row)
      if (rows < groupRows && size < groupCharacters) return undefined
      endGroup()
      return take()
    },
    finish() {
      endGroup()
      void file.finish()
      return take()
    },
  }
}
