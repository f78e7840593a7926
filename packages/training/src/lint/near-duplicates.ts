/**
 * Finds prompts that are nearly an earlier one: MinHash over word 5-grams in 14 bands of 8 (FineWeb's figures), so that
 * texts alike by .8 are found with a chance of .92, by .9 with .9996. Candidates are then compared by all 112 hashes,
 * which tell the likeness to about .04.
 */
import { fastHash } from "../hash/fast-hash.ts"

const bands = 14
const rowsPerBand = 8
const hashes = bands * rowsPerBand
const shingleWords = 5
/** Texts at least so alike are said to be nearly the same. */
export const nearThreshold = 0.8
/** Past this many prompts no more are remembered: signatures and bands of 200,000 take about 200 MB. */
export const nearLimit = 200_000

export interface NearMatch {
  /** Number of the earlier text. */
  readonly of: number
  readonly likeness: number
}

export interface NearIndex {
  /** Looks a text up and remembers it; `number` counts the remembered ones, undefined when there is no more room. */
  readonly push: (text: string) => { readonly number: number | undefined; readonly match?: NearMatch }
}

// Multipliers must be odd; these are the same in every run, so that an export can be repeated.
const seeds = Uint32Array.from({ length: hashes }, (_, i) => fastHash(`minhash ${i}`)[0])
const factors = Uint32Array.from({ length: hashes }, (_, i) => fastHash(`minhash ${i}`)[1] | 1)

function shingles(text: string): string[] {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\p{P}\p{S}]/gu, " ")
    .trim()
  const words = plain.split(/\s+/u).filter((word) => word !== "")
  if (words.length >= shingleWords)
    return Array.from({ length: words.length - shingleWords + 1 }, (_, at) =>
      words.slice(at, at + shingleWords).join(" "),
    )
  // Too short for word n-grams, or a script without blanks.
  const letters = Array.from(words.join(" "))
  if (letters.length <= shingleWords) return letters.length === 0 ? [] : [letters.join("")]
  return Array.from({ length: letters.length - shingleWords + 1 }, (_, at) =>
    letters.slice(at, at + shingleWords).join(""),
  )
}

function signature(text: string): Uint32Array | undefined {
  const all = shingles(text)
  if (all.length === 0) return undefined
  const least = new Uint32Array(hashes).fill(0xffffffff)
  for (const shingle of new Set(all)) {
    const [value] = fastHash(shingle)
    for (let i = 0; i < hashes; i += 1) {
      let h = Math.imul(value ^ (seeds[i] ?? 0), factors[i] ?? 1)
      h = (h ^ (h >>> 15)) >>> 0
      if (h < (least[i] ?? 0)) least[i] = h
    }
  }
  return least
}

function likeness(a: Uint32Array, b: Uint32Array): number {
  let same = 0
  for (let i = 0; i < hashes; i += 1) if (a[i] === b[i]) same += 1
  return same / hashes
}

function bandKey(of: Uint32Array, band: number): number {
  let x = band
  let y = 0x9e3779b9
  for (let i = band * rowsPerBand; i < (band + 1) * rowsPerBand; i += 1) {
    x = Math.imul(x ^ (of[i] ?? 0), 0x85ebca6b)
    x ^= x >>> 13
    y = Math.imul(y ^ (of[i] ?? 0), 0xc2b2ae35)
    y ^= y >>> 16
  }
  return (x >>> 0) * 2 ** 21 + (y >>> 11)
}

export function createNearIndex(limit = nearLimit): NearIndex {
  const tables = Array.from({ length: bands }, () => new Map<number, number>())
  const known: (Uint32Array | undefined)[] = []

  function best(own: Uint32Array): NearMatch | undefined {
    const candidates = new Set(tables.map((table, band) => table.get(bandKey(own, band))))
    let found: NearMatch | undefined
    for (const of of candidates) {
      const other = of === undefined ? undefined : known[of]
      if (of === undefined || other === undefined) continue
      const alike = likeness(own, other)
      if (alike < nearThreshold) continue
      if (found === undefined || alike > found.likeness || (alike === found.likeness && of < found.of))
        found = { of, likeness: alike }
    }
    return found
  }

  function push(text: string) {
    const own = signature(text)
    const match = own === undefined ? undefined : best(own)
    if (known.length >= limit)
      return match === undefined ? { number: undefined } : { number: undefined, match }
    const number = known.length
    known.push(own)
    // The first text of a bucket stays in it: what an export says of a row does not hang on later ones.
    if (own !== undefined)
      for (const [band, table] of tables.entries()) {
        const key = bandKey(own, band)
        if (!table.has(key)) table.set(key, number)
      }
    return match === undefined ? { number } : { number, match }
  }

  return { push }
}
