/** Distinct answer patterns of the items: agreement on a million items costs no more than on the few dozen patterns. */
import type { CodedRatings } from "./coded.ts"
import { type Grouping, rowsByItem } from "./ratings.ts"

/**
 * Pattern p says: `weight[p]` items got, for j in start[p] … start[p + 1] − 1, `count[j]` answers of category
 * `code[j]` (codes ascending). Who answered does not matter to the measures that read patterns. Items without an
 * answer are in no pattern.
 */
export interface AnswerPatterns<C = string | number> {
  readonly categories: readonly C[]
  readonly start: Int32Array
  readonly code: Int32Array
  readonly count: Int32Array
  readonly weight: Float64Array
  /** Answers per item of the pattern: Σ count. */
  readonly size: Int32Array
}

export interface PatternRow {
  /** Answers per category, in the order of `categories`. */
  readonly counts: ArrayLike<number>
  /** How many items got exactly these answers; 1 unless told. */
  readonly items?: number
}

/** Patterns from counts per category: a published table, or the result of a GROUP BY in the database. */
export function patternsFromCounts<C>(
  categories: readonly C[],
  rows: Iterable<PatternRow>,
): AnswerPatterns<C> {
  const start = [0]
  const code: number[] = []
  const count: number[] = []
  const weight: number[] = []
  for (const row of rows) {
    for (let at = 0; at < row.counts.length; at++) {
      const answers = row.counts[at] ?? 0
      if (answers === 0) continue
      code.push(at)
      count.push(answers)
    }
    if (code.length === start[start.length - 1]) continue
    start.push(code.length)
    weight.push(row.items ?? 1)
  }
  return withSizes(categories, Int32Array.from(start), Int32Array.from(code), Int32Array.from(count), weight)
}

/**
 * The patterns of a table, equal items merged and in canonical order, so that nothing computed from them depends on
 * the order of rows, items or people.
 */
export function answerPatterns<C>(coded: CodedRatings<C>): AnswerPatterns<C> {
  const groups = rowsByItem(coded)
  const merged = new Map<string, number>()
  const buffer: number[] = []
  for (let item = 0; item < coded.items.length; item++) {
    sortedCodes(coded.value, groups, item, buffer)
    if (buffer.length === 0) continue
    const key = keyOfCodes(buffer)
    merged.set(key, (merged.get(key) ?? 0) + 1)
  }
  const ordered = [...merged.keys()].sort()
  return fromCodes(
    coded.categories,
    ordered.map(codesOfKey),
    ordered.map((key) => merged.get(key) ?? 0),
  )
}

/** One pattern per item with an answer, in item order and unmerged: for resampling item by item. */
export function itemPatterns<C>(coded: CodedRatings<C>): AnswerPatterns<C> {
  const groups = rowsByItem(coded)
  const all: number[][] = []
  for (let item = 0; item < coded.items.length; item++) {
    const codes: number[] = []
    sortedCodes(coded.value, groups, item, codes)
    if (codes.length > 0) all.push(codes)
  }
  return fromCodes(coded.categories, all, new Array<number>(all.length).fill(1))
}

/** Only patterns with two answers or more: what agreement can be seen in. */
export function pairablePatterns<C>(patterns: AnswerPatterns<C>): AnswerPatterns<C> {
  const start = [0]
  const code: number[] = []
  const count: number[] = []
  const weight: number[] = []
  patterns.size.forEach((size, pattern) => {
    if (size < 2) return
    const from = patterns.start[pattern] ?? 0
    const to = patterns.start[pattern + 1] ?? 0
    code.push(...patterns.code.subarray(from, to))
    count.push(...patterns.count.subarray(from, to))
    start.push(code.length)
    weight.push(patterns.weight[pattern] ?? 0)
  })
  return withSizes(
    patterns.categories,
    Int32Array.from(start),
    Int32Array.from(code),
    Int32Array.from(count),
    weight,
  )
}

/** The codes of one item, ascending, into `into`: insertion sort, as items have a handful of answers. */
function sortedCodes(value: Int32Array, groups: Grouping, item: number, into: number[]): void {
  into.length = 0
  const end = groups.start[item + 1] ?? 0
  for (let at = groups.start[item] ?? 0; at < end; at++) {
    const code = value[groups.row[at] ?? 0] ?? 0
    let place = into.length
    while (place > 0 && (into[place - 1] ?? 0) > code) {
      into[place] = into[place - 1] ?? 0
      place--
    }
    into[place] = code
  }
}

// Two UTF-16 units a code: cheaper to build, hash and sort than joined decimals, and right for any number of codes.
function keyOfCodes(codes: readonly number[]): string {
  let key = ""
  for (const code of codes) key += String.fromCharCode(code >>> 16, code & 0xffff)
  return key
}

function codesOfKey(key: string): number[] {
  const codes: number[] = []
  for (let at = 0; at < key.length; at += 2) codes.push(key.charCodeAt(at) * 65536 + key.charCodeAt(at + 1))
  return codes
}

function fromCodes<C>(
  categories: readonly C[],
  items: readonly number[][],
  weight: readonly number[],
): AnswerPatterns<C> {
  const start = [0]
  const code: number[] = []
  const count: number[] = []
  for (const codes of items) {
    for (const [at, each] of codes.entries()) {
      if (at > 0 && each === codes[at - 1]) count[count.length - 1] = (count[count.length - 1] ?? 0) + 1
      else {
        code.push(each)
        count.push(1)
      }
    }
    start.push(code.length)
  }
  return withSizes(categories, Int32Array.from(start), Int32Array.from(code), Int32Array.from(count), weight)
}

function withSizes<C>(
  categories: readonly C[],
  start: Int32Array,
  code: Int32Array,
  count: Int32Array,
  weight: readonly number[],
): AnswerPatterns<C> {
  const size = new Int32Array(weight.length)
  for (let pattern = 0; pattern < size.length; pattern++) {
    for (let at = start[pattern] ?? 0; at < (start[pattern + 1] ?? 0); at++) {
      size[pattern] = (size[pattern] ?? 0) + (count[at] ?? 0)
    }
  }
  return { categories, start, code, count, weight: Float64Array.from(weight), size }
}
