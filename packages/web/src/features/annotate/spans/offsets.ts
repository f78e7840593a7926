/**
 * Places in a text. Browsers count UTF-16 units, the wire counts code points (as Python does), people see graphemes:
 * a stretch never begins or ends inside one of those.
 */

/** A stretch in UTF-16 units. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

export type Unit = "grapheme" | "word" | "sentence"

const segmenters = {
  grapheme: new Intl.Segmenter(undefined, { granularity: "grapheme" }),
  word: new Intl.Segmenter(undefined, { granularity: "word" }),
  sentence: new Intl.Segmenter(undefined, { granularity: "sentence" }),
}

/** Segments of the text looked at last: cutting a long text anew at every key would be felt. */
let remembered: { text: string; cuts: Map<Unit, Intl.Segments> } = { text: "", cuts: new Map() }

function segmentAt(text: string, unit: Unit, index: number): Intl.SegmentData | undefined {
  if (remembered.text !== text) remembered = { text, cuts: new Map() }
  const cut = remembered.cuts.get(unit) ?? segmenters[unit].segment(text)
  remembered.cuts.set(unit, cut)
  return cut.containing(index)
}

function around(text: string, unit: Unit, index: number): Stretch {
  const found = segmentAt(text, unit, index)
  return found
    ? { start: found.index, end: found.index + found.segment.length }
    : { start: index, end: index }
}

const isWord = (text: string, index: number) => segmentAt(text, "word", index)?.isWordLike === true

/** The smallest stretch of whole graphemes that covers a stretch; null when there is nothing in it. */
export function wholeGraphemes(text: string, { start, end }: Stretch): Stretch | null {
  const from = Math.max(0, Math.min(start, end))
  const to = Math.min(text.length, Math.max(start, end))
  if (from >= to) return null
  return { start: around(text, "grapheme", from).start, end: around(text, "grapheme", to - 1).end }
}

/** What somebody meant who selected this: whole words without the space around them, or single characters. */
export function snap(text: string, stretch: Stretch, unit: "word" | "grapheme"): Stretch | null {
  const whole = wholeGraphemes(text, stretch)
  if (!whole || unit === "grapheme") return whole
  const trimmed = trim(text, whole)
  if (!trimmed) return null
  let { start, end } = trimmed
  if (isWord(text, start)) start = Math.min(start, around(text, "word", start).start)
  if (isWord(text, end - 1)) end = Math.max(end, around(text, "word", end - 1).end)
  return wholeGraphemes(text, { start, end })
}

/** The unit that begins at or covers `index`, without the space behind it; from a gap, the nearest one ahead. */
export function unitAt(text: string, unit: Unit, index: number): Stretch | null {
  return index < text.length
    ? findUnit(text, unit, Math.max(0, index), 1)
    : findUnit(text, unit, text.length - 1, -1)
}

/** The unit after (1) or before (-1) a stretch; null at the end of the text. */
export function neighbourUnit(text: string, unit: Unit, from: Stretch, direction: 1 | -1): Stretch | null {
  return findUnit(text, unit, direction === 1 ? from.end : from.start - 1, direction)
}

function findUnit(text: string, unit: Unit, index: number, direction: 1 | -1): Stretch | null {
  let at = index
  while (at >= 0 && at < text.length) {
    const found = around(text, unit, at)
    const trimmed = unit === "grapheme" ? found : trim(text, found)
    if (trimmed) return wholeGraphemes(text, trimmed)
    at = direction === 1 ? found.end : found.start - 1
  }
  return null
}

function trim(text: string, { start, end }: Stretch): Stretch | null {
  let [from, to] = [start, end]
  while (from < to && /\s/.test(text[from] ?? "")) from += 1
  while (to > from && /\s/.test(text[to - 1] ?? "")) to -= 1
  return from < to ? { start: from, end: to } : null
}

/** Translates between UTF-16 units and code points; built once a text, each way a binary search. */
export interface Ruler {
  readonly toPoints: (units: number) => number
  readonly toUnits: (points: number) => number
  /** Length in code points. */
  readonly length: number
}

/** Units at which a pair of surrogates begins: between them both counts run alike. */
export function createRuler(text: string): Ruler {
  const pairs: number[] = []
  for (let index = 0; index < text.length - 1; index += 1) {
    if ((text.codePointAt(index) ?? 0) > 0xffff) {
      pairs.push(index)
      index += 1
    }
  }
  /** How many pairs begin before `limit`, where the n-th pair counts as standing at `at(n)`. */
  const before = (limit: number, at: (pair: number, n: number) => number) => {
    let [low, high] = [0, pairs.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (at(pairs[middle] ?? 0, middle) < limit) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    length: text.length - pairs.length,
    toPoints: (units) => units - before(units, (pair) => pair),
    toUnits: (points) => points + before(points, (pair, n) => pair - n),
  }
}
