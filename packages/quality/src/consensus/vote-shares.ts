/** Shares of the votes per item and category, plain or weighted by the reliability of the voters. */
import type { CodedRatings } from "../table/coded.ts"

/** A table of numbers per item and category: item t, category k stands at t · K + k. */
export interface ItemShares {
  readonly width: number
  readonly share: Float64Array
}

/**
 * Σ of the voters' weights per category over their total. `weights[rater]` ≥ 0, all 1 unless given. Items without
 * votes, or whose voters all weigh nothing, have only zeros.
 */
export function voteShares<C>(coded: CodedRatings<C>, weights?: ArrayLike<number>): ItemShares {
  const width = coded.categories.length
  const share = new Float64Array(coded.items.length * width)
  const total = new Float64Array(coded.items.length)
  coded.item.forEach((item, row) => {
    const weight = weights ? (weights[coded.rater[row] ?? 0] ?? 0) : 1
    const cell = item * width + (coded.value[row] ?? 0)
    share[cell] = (share[cell] ?? 0) + weight
    total[item] = (total[item] ?? 0) + weight
  })
  for (let cell = 0; cell < share.length; cell++) {
    const sum = total[Math.floor(cell / width)] ?? 0
    if (sum > 0) share[cell] = (share[cell] ?? 0) / sum
  }
  return { width, share }
}

/** The categories with the largest share of one item, in category order; none for an item without votes. */
export function leaders({ width, share }: ItemShares, item: number, tolerance = 1e-12): number[] {
  let top = 0
  for (let code = 0; code < width; code++) top = Math.max(top, share[item * width + code] ?? 0)
  const best: number[] = []
  if (top === 0) return best
  for (let code = 0; code < width; code++) {
    if ((share[item * width + code] ?? 0) >= top - tolerance) best.push(code)
  }
  return best
}

/** The leading category per item: −1 without votes; ties go to the first in category order (say so where it shows). */
export function firstLeaders(shares: ItemShares): Int32Array {
  const items = shares.width === 0 ? 0 : shares.share.length / shares.width
  return Int32Array.from({ length: items }, (_, item) => leaders(shares, item)[0] ?? -1)
}

/** An item is decided early when no votes still to come can change its winner: lead > planned − given. */
export function decidedEarly(counts: readonly number[], planned: number): boolean {
  const [first = 0, second = 0] = [...counts].sort((a, b) => b - a)
  const given = counts.reduce((sum, count) => sum + count, 0)
  return first - second > planned - given
}
