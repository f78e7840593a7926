/** Cohen's κ of two people who answered the same items, plain or weighted. */
import { type BootstrapOptions, estimate, type Statistic } from "../bootstrap.ts"
import { type Estimate, found, missing } from "../measure.ts"
import type { CodedRatings } from "../table/coded.ts"
import { rowsByRater, rowsOf } from "../table/ratings.ts"
import { type CategoryWeights, categoryWeight } from "./category-weights.ts"

/** How often two people gave each pair of answers: cell a · K + b counts items with codes a (first) and b (second). */
export interface PairTable<C = string | number> {
  readonly categories: readonly C[]
  readonly counts: Float64Array
}

export interface CohenOptions {
  /** `identity` (default) is plain κ; `linear` and `quadratic` give credit for near misses in category order. */
  readonly weights?: CategoryWeights
  readonly bootstrap?: BootstrapOptions
}

/** The items both people (rater numbers) answered. */
export function pairTable<C>(coded: CodedRatings<C>, first: number, second: number): PairTable<C> {
  const byRater = rowsByRater(coded)
  const firstCode = new Map<number, number>()
  for (const row of rowsOf(byRater, first)) firstCode.set(coded.item[row] ?? 0, coded.value[row] ?? 0)
  const width = coded.categories.length
  const counts = new Float64Array(width * width)
  for (const row of rowsOf(byRater, second)) {
    const a = firstCode.get(coded.item[row] ?? 0)
    if (a === undefined) continue
    const cell = a * width + (coded.value[row] ?? 0)
    counts[cell] = (counts[cell] ?? 0) + 1
  }
  return { categories: coded.categories, counts }
}

/**
 * κ = 1 − D_o / D_e with D_e from each person's own answer shares (Cohen 1960, 1968). Symmetric in the two people.
 * Both always giving one same answer leaves nothing to correct: value 1, note `no_variation`.
 */
export function cohenKappa<C>(table: PairTable<C>, options: CohenOptions = {}): Estimate {
  const { weights = "identity", bootstrap } = options
  const statistic = kappaOf(table.categories.length, weights)
  return estimate(table.counts, statistic, bootstrap)
}

function kappaOf(width: number, kind: CategoryWeights): Statistic {
  return (counts) => {
    const rows = new Float64Array(width)
    const columns = new Float64Array(width)
    let total = 0
    let observed = 0
    counts.forEach((items, cell) => {
      const a = Math.floor(cell / width)
      const b = cell % width
      total += items
      rows[a] = (rows[a] ?? 0) + items
      columns[b] = (columns[b] ?? 0) + items
      observed += items * (1 - categoryWeight(kind, a, b, width))
    })
    if (total === 0) return missing("no_pairs")
    let expected = 0
    rows.forEach((row, a) => {
      columns.forEach((column, b) => {
        expected += row * column * (1 - categoryWeight(kind, a, b, width))
      })
    })
    return expected === 0 ? found(1, "no_variation") : found(1 - (observed * total) / expected)
  }
}
