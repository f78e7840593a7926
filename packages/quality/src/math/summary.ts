/** Plain summaries of a list of numbers: mean, median, quantiles, trimmed mean, entropy. */

export function sum(values: ArrayLike<number>): number {
  let total = 0
  for (let index = 0; index < values.length; index++) total += values[index] ?? 0
  return total
}

/** Null for an empty list. */
export const mean = (values: ArrayLike<number>): number | null =>
  values.length === 0 ? null : sum(values) / values.length

const ascending = (values: ArrayLike<number>): Float64Array => Float64Array.from(values).sort()

/** Quantile by linear interpolation (R type 7, NumPy's default), p in [0, 1]; null for an empty list. */
export function quantile(values: ArrayLike<number>, p: number): number | null {
  return quantileOfSorted(ascending(values), p)
}

export function quantileOfSorted(sorted: ArrayLike<number>, p: number): number | null {
  const position = (sorted.length - 1) * p
  const below = Math.floor(position)
  const low = sorted[below]
  if (low === undefined) return null
  const high = sorted[below + 1]
  return high === undefined ? low : low + (position - below) * (high - low)
}

export type MedianSide = "lower" | "upper" | "mid"

/** Median; for an even count the lower or upper middle value (an answer somebody gave), or the mean of both. */
export function median(values: ArrayLike<number>, side: MedianSide = "mid"): number | null {
  if (values.length === 0) return null
  const sorted = ascending(values)
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
  const upper = sorted[Math.ceil((sorted.length - 1) / 2)] ?? 0
  if (side === "lower") return lower
  return side === "upper" ? upper : (lower + upper) / 2
}

/** Mean without the lowest and highest floor(share · n) values, share in [0, 0.5). */
export function trimmedMean(values: ArrayLike<number>, share: number): number | null {
  const cut = Math.floor(values.length * share)
  return mean(ascending(values).subarray(cut, values.length - cut))
}

/** Shannon entropy in nats of counts or probabilities (any positive scale); 0 for none. */
export function entropy(counts: ArrayLike<number>): number {
  const total = sum(counts)
  let result = 0
  for (let index = 0; index < counts.length; index++) {
    const share = (counts[index] ?? 0) / total
    if (share > 0) result -= share * Math.log(share)
  }
  return result
}
