/** Finds rows that hold text of a benchmark: such rows make a model look better than it is. */
import { fastHash } from "../hash/fast-hash.ts"
import { codePoints } from "../text/code-points.ts"

export interface BenchmarkItem {
  /** Said in findings: the benchmark's name, with an item number where there is one. */
  readonly name: string
  readonly text: string
}

export interface ContaminationMatch {
  readonly name: string
  /** The matching stretch of the row's text, in code points. */
  readonly start: number
  readonly end: number
}

export interface ContaminationIndex {
  readonly find: (text: string) => ContaminationMatch | undefined
  readonly items: number
}

/** Words of one n-gram; runs of them make up longer matches. */
const size = 8
/** So many consecutive words of a benchmark are no coincidence (GPT-3 and datatrove use 12 to 13). */
const longRun = 13
/** A short text counts when this share of its n-grams is known. */
const shortWords = 50
const shortShare = 0.8

interface Word {
  readonly high: number
  readonly low: number
  readonly start: number
  readonly end: number
}

// A script without blanks gives one word a character, so that n-grams exist there at all.
const pattern =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}]|[\p{L}\p{M}\p{N}]+?(?=[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}])|[\p{L}\p{M}\p{N}]+/gu

function words(text: string): Word[] {
  const all: Word[] = []
  for (const match of text.matchAll(pattern)) {
    const [high, low] = fastHash(match[0].toLowerCase())
    all.push({ high, low, start: match.index, end: match.index + match[0].length })
  }
  return all
}

/** A key of some consecutive words, from their hashes: joining their texts for every n-gram took four times as long. */
function key(all: readonly Word[], from: number, to: number): number {
  let high = 0x9e3779b9
  let low = 0x85ebca6b
  for (let at = from; at < to; at += 1) {
    const word = all[at]
    high = Math.imul(high ^ (word?.high ?? 0), 0x9e3779b1)
    low = Math.imul(low ^ (word?.low ?? 0), 0x5f356495)
    high ^= high >>> 15
    low ^= low >>> 13
  }
  return (high >>> 0) * 2 ** 21 + (low >>> 11)
}

/** Keys of all n-grams; a text shorter than one is a single key of its own. */
function grams(all: readonly Word[]): number[] {
  if (all.length <= size) return all.length === 0 ? [] : [key(all, 0, all.length)]
  return Array.from({ length: all.length - size + 1 }, (_, at) => key(all, at, at + size))
}

interface Run {
  readonly from: number
  readonly grams: number
  readonly item: number
}

/** The longest stretch of consecutive known n-grams. */
function longest(items: readonly (number | undefined)[]): Run | undefined {
  let best: Run | undefined
  let from = 0
  for (let at = 0; at <= items.length; at += 1) {
    if (items[at] !== undefined) continue
    const item = items[from]
    if (at > from && item !== undefined && at - from > (best?.grams ?? 0))
      best = { from, grams: at - from, item }
    from = at + 1
  }
  return best
}

/** An index over benchmark texts: about 60 bytes a word of them. */
export function createContaminationIndex(benchmark: Iterable<BenchmarkItem>): ContaminationIndex {
  const itemOf = new Map<number, number>()
  const names: string[] = []
  const gramsOf: number[] = []
  for (const { name, text } of benchmark) {
    const keys = grams(words(text))
    for (const one of keys) if (!itemOf.has(one)) itemOf.set(one, names.length)
    names.push(name)
    gramsOf.push(keys.length)
  }

  function find(text: string): ContaminationMatch | undefined {
    const all = words(text)
    const keys = grams(all)
    const items = keys.map((one) => itemOf.get(one))
    const run = longest(items)
    if (run === undefined) return undefined
    const known = items.filter((item) => item !== undefined).length
    const covered = Math.min(run.grams + size - 1, all.length)
    const whole = run.grams >= (gramsOf[run.item] ?? 0)
    const short = all.length < shortWords && known / keys.length >= shortShare
    if (covered < longRun && !whole && !short) return undefined
    const points = codePoints(text)
    const start = all[run.from]?.start ?? 0
    const end = all[run.from + covered - 1]?.end ?? text.length
    return { name: names[run.item] ?? "", start: points.fromUnits(start), end: points.fromUnits(end) }
  }

  return { find, items: names.length }
}
