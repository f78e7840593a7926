/** Agreement of every pair of people who share enough items: who sees things the same way, and who does not. */
import { type Measure, missing } from "../measure.ts"
import type { CodedRatings } from "../table/coded.ts"
import { rowsByItem, rowsOf } from "../table/ratings.ts"
import type { CategoryWeights } from "./category-weights.ts"
import { cohenKappa } from "./cohen.ts"

export interface PairAgreement {
  /** Rater numbers, first < second. */
  readonly first: number
  readonly second: number
  /** Items both answered. */
  readonly shared: number
  /** Share of those with the same answer. */
  readonly percent: number
  readonly kappa: Measure
}

export interface PairsOptions {
  /** Pairs with fewer shared items are left out; 1 unless told. */
  readonly minShared?: number
  readonly weights?: CategoryWeights
}

/** All pairs of people with shared items, ordered by rater numbers. Cost: Σ over items of answers². */
export function pairsOfPeople<C>(coded: CodedRatings<C>, options: PairsOptions = {}): PairAgreement[] {
  const { minShared = 1, weights = "identity" } = options
  const width = coded.categories.length
  const tables = pairTables(coded)
  const pairs: PairAgreement[] = []
  for (const [key, cells] of tables) {
    const counts = new Float64Array(width * width)
    for (const [cell, items] of cells) counts[cell] = items
    const shared = counts.reduce((sum, items) => sum + items, 0)
    if (shared < minShared) continue
    const agreeing = counts.reduce((sum, items, cell) => sum + (cell % (width + 1) === 0 ? items : 0), 0)
    const {
      interval: _interval,
      units: _units,
      ...kappa
    } = cohenKappa({ categories: coded.categories, counts }, { weights })
    const first = Math.floor(key / coded.raters.length)
    pairs.push({ first, second: key % coded.raters.length, shared, percent: agreeing / shared, kappa })
  }
  return pairs.sort((a, b) => a.first - b.first || a.second - b.second)
}

/** Sparse answer tables by pair: hundreds of people make tens of thousands of pairs, most with few different cells. */
function pairTables<C>(coded: CodedRatings<C>): Map<number, Map<number, number>> {
  const byItem = rowsByItem(coded)
  const width = coded.categories.length
  const tables = new Map<number, Map<number, number>>()
  for (let item = 0; item < coded.items.length; item++) {
    const rows = rowsOf(byItem, item)
    for (const one of rows) {
      for (const other of rows) {
        const first = coded.rater[one] ?? 0
        const second = coded.rater[other] ?? 0
        if (first >= second) continue
        const key = first * coded.raters.length + second
        const cell = (coded.value[one] ?? 0) * width + (coded.value[other] ?? 0)
        const table = tables.get(key) ?? new Map<number, number>()
        table.set(cell, (table.get(cell) ?? 0) + 1)
        tables.set(key, table)
      }
    }
  }
  return tables
}

/** The mean over pairs weighted by shared items, the usual single figure of pairwise κ. */
export function meanPairKappa(pairs: readonly PairAgreement[]): Measure {
  let sum = 0
  let shared = 0
  for (const pair of pairs) {
    if (pair.kappa.value === null) continue
    sum += pair.kappa.value * pair.shared
    shared += pair.shared
  }
  return shared === 0 ? missing("no_pairs") : { value: sum / shared }
}
