/** The pages of one column of a row group, before they are compressed. */
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js"
import { writePageHeader } from "hyparquet-writer/src/datapage.js"
import { encodeNestedValues } from "hyparquet-writer/src/dremel.js"
import { writeRleBitPackedHybrid } from "hyparquet-writer/src/encoding.js"
import { writePlain } from "hyparquet-writer/src/plain.js"
import { getMaxRepetitionLevel } from "hyparquet-writer/src/schema.js"
import { dictionaryOf, plainTexts } from "./texts.ts"

/** The way from the root of a schema to a column that holds values. */
export type Leaf = Parameters<typeof encodeNestedValues>[0]
type Header = Parameters<typeof writePageHeader>[1]
export type Encoding = NonNullable<Header["data_page_header_v2"]>["encoding"]

export interface Page {
  /** Its header, when it is known how small the body became. */
  readonly header: (compressed: number) => Uint8Array
  /** Stand before the body as they are. */
  readonly levels: Uint8Array
  readonly body: Uint8Array
}

export interface ColumnPages {
  readonly encodings: readonly Encoding[]
  readonly values: number
  readonly dictionary?: Page
  readonly pages: readonly Page[]
}

/** A page ends after so many characters or values: pages are what readers hold and what is compressed side by side. */
const pageCharacters = 1024 * 1024
const pageValues = 20_000

function bytesOf(fill: (writer: ByteWriter) => void, size = 256): Uint8Array {
  const writer = new ByteWriter(size)
  fill(writer)
  return writer.getBytes()
}

const bitsFor = (largest: number) => 32 - Math.clz32(largest)
const none = new Uint8Array()

function dictionaryPage(texts: readonly string[]): Page {
  const body = plainTexts(texts)
  const header = (compressed: number) =>
    bytesOf((writer) =>
      writePageHeader(writer, {
        type: "DICTIONARY_PAGE",
        uncompressed_page_size: body.length,
        compressed_page_size: compressed,
        dictionary_page_header: { num_values: texts.length, encoding: "PLAIN" },
      }),
    )
  return { header, levels: none, body }
}

interface Levels {
  readonly definition: readonly number[]
  readonly repetition: readonly number[]
  readonly most: { readonly definition: number; readonly repetition: number }
}

/** Between two rows; a row never spans pages. */
function pageEnds(sizes: (index: number) => number, { definition, repetition }: Levels): number[] {
  const ends: number[] = []
  let characters = 0
  let start = 0
  for (let index = 0; index < definition.length; index += 1) {
    const full = characters >= pageCharacters || index - start >= pageValues
    if (full && (repetition.length === 0 || repetition[index] === 0)) {
      ends.push(index)
      start = index
      characters = 0
    }
    characters += sizes(index)
  }
  return [...ends, definition.length]
}

function dataPage(levels: Levels, start: number, end: number, encoding: Encoding, body: Uint8Array): Page {
  const { most } = levels
  const definition = levels.definition.slice(start, end)
  const repetition = levels.repetition.slice(start, end)
  const levelBytes = (values: readonly number[], largest: number) =>
    largest === 0 ? none : bytesOf((writer) => writeRleBitPackedHybrid(writer, [...values], bitsFor(largest)))
  const before = levelBytes(repetition, most.repetition)
  const after = levelBytes(definition, most.definition)
  const nulls = definition.reduce((sum, level) => sum + Number(level < most.definition), 0)
  const rows =
    repetition.length === 0 ? end - start : repetition.reduce((sum, level) => sum + Number(level === 0), 0)
  const joined = Buffer.concat([before, after])
  const header = (compressed: number) =>
    bytesOf((writer) =>
      writePageHeader(writer, {
        type: "DATA_PAGE_V2",
        uncompressed_page_size: joined.length + body.length,
        compressed_page_size: joined.length + compressed,
        data_page_header_v2: {
          num_values: end - start,
          num_nulls: nulls,
          num_rows: rows,
          encoding,
          definition_levels_byte_length: after.length,
          repetition_levels_byte_length: before.length,
          is_compressed: true,
        },
      }),
    )
  return { header, levels: joined, body }
}

const isPresent = (value: unknown) => value !== null && value !== undefined

/** Indexes into a dictionary: their width in bits, then runs of them. */
function indexBody(places: readonly number[]): Uint8Array {
  const width = Math.max(1, bitsFor(places.reduce((most, place) => Math.max(most, place), 0)))
  return bytesOf((writer) => {
    writer.appendUint8(width)
    writeRleBitPackedHybrid(writer, [...places], width)
  })
}

/** What the values of a page become, and where between values the next page begins. */
interface Body {
  readonly encoding: Encoding
  readonly dictionary?: Page
  readonly size: (present: number) => number
  readonly bytes: (from: number, to: number) => Uint8Array
}

function textBody(values: readonly string[]): Body {
  const dictionary = dictionaryOf(values)
  if (dictionary === undefined)
    return {
      encoding: "PLAIN",
      size: (at) => values[at]?.length ?? 0,
      bytes: (from, to) => plainTexts(from === 0 && to === values.length ? values : values.slice(from, to)),
    }
  const { texts, places } = dictionary
  return {
    encoding: "RLE_DICTIONARY",
    dictionary: dictionaryPage(texts),
    size: () => 2,
    bytes: (from, to) => indexBody(places.slice(from, to)),
  }
}

function scalarBody(values: readonly unknown[], type: Parameters<typeof writePlain>[2]): Body {
  return {
    encoding: "PLAIN",
    size: () => 8,
    bytes: (from, to) =>
      bytesOf((writer) => writePlain(writer, values.slice(from, to), type, undefined), 8 * (to - from) + 8),
  }
}

/** Encodes a column of some rows; `rows` are the values of the top-level column. */
export function columnPages(leaf: Leaf, rows: readonly unknown[]): ColumnPages {
  const path = leaf.map(({ element }) => element)
  const type = path.at(-1)?.type
  if (type === undefined) throw new Error("a column of values has a type")
  // The encoder reads them only.
  const data = encodeNestedValues(leaf, rows as unknown[])
  const levels: Levels = {
    definition: data.definitionLevels,
    repetition: data.repetitionLevels,
    most: { definition: data.maxDefinitionLevel, repetition: getMaxRepetitionLevel(path) },
  }
  const all = data.values as readonly unknown[]
  const present = all.every(isPresent) ? all : all.filter(isPresent)
  // By the schema, which made every value of such a column a text.
  const body = type === "BYTE_ARRAY" ? textBody(present as string[]) : scalarBody(present, type)
  const placeOf = presentBefore(levels)
  const ends = pageEnds((index) => body.size(placeOf(index)), levels)
  const pages = ends.map((end, page) => {
    const start = ends[page - 1] ?? 0
    return dataPage(levels, start, end, body.encoding, body.bytes(placeOf(start), placeOf(end)))
  })
  const { dictionary, encoding } = body
  return dictionary === undefined
    ? { encodings: [encoding], values: levels.definition.length, pages }
    : { encodings: ["PLAIN", encoding], values: levels.definition.length, dictionary, pages }
}

/** How many values that are there stand before a place. */
function presentBefore({ definition, most }: Levels): (index: number) => number {
  if (definition.every((level) => level === most.definition)) return (index) => index
  const counts = new Uint32Array(definition.length + 1)
  for (const [index, level] of definition.entries())
    counts[index + 1] = (counts[index] ?? 0) + Number(level === most.definition)
  return (index) => counts[index] ?? 0
}
