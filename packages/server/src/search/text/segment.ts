/** A segment: the words of some records with where they stand, in blocks of keys in order. Made once, never changed. */
import { type ByteReader, byteWriter, readNumber, writeNumber, written } from "./numbers.ts"
import { wordsOf } from "./words.ts"

export interface Block {
  readonly keys: readonly string[]
  /** For each key, its postings. */
  readonly postings: Uint8Array
}

export interface SegmentHead {
  readonly id: string
  readonly seqs: Float64Array
  /** In words, over all fields. */
  readonly lengths: Uint32Array
  readonly firsts: readonly string[]
}

/** A word of a field; keys of one word stand side by side. */
export const keyOf = (word: string, field: number) => `${word}\t${field}`
export const wordOfKey = (key: string) => key.slice(0, key.indexOf("\t"))
export const fieldOfKey = (key: string) => Number(key.slice(key.indexOf("\t") + 1))

export interface Postings {
  readonly docs: Uint32Array
  readonly frequencies: Uint32Array
  /** Positions of all documents in a row, as many as the frequencies say. */
  readonly positions: () => Uint32Array
}

/** Entries of one key in a row: document, how often, each position. */
export type Entries = number[]

const mostKeys = 128
const mostBytes = 16 * 1024

/** Cuts keys into blocks as they come, in order. */
export function blockMaker() {
  let keys: string[] = []
  let writer = byteWriter()
  const blocks: Block[] = []
  // Used again for each key: a segment of 500 records has some 20,000.
  const [docs, places] = [byteWriter(), byteWriter()]
  const cut = () => {
    if (keys.length > 0) blocks.push({ keys, postings: written(writer) })
    keys = []
    writer = byteWriter()
  }
  const add = (key: string, entries: Entries) => {
    docs.length = 0
    places.length = 0
    let count = 0
    let last = -1
    for (let at = 0; at < entries.length; count += 1) {
      const doc = entries[at++] ?? 0
      const frequency = entries[at++] ?? 0
      writeNumber(docs, doc - last - 1)
      writeNumber(docs, frequency)
      last = doc
      let before = 0
      for (let n = 0; n < frequency; n += 1) {
        const position = entries[at++] ?? 0
        writeNumber(places, position - before)
        before = position
      }
    }
    for (const number of [count, docs.length, places.length]) writeNumber(writer, number)
    for (const part of [docs, places]) appendBytes(writer, part)
    keys.push(key)
    if (keys.length >= mostKeys || writer.length >= mostBytes) cut()
  }
  /** The blocks finished so far, once. */
  const take = () => blocks.splice(0)
  return { add, cut, take }
}

function appendBytes(writer: ReturnType<typeof byteWriter>, part: ReturnType<typeof byteWriter>): void {
  if (writer.length + part.length > writer.bytes.length) {
    const larger = new Uint8Array(Math.max(writer.bytes.length * 2, writer.length + part.length))
    larger.set(writer.bytes)
    writer.bytes = larger
  }
  writer.bytes.set(part.bytes.subarray(0, part.length), writer.length)
  writer.length += part.length
}

function readPostings(reader: ByteReader): Postings {
  const [count, docBytes, placeBytes] = [readNumber(reader), readNumber(reader), readNumber(reader)]
  const docs = new Uint32Array(count)
  const frequencies = new Uint32Array(count)
  const inner = { bytes: reader.bytes, at: reader.at }
  let last = -1
  for (let index = 0; index < count; index += 1) {
    last += readNumber(inner) + 1
    docs[index] = last
    frequencies[index] = readNumber(inner)
  }
  const start = reader.at + docBytes
  reader.at = start + placeBytes
  const positions = () => {
    const places = { bytes: reader.bytes, at: start }
    const all: number[] = []
    for (const frequency of frequencies) {
      let position = 0
      for (let n = 0; n < frequency; n += 1) {
        position += readNumber(places)
        all.push(position)
      }
    }
    return Uint32Array.from(all)
  }
  return { docs, frequencies, positions }
}

function skipPostings(reader: ByteReader): void {
  readNumber(reader)
  const bytes = readNumber(reader) + readNumber(reader)
  reader.at += bytes
}

/** The postings of the keys of a block that pass. */
export function readBlock(block: Block, wanted: (key: string) => boolean): Map<string, Postings> {
  const found = new Map<string, Postings>()
  const reader = { bytes: block.postings, at: 0 }
  for (const key of block.keys) {
    if (wanted(key)) found.set(key, readPostings(reader))
    else skipPostings(reader)
  }
  return found
}

/** The numbers of the blocks that may hold keys from `low` up to `high`. */
export function blocksBetween(firsts: readonly string[], low: string, high: string): number[] {
  let left = 0
  let right = firsts.length
  while (left < right) {
    const middle = (left + right) >> 1
    if ((firsts[middle] ?? "") <= low) left = middle + 1
    else right = middle
  }
  const numbers: number[] = []
  for (let number = Math.max(0, left - 1); number < firsts.length; number += 1) {
    if ((firsts[number] ?? "") > high) break
    numbers.push(number)
  }
  return numbers
}

export interface Document {
  readonly seq: number
  /** A text a field, in the order of the fields. */
  readonly texts: readonly string[]
}

export interface BuiltSegment {
  readonly seqs: number[]
  readonly lengths: number[]
  readonly blocks: Block[]
}

export function buildSegment(documents: readonly Document[]): BuiltSegment {
  const entries = new Map<string, Entries>()
  const lengths = documents.map(({ texts }, doc) => {
    let length = 0
    for (const [field, text] of texts.entries()) {
      const places = new Map<string, number[]>()
      const words = wordsOf(text)
      length += words.length
      for (const [position, word] of words.entries()) {
        const known = places.get(word)
        if (known) known.push(position)
        else places.set(word, [position])
      }
      for (const [word, positions] of places) {
        const key = keyOf(word, field)
        let list = entries.get(key)
        if (!list) {
          list = []
          entries.set(key, list)
        }
        list.push(doc, positions.length)
        for (const position of positions) list.push(position)
      }
    }
    return length
  })
  const maker = blockMaker()
  for (const key of [...entries.keys()].sort()) maker.add(key, entries.get(key) ?? [])
  maker.cut()
  return { seqs: documents.map(({ seq }) => seq), lengths, blocks: maker.take() }
}
