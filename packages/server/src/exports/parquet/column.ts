/** One column of values of a row group: takes them one after the other, and makes pages of them. */
import { ByteWriter } from "hyparquet-writer/src/bytewriter.js"
import { writeRleBitPackedHybrid } from "hyparquet-writer/src/encoding.js"
import { writePlain } from "hyparquet-writer/src/plain.js"
import { growingNumbers, growingTexts } from "./growing.ts"
import { bytesOf, type Chunk, dataPage, dictionaryPage, widthOf } from "./pages.ts"

/** How deep a column lies: its levels when a value is there, and when a list goes on. */
export interface Depth {
  readonly definition: number
  readonly repetition: number
}

export interface Column {
  /** A value that is there. */
  readonly put: (value: unknown, repetition: number) => void
  /** None, because something above it is missing from this level on. */
  readonly skip: (definition: number, repetition: number) => void
  /** Bytes it holds. */
  readonly size: () => number
  /** What was put, as pages that are still to be compressed; it is empty afterwards. */
  readonly take: () => Chunk
}

type Type = Parameters<typeof writePlain>[2]

/** The values of a column without their levels. */
interface Values {
  readonly put: (value: unknown) => void
  readonly size: () => number
  readonly take: () => Pick<Chunk, "dictionary"> & {
    readonly body: Uint8Array
    readonly encoding: Chunk["encoding"]
  }
}

/** Texts that are looked at for the same one again: several answers to one record's texts come one after the other. */
const recentTexts = 8

/**
 * A text that was there shortly before is not written again: each stands in a dictionary, and the page tells places.
 * Where none repeats the dictionary is the page.
 */
function textValues(): Values {
  const texts = growingTexts()
  const places = growingNumbers()
  const recent: string[] = []
  const recentPlaces: number[] = []
  let distinct = 0
  let oldest = 0

  function take(): ReturnType<Values["take"]> {
    const body = texts.copy()
    const repeated = places.length() > distinct
    const width = widthOf(Math.max(1, distinct - 1))
    const made = repeated
      ? {
          dictionary: dictionaryPage(body, distinct),
          encoding: "RLE_DICTIONARY" as const,
          body: bytesOf((writer) => {
            writer.appendUint8(width)
            writeRleBitPackedHybrid(writer, places.all(), width)
          }),
        }
      : { encoding: "PLAIN" as const, body }
    texts.clear()
    places.clear()
    recent.length = 0
    distinct = 0
    oldest = 0
    return made
  }

  return {
    put(value) {
      const text = value as string // by the schema
      const known = recent.indexOf(text)
      if (known >= 0) return places.push(recentPlaces[known] ?? 0)
      texts.push(text)
      places.push(distinct)
      recent[oldest] = text
      recentPlaces[oldest] = distinct
      oldest = (oldest + 1) % recentTexts
      distinct += 1
    },
    size: () => texts.length() + 2 * places.length(),
    take,
  }
}

function scalarValues(type: Type): Values {
  let values: unknown[] = []
  return {
    put: (value) => {
      values.push(value)
    },
    size: () => 8 * values.length,
    take() {
      const body = bytesOf((writer) => writePlain(writer, values, type, undefined))
      values = []
      return { encoding: "PLAIN", body }
    },
  }
}

export function createColumn(type: Type, most: Depth): Column {
  const values = type === "BYTE_ARRAY" ? textValues() : scalarValues(type)
  const definitions = growingNumbers()
  const repetitions = growingNumbers()
  let missing = 0
  let rows = 0

  function level(definition: number, repetition: number): void {
    definitions.push(definition)
    if (most.repetition > 0) repetitions.push(repetition)
    if (repetition === 0) rows += 1
  }

  const levels = (all: Uint32Array, largest: number): Uint8Array => {
    const writer = new ByteWriter(64)
    if (largest > 0) writeRleBitPackedHybrid(writer, all, widthOf(largest))
    return writer.getBytes()
  }

  return {
    put(value, repetition) {
      level(most.definition, repetition)
      values.put(value)
    },
    skip(definition, repetition) {
      level(definition, repetition)
      missing += 1
    },
    size: () => values.size() + definitions.length(),
    take() {
      const { body, encoding, dictionary } = values.take()
      const count = definitions.length()
      const page = dataPage({
        body,
        encoding,
        ...{ values: count, missing, rows },
        definitions: levels(definitions.all(), most.definition),
        repetitions: levels(repetitions.all(), most.repetition),
      })
      definitions.clear()
      repetitions.clear()
      missing = 0
      rows = 0
      return {
        encoding,
        values: count,
        pages: dictionary === undefined ? [page] : [dictionary, page],
        dictionary,
      }
    },
  }
}
