/** Which documents of one segment fit a query, and how well. */
import { edits } from "./edits.ts"
import type { Query } from "./parse-query.ts"
import { fieldOfKey, type Postings, wordOfKey } from "./segment.ts"

/** Documents in order; scores beside them. */
export interface Matches {
  readonly docs: Uint32Array
  readonly scores: Float64Array
}

/** A word, or what stands for words, with the keys it means here. */
export interface Leaf {
  readonly text: string
  readonly fits: (key: string) => boolean
  /** From which key to which they lie; absent: anywhere. */
  readonly between?: readonly [low: string, high: string]
  readonly kind: "word" | "prefix" | "fuzzy"
  readonly distance?: number
}

const inFields = (fields: ReadonlySet<number>, key: string) => fields.has(fieldOfKey(key))

export function leafOf(
  query: Extract<Query, { kind: "word" | "prefix" | "fuzzy" }>,
  fields: ReadonlySet<number>,
): Leaf {
  const { kind, word } = query
  if (kind === "word") {
    const fits = (key: string) => key.startsWith(`${word}\t`) && inFields(fields, key)
    return { kind, text: word, fits, between: [`${word}\t`, `${word}\t\uffff`] }
  }
  if (kind === "prefix") {
    const fits = (key: string) => key.startsWith(word) && inFields(fields, key)
    return { kind, text: `${word}*`, fits, between: [word, `${word}\uffff`] }
  }
  const { distance } = query
  const fits = (key: string) => edits(word, wordOfKey(key), distance) <= distance && inFields(fields, key)
  return { kind, text: `${word}~${distance}`, fits, distance }
}

/** All leaves of a query, once each. */
export function leavesOf(query: Query, fields: ReadonlySet<number>): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>()
  const visit = (part: Query): void => {
    if (part.kind === "and" || part.kind === "or") for (const each of part.parts) visit(each)
    else if (part.kind === "not") visit(part.part)
    else if (part.kind !== "all")
      for (const word of part.kind === "phrase" ? part.words : [part.word]) {
        const leaf = leafOf(part.kind === "phrase" ? { kind: "word", word } : part, fields)
        leaves.set(leaf.text, leaf)
      }
  }
  visit(query)
  return leaves
}

/** What a segment holds for each leaf: postings by key. */
export type Found = ReadonlyMap<string, ReadonlyMap<string, Postings>>

export interface SegmentView {
  readonly lengths: Uint32Array
  readonly isGone: (doc: number) => boolean
  readonly found: Found
}

export interface Weights {
  /** Mean length of a document in words. */
  readonly meanLength: number
  /** How telling a word is: by leaf, and by key for leaves that stand for several words. */
  readonly weight: (word: string) => number
}

// BM25 with its usual constants.
const k1 = 1.2
const b = 0.75
const bm25 = (weight: number, frequency: number, length: number, meanLength: number) =>
  (weight * frequency) / (frequency + k1 * (1 - b + (b * length) / meanLength))

/** Frequencies of a word over all fields, documents in order. */
export function mergeFields(lists: readonly Postings[]): Pick<Postings, "docs" | "frequencies"> {
  const [first] = lists
  if (lists.length === 1 && first) return first
  const total = new Map<number, number>()
  for (const { docs, frequencies } of lists)
    for (const [index, doc] of docs.entries())
      total.set(doc, (total.get(doc) ?? 0) + (frequencies[index] ?? 0))
  const docs = Uint32Array.from(total.keys()).sort()
  return { docs, frequencies: docs.map((doc) => total.get(doc) ?? 0) }
}

/** Postings of a leaf, by word. */
export function byWord(keys: ReadonlyMap<string, Postings>): Map<string, Postings[]> {
  const words = new Map<string, Postings[]>()
  for (const [key, postings] of keys) {
    const word = wordOfKey(key)
    words.set(word, [...(words.get(word) ?? []), postings])
  }
  return words
}

const nothing: Matches = { docs: new Uint32Array(), scores: new Float64Array() }

function union(left: Matches, right: Matches): Matches {
  const docs = new Uint32Array(left.docs.length + right.docs.length)
  const scores = new Float64Array(docs.length)
  let [i, j, at] = [0, 0, 0]
  while (i < left.docs.length || j < right.docs.length) {
    const a = left.docs[i] ?? Number.POSITIVE_INFINITY
    const c = right.docs[j] ?? Number.POSITIVE_INFINITY
    docs[at] = Math.min(a, c)
    scores[at] = (a <= c ? (left.scores[i++] ?? 0) : 0) + (c <= a ? (right.scores[j++] ?? 0) : 0)
    at += 1
  }
  return { docs: docs.subarray(0, at), scores: scores.subarray(0, at) }
}

function intersection(left: Matches, right: Matches): Matches {
  const docs = new Uint32Array(Math.min(left.docs.length, right.docs.length))
  const scores = new Float64Array(docs.length)
  let [i, j, at] = [0, 0, 0]
  while (i < left.docs.length && j < right.docs.length) {
    const a = left.docs[i] ?? 0
    const c = right.docs[j] ?? 0
    if (a < c) i += 1
    else if (c < a) j += 1
    else {
      docs[at] = a
      scores[at++] = (left.scores[i++] ?? 0) + (right.scores[j++] ?? 0)
    }
  }
  return { docs: docs.subarray(0, at), scores: scores.subarray(0, at) }
}

function everything({ lengths, isGone }: SegmentView): Matches {
  const docs = Uint32Array.from(lengths.keys()).filter((doc) => !isGone(doc))
  return { docs, scores: new Float64Array(docs.length).fill(1) }
}

function without(view: SegmentView, part: Matches): Matches {
  const excluded = new Set(part.docs)
  const docs = everything(view).docs.filter((doc) => !excluded.has(doc))
  return { docs, scores: new Float64Array(docs.length).fill(1) }
}

function scored(view: SegmentView, lists: readonly Postings[], weight: number, weights: Weights): Matches {
  const { docs, frequencies } = mergeFields(lists)
  const kept = new Uint32Array(docs.length)
  const scores = new Float64Array(docs.length)
  let at = 0
  for (let index = 0; index < docs.length; index += 1) {
    const doc = docs[index] ?? 0
    if (view.isGone(doc)) continue
    kept[at] = doc
    scores[at++] = bm25(weight, frequencies[index] ?? 0, view.lengths[doc] ?? 0, weights.meanLength)
  }
  return { docs: kept.subarray(0, at), scores: scores.subarray(0, at) }
}

/** How often words stand in this order with at most `slop` places between and beside them. */
export function countPhrase(lists: readonly (readonly number[] | Uint32Array)[], slop: number): number {
  const at = lists.map(() => 0)
  let count = 0
  for (;;) {
    let [low, high, lowest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0]
    for (let word = 0; word < lists.length; word += 1) {
      const position = lists[word]?.[at[word] ?? 0]
      if (position === undefined) return count
      const place = position - word
      if (place < low) [low, lowest] = [place, word]
      if (place > high) high = place
    }
    if (high - low <= slop) count += 1
    at[lowest] = (at[lowest] ?? 0) + 1
  }
}

/** Positions by document. */
function placesOf({ docs, frequencies, positions }: Postings): Map<number, Uint32Array> {
  const all = positions()
  const places = new Map<number, Uint32Array>()
  let at = 0
  for (const [index, doc] of docs.entries()) {
    const end = at + (frequencies[index] ?? 0)
    places.set(doc, all.subarray(at, end))
    at = end
  }
  return places
}

function phrase(view: SegmentView, query: Extract<Query, { kind: "phrase" }>, weights: Weights): Matches {
  const counts = new Map<number, number>()
  const perWord = query.words.map((word) => view.found.get(word) ?? new Map<string, Postings>())
  for (const key of perWord[0]?.keys() ?? []) {
    const field = fieldOfKey(key)
    const lists = perWord.map((keys, index) => keys.get(`${query.words[index]}\t${field}`))
    if (!lists.every((list) => list !== undefined)) continue
    const places = lists.map(placesOf)
    for (const doc of lists[0]?.docs ?? []) {
      if (view.isGone(doc)) continue
      const here = places.map((each) => each.get(doc))
      if (!here.every((each) => each !== undefined)) continue
      const count = countPhrase(here, query.slop)
      if (count > 0) counts.set(doc, (counts.get(doc) ?? 0) + count)
    }
  }
  const docs = Uint32Array.from(counts.keys()).sort()
  const weight = query.words.reduce((sum, word) => sum + weights.weight(word), 0)
  const scores = Float64Array.from(docs, (doc) =>
    bm25(weight, counts.get(doc) ?? 0, view.lengths[doc] ?? 0, weights.meanLength),
  )
  return { docs, scores }
}

export function evaluate(view: SegmentView, query: Query, weights: Weights): Matches {
  switch (query.kind) {
    case "all":
      return everything(view)
    case "word": {
      const keys = view.found.get(query.word)
      if (!keys || keys.size === 0) return nothing
      return scored(view, [...keys.values()], weights.weight(query.word), weights)
    }
    case "prefix": {
      const keys = view.found.get(`${query.word}*`) ?? new Map<string, Postings>()
      const docs = mergeFields([...keys.values()]).docs.filter((doc) => !view.isGone(doc))
      return { docs, scores: new Float64Array(docs.length).fill(1) }
    }
    case "fuzzy": {
      const keys = view.found.get(`${query.word}~${query.distance}`) ?? new Map<string, Postings>()
      // In the order of words: sums of numbers depend on it, and a score must not hang on how records are cut up.
      return [...byWord(keys)]
        .sort(([a], [c]) => (a < c ? -1 : 1))
        .reduce((sum, [word, lists]) => {
          const likeness =
            1 - edits(query.word, word, query.distance) / Math.min(query.word.length, word.length)
          const weight = weights.weight(word) * Math.max(0.1, likeness)
          return union(sum, scored(view, lists, weight, weights))
        }, nothing)
    }
    case "phrase":
      return phrase(view, query, weights)
    case "not":
      return without(view, evaluate(view, query.part, weights))
    case "and":
      return query.parts.map((part) => evaluate(view, part, weights)).reduce(intersection)
    case "or":
      return query.parts.map((part) => evaluate(view, part, weights)).reduce(union)
  }
}
