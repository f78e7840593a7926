/**
 * Rows become Parquet piece by piece: a row group at a time leaves memory, the footer comes last. Pages are compressed
 * by Node's thread pool while the next rows are made; the order of the bytes does not depend on who is done first.
 */
import { promisify } from "node:util"
import { constants, zstdCompress } from "node:zlib"
import { type Features, parquetMetadata, parquetRow, parquetSchema, type Row } from "@loam/training"
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js"
import { writeMetadata } from "hyparquet-writer/src/metadata.js"
import { schemaPathResolver } from "hyparquet-writer/src/schema.js"
import { type ColumnPages, columnPages, type Leaf, type Page } from "./column-pages.ts"

/** A group ends after so many rows or characters, whichever comes first: memory does not depend on the data. */
const groupRows = 10_000
const groupCharacters = 8 * 1024 * 1024

export interface ParquetEncoder {
  /** Takes a row; answers the bytes of a group when one ended, once they are compressed. */
  readonly add: (row: Row) => Promise<Uint8Array<ArrayBuffer>> | undefined
  /** The last rows and the footer. */
  readonly finish: () => Promise<Uint8Array<ArrayBuffer>>
}

type FileMetaData = Parameters<typeof writeMetadata>[1]
type Group = FileMetaData["row_groups"][number]
type Column = Group["columns"][number]

function characters(value: unknown): number {
  if (typeof value === "string") return value.length
  if (typeof value !== "object" || value === null) return 8
  let sum = 0
  for (const member of Array.isArray(value) ? value : Object.values(value)) sum += characters(member)
  return sum
}

// The lowest level: texts shrink to a third at some 400 MB/s a core, and higher ones take longer than all else here.
// One piece of output a page: by default Node comes back to this thread every 16 kB.
const level = { params: { [constants.ZSTD_c_compressionLevel]: 1 }, chunkSize: 512 * 1024 }
const compress = promisify<Uint8Array, typeof level, Buffer>(zstdCompress)

/** Every column that holds values, with the name of the column of the table that it is part of. */
function leavesOf(schema: FileMetaData["schema"], names: readonly string[]): { name: string; leaf: Leaf }[] {
  const resolve = schemaPathResolver(schema)
  const below = (path: Leaf): Leaf[] => {
    const children = path.at(-1)?.children ?? []
    return children.length === 0 ? [path] : children.flatMap((child) => below([...path, child]))
  }
  return names.flatMap((name) => below(resolve([name])).map((leaf) => ({ name, leaf })))
}

interface CompressedColumn {
  readonly leaf: Leaf
  readonly pages: ColumnPages
  /** Header, levels and body of each page, the dictionary's first. */
  readonly parts: readonly (readonly Uint8Array[])[]
}

async function compressed(leaf: Leaf, pages: ColumnPages): Promise<CompressedColumn> {
  const { dictionary } = pages
  const all: readonly Page[] = dictionary === undefined ? pages.pages : [dictionary, ...pages.pages]
  const parts = await Promise.all(
    all.map(async ({ header, levels, body }) => {
      const small = await compress(body, level)
      return [header(small.length), levels, small]
    }),
  )
  return { leaf, pages, parts }
}

const sizeOf = (parts: readonly Uint8Array[]) => parts.reduce((sum, part) => sum + part.length, 0)

/** A column's place and size in the file, for the footer. */
function chunkOf({ leaf, pages, parts }: CompressedColumn, start: number): Column {
  const path = leaf.slice(1).map(({ element }) => element)
  const type = path.at(-1)?.type
  if (type === undefined) throw new Error("a column of values has a type")
  const { dictionary } = pages
  const all = dictionary === undefined ? pages.pages : [dictionary, ...pages.pages]
  const heads = parts.map(([header]) => header?.length ?? 0)
  const plain = all.reduce(
    (sum, { levels, body }, at) => sum + (heads[at] ?? 0) + levels.length + body.length,
    0,
  )
  const dictionarySize = dictionary === undefined ? 0 : sizeOf(parts[0] ?? [])
  return {
    file_offset: BigInt(start),
    meta_data: {
      type,
      encodings: [...pages.encodings],
      path_in_schema: path.map(({ name }) => name),
      codec: "ZSTD",
      num_values: BigInt(pages.values),
      total_compressed_size: BigInt(sizeOf(parts.flat())),
      total_uncompressed_size: BigInt(plain),
      data_page_offset: BigInt(start + dictionarySize),
      ...(dictionary === undefined ? {} : { dictionary_page_offset: BigInt(start) }),
    },
  }
}

export function createParquetEncoder(features: Features): ParquetEncoder {
  const names = Object.keys(features)
  // The same nodes; the writer's type has its lists mutable.
  const schema = parquetSchema(features) as FileMetaData["schema"]
  const leaves = leavesOf(schema, names)
  const groups: Group[] = []
  const magic = Buffer.from("PAR1")
  let written = 0
  let columns: unknown[][] = names.map(() => [])
  let rows = 0
  let size = 0
  /** The groups before, in order: offsets go on where they end. */
  let tail: Promise<unknown> = Promise.resolve()

  function place(done: readonly CompressedColumn[], count: number): Uint8Array<ArrayBuffer> {
    const parts: Uint8Array[] = written === 0 ? [magic] : []
    written += sizeOf(parts)
    const start = written
    const chunks = done.map((column) => {
      const chunk = chunkOf(column, written)
      const bytes = column.parts.flat()
      parts.push(...bytes)
      written += sizeOf(bytes)
      return chunk
    })
    const plain = chunks.reduce((sum, { meta_data }) => sum + (meta_data?.total_uncompressed_size ?? 0n), 0n)
    groups.push({
      columns: chunks,
      total_byte_size: plain,
      num_rows: BigInt(count),
      total_compressed_size: BigInt(written - start),
    })
    return new Uint8Array(Buffer.concat(parts))
  }

  function endGroup(): Promise<Uint8Array<ArrayBuffer>> {
    const count = rows
    const data = columns
    columns = names.map(() => [])
    rows = 0
    size = 0
    const done = Promise.all(
      leaves.map(({ name, leaf }) => compressed(leaf, columnPages(leaf, data[names.indexOf(name)] ?? []))),
    )
    const placed = tail.then(async () => place(await done, count))
    // Whoever takes the bytes is told of a failure; the next group only waits.
    tail = placed.catch(() => undefined)
    done.catch(() => undefined)
    return placed
  }

  function footer(): Uint8Array {
    const bytes = new ByteWriter()
    const total = groups.reduce((sum, { num_rows }) => sum + num_rows, 0n)
    writeMetadata(bytes, {
      version: 2,
      created_by: "Loam",
      schema,
      num_rows: total,
      row_groups: groups,
      key_value_metadata: [{ key: "huggingface", value: parquetMetadata(features) }],
      metadata_length: 0,
    })
    bytes.appendBytes(magic)
    return bytes.getBytes()
  }

  return {
    add(row) {
      for (const [index, value] of parquetRow(features, row).entries()) columns[index]?.push(value)
      rows += 1
      size += characters(row)
      return rows < groupRows && size < groupCharacters ? undefined : endGroup()
    },
    async finish() {
      const last = rows === 0 ? await tail.then(() => none) : await endGroup()
      const head = written === 0 ? magic : none
      return new Uint8Array(Buffer.concat([head, last, footer()]))
    },
  }
}

const none = new Uint8Array()
