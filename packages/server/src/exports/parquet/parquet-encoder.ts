/**
 * Rows become Parquet piece by piece: a row group at a time leaves memory, the footer comes last. Pages are compressed
 * by Node's thread pool while the next rows are made; the order of the bytes does not depend on who is done first.
 */
import { promisify } from "node:util"
import { constants, zstdCompress } from "node:zlib"
import { type Features, parquetMetadata, parquetSchema, type Row } from "@loam/training"
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js"
import { writeMetadata } from "hyparquet-writer/src/metadata.js"
import type { Chunk } from "./pages.ts"
import { createShredder, type Shredded } from "./shred.ts"

/** A group ends after so many rows or bytes, whichever comes first: memory does not depend on the data. */
const groupRows = 20_000
const groupBytes = 8 * 1024 * 1024

export interface ParquetEncoder {
  /** Takes a row; answers the bytes of a group when one ended, once they are compressed. */
  readonly add: (row: Row) => Promise<Uint8Array<ArrayBuffer>> | undefined
  /** The last rows and the footer. */
  readonly finish: () => Promise<Uint8Array<ArrayBuffer>>
}

type FileMetaData = Parameters<typeof writeMetadata>[1]
type Group = FileMetaData["row_groups"][number]

// The lowest level: texts shrink to a third at some 400 MB/s a core, and higher ones take longer than all else here.
// Output in one piece: by default Node comes back to this thread for every 16 kB.
const options = (size: number) => ({
  params: { [constants.ZSTD_c_compressionLevel]: 1 },
  chunkSize: Math.min(Math.max(size, 1024), 4 * 1024 * 1024),
})
const compress = promisify<Uint8Array, ReturnType<typeof options>, Buffer>(zstdCompress)

const sizeOf = (parts: readonly Uint8Array[]) => parts.reduce((sum, part) => sum + part.length, 0)

/** Header, levels and body of each page. */
type Compressed = readonly (readonly [header: Uint8Array, levels: Uint8Array, body: Uint8Array])[]

const compressed = ({ pages }: Chunk): Promise<Compressed> =>
  Promise.all(
    pages.map(async ({ header, levels, body }) => {
      const small = await compress(body, options(body.length))
      return [header(small.length), levels, small] as const
    }),
  )

/** A column's place and size in the file, for the footer. */
function columnFacts({ type, path }: Shredded, chunk: Chunk, pages: Compressed, start: number) {
  const { dictionary, encoding, values } = chunk
  const plain = pages.map(([header], at) => {
    const page = chunk.pages[at]
    return header.length + (page?.levels.length ?? 0) + (page?.body.length ?? 0)
  })
  const before = dictionary === undefined ? 0 : sizeOf(pages[0] ?? [])
  return {
    file_offset: BigInt(start),
    meta_data: {
      type,
      encodings: dictionary === undefined ? [encoding] : (["PLAIN", encoding] as const),
      path_in_schema: [...path],
      codec: "ZSTD" as const,
      num_values: BigInt(values),
      total_compressed_size: BigInt(sizeOf(pages.flat())),
      total_uncompressed_size: BigInt(plain.reduce((sum, size) => sum + size, 0)),
      data_page_offset: BigInt(start + before),
      dictionary_page_offset: dictionary === undefined ? undefined : BigInt(start),
    },
  }
}

/** The file so far: puts groups one after the other and knows where everything is. */
function createFile(features: Features, columns: readonly Shredded[]) {
  const groups: Group[] = []
  const magic = Buffer.from("PAR1")
  let written = 0
  const begin = () => {
    if (written > 0) return []
    written = magic.length
    return [magic]
  }
  return {
    group(chunks: readonly Chunk[], pages: readonly Compressed[], rows: number): Uint8Array<ArrayBuffer> {
      const parts: Uint8Array[] = begin()
      const start = written
      const facts = columns.map((column, at) => {
        const own = pages[at] ?? []
        // There is a chunk a column.
        const fact = columnFacts(column, chunks[at] as Chunk, own, written)
        parts.push(...own.flat())
        written += sizeOf(own.flat())
        return fact
      })
      groups.push({
        columns: facts as unknown as Group["columns"], // its lists are mutable
        total_byte_size: facts.reduce((sum, { meta_data }) => sum + meta_data.total_uncompressed_size, 0n),
        num_rows: BigInt(rows),
        total_compressed_size: BigInt(written - start),
      })
      return Buffer.concat(parts)
    },
    footer(): Uint8Array {
      const bytes = new ByteWriter()
      for (const part of begin()) bytes.appendBytes(part)
      writeMetadata(bytes, {
        version: 2,
        created_by: "Loam",
        // The same nodes; the writer's type has its lists mutable.
        schema: parquetSchema(features) as FileMetaData["schema"],
        num_rows: groups.reduce((sum, { num_rows }) => sum + num_rows, 0n),
        row_groups: groups,
        key_value_metadata: [{ key: "huggingface", value: parquetMetadata(features) }],
        metadata_length: 0,
      })
      bytes.appendBytes(magic)
      return bytes.getBytes()
    },
  }
}

export function createParquetEncoder(features: Features): ParquetEncoder {
  const { columns, add } = createShredder(features)
  const file = createFile(features, columns)
  let rows = 0
  /** The groups before, in order: offsets go on where they end. */
  let tail: Promise<unknown> = Promise.resolve()

  function endGroup(): Promise<Uint8Array<ArrayBuffer>> {
    const count = rows
    rows = 0
    const chunks = columns.map(({ column }) => column.take())
    const done = Promise.all(chunks.map(compressed))
    const placed = Promise.all([done, tail]).then(([pages]) => file.group(chunks, pages, count))
    // Whoever takes the bytes is told of a failure; the next group only waits.
    tail = placed.catch(() => undefined)
    return placed
  }

  const size = () => columns.reduce((sum, { column }) => sum + column.size(), 0)
  return {
    add(row) {
      add(row)
      rows += 1
      return rows < groupRows && size() < groupBytes ? undefined : endGroup()
    },
    async finish() {
      const last = rows === 0 ? undefined : await endGroup()
      await tail
      return Buffer.concat(last === undefined ? [file.footer()] : [last, file.footer()])
    },
  }
}
