/** Words and n-grams of a text, for the overlap measures. */

/** Lower-cased runs of letters and digits of any script; marks that belong to a letter stay with it. */
export const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []

/** How often each run of `n` tokens occurs. */
export function ngrams(tokens: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (let from = 0; from + n <= tokens.length; from++) {
    const gram = tokens.slice(from, from + n).join("\u0000")
    counts.set(gram, (counts.get(gram) ?? 0) + 1)
  }
  return counts
}

/** Size of the multiset intersection. */
export function commonCount(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  let common = 0
  for (const [gram, times] of a) common += Math.min(times, b.get(gram) ?? 0)
  return common
}

export const countOf = (grams: ReadonlyMap<string, number>): number => {
  let total = 0
  for (const times of grams.values()) total += times
  return total
}
