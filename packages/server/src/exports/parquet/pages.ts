/** Pages of a Parquet file before they are compressed: header, levels, body. */
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js"
import { writePageHeader } from "hyparquet-writer/src/datapage.js"

type Header = Parameters<typeof writePageHeader>[1]
type Encoding = NonNullable<Header["data_page_header_v2"]>["encoding"]

export interface Page {
  /** Its header, when it is known how small the body became. */
  readonly header: (compressed: number) => Uint8Array
  /** Stand before the body as they are. */
  readonly levels: Uint8Array
  readonly body: Uint8Array
}

/** A column of one row group. It is one page: groups are small enough for that. */
export interface Chunk {
  readonly encoding: Encoding
  /** Values, missing ones too. */
  readonly values: number
  /** Its dictionary, where it has one, is the first. */
  readonly dictionary?: Page | undefined
  readonly pages: readonly Page[]
}

/** Bits that hold numbers up to this one. */
export const widthOf = (largest: number): number => 32 - Math.clz32(largest)

export function bytesOf(fill: (writer: ByteWriter) => void): Uint8Array {
  const writer = new ByteWriter(256)
  fill(writer)
  return writer.getBytes()
}

const none = new Uint8Array()

export function dictionaryPage(body: Uint8Array, count: number): Page {
  const header = (compressed: number) =>
    bytesOf((writer) =>
      writePageHeader(writer, {
        type: "DICTIONARY_PAGE",
        uncompressed_page_size: body.length,
        compressed_page_size: compressed,
        dictionary_page_header: { num_values: count, encoding: "PLAIN" },
      }),
    )
  return { header, levels: none, body }
}

export function dataPage(made: {
  readonly body: Uint8Array
  readonly encoding: Encoding
  readonly values: number
  readonly missing: number
  readonly rows: number
  readonly definitions: Uint8Array
  readonly repetitions: Uint8Array
}): Page {
  const { body, encoding, values, missing, rows, definitions, repetitions } = made
  const levels = Buffer.concat([repetitions, definitions])
  const header = (compressed: number) =>
    bytesOf((writer) =>
      writePageHeader(writer, {
        type: "DATA_PAGE_V2",
        uncompressed_page_size: levels.length + body.length,
        compressed_page_size: levels.length + compressed,
        data_page_header_v2: {
          num_values: values,
          num_nulls: missing,
          num_rows: rows,
          encoding,
          definition_levels_byte_length: definitions.length,
          repetition_levels_byte_length: repetitions.length,
          is_compressed: true,
        },
      }),
    )
  return { header, levels, body }
}
