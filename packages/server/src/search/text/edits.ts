/** How many letters have to be put in, taken out or exchanged to make one word the other. */

/** More than `most` is answered as `most + 1`. */
export function edits(left: string, right: string, most: number): number {
  const [a, b] = [[...left], [...right]]
  if (Math.abs(a.length - b.length) > most) return most + 1
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, sign] of a.entries()) {
    const next = [i + 1]
    for (const [j, other] of b.entries()) {
      const kept = (row[j] ?? 0) + (sign === other ? 0 : 1)
      next.push(Math.min(kept, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    if (Math.min(...next) > most) return most + 1
    row = next
  }
  return Math.min(row[b.length] ?? 0, most + 1)
}
