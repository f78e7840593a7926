/** Pairs that two orders of the same things disagree on, counted by merge sort in O(n log n) (Knight 1966). */

export interface Discordance {
  /** All pairs, n (n − 1) / 2. */
  readonly pairs: number
  /** Pairs in opposite order. */
  readonly discordant: number
  /** Pairs tied in x, in y, in both. */
  readonly tiedX: number
  readonly tiedY: number
  readonly tiedBoth: number
}

export function discordance(x: Float64Array, y: Float64Array): Discordance {
  const length = x.length
  const order = Array.from(x, (_, at) => at).sort(
    (a, b) => (x[a] ?? 0) - (x[b] ?? 0) || (y[a] ?? 0) - (y[b] ?? 0),
  )
  const sortedX = Float64Array.from(order, (at) => x[at] ?? 0)
  const byX = Float64Array.from(order, (at) => y[at] ?? 0)
  const tiedX = tiedPairs(length, (at) => sortedX[at] === sortedX[at - 1])
  const tiedBoth = tiedPairs(length, (at) => sortedX[at] === sortedX[at - 1] && byX[at] === byX[at - 1])
  // Within equal x the y ascend already, so exchanges are exactly the discordant pairs.
  const discordant = countExchanges(byX)
  const tiedY = tiedPairs(length, (at) => byX[at] === byX[at - 1])
  return { pairs: (length * (length - 1)) / 2, discordant, tiedX, tiedY, tiedBoth }
}

/** Pairs inside runs of equal neighbours. */
function tiedPairs(length: number, sameAsBefore: (at: number) => boolean): number {
  let pairs = 0
  let run = 0
  for (let at = 1; at < length; at++) {
    run = sameAsBefore(at) ? run + 1 : 0
    pairs += run
  }
  return pairs
}

/** Sorts in place by bottom-up merging; returns how many pairs stood in the wrong order. */
function countExchanges(values: Float64Array): number {
  let exchanges = 0
  const merged = new Float64Array(values.length)
  for (let width = 1; width < values.length; width *= 2) {
    for (let from = 0; from < values.length; from += 2 * width) {
      const middle = Math.min(from + width, values.length)
      const end = Math.min(from + 2 * width, values.length)
      let left = from
      let right = middle
      for (let to = from; to < end; to++) {
        const takeRight = right < end && (left >= middle || (values[right] ?? 0) < (values[left] ?? 0))
        if (takeRight) exchanges += middle - left
        merged[to] = (takeRight ? values[right++] : values[left++]) ?? 0
      }
    }
    values.set(merged)
  }
  return exchanges
}
