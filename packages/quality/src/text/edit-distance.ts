/** Edit distance: how many characters must change to turn one text into the other. */

/** Longer texts are compared by words instead: 20,000 × 20,000 cells would take seconds. */
const MAX_CHARACTERS = 2000

/** Levenshtein distance of two sequences, O(a · b) time, O(b) memory. */
export function editDistance(a: readonly string[], b: readonly string[]): number {
  let row = Int32Array.from({ length: b.length + 1 }, (_, at) => at)
  a.forEach((one, i) => {
    const next = new Int32Array(b.length + 1)
    next[0] = i + 1
    b.forEach((other, j) => {
      const replaced = (row[j] ?? 0) + (one === other ? 0 : 1)
      next[j + 1] = Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1)
    })
    row = next
  })
  return row[b.length] ?? 0
}

/** 1 − distance / longer length: 1 for equal texts, 0 for nothing in common. By characters; by words when long. */
export function textSimilarity(a: string, b: string): number {
  if (a === b) return 1
  const long = a.length > MAX_CHARACTERS || b.length > MAX_CHARACTERS
  const [one, other] = [a, b].map((text) => (long ? text.split(/\s+/u) : [...text])) as [string[], string[]]
  const longest = Math.max(one.length, other.length)
  return longest === 0 ? 1 : 1 - editDistance(one, other) / longest
}
