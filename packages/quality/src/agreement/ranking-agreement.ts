/** Agreement on a ranking question: mean W, mean τ and α over all records, resampled record by record. */
import type { RankedOption } from "@loam/schema"
import { type BootstrapOptions, estimate, type Statistic } from "../bootstrap.ts"
import { type Estimate, found, missing, ratio } from "../measure.ts"
import { type RankRow, rankRow } from "../preference/rank-rows.ts"
import { type Ratings, rowsByItem, rowsOf } from "../table/ratings.ts"
import { kendallW } from "./kendall-w.ts"
import { kendallTauB } from "./rank-correlation.ts"

export interface RankingAgreement {
  /** Mean Kendall W over records, and mean τ-b over all pairs of answers (by record), of complete rankings. */
  readonly w: Estimate
  readonly tau: Estimate
  /** Krippendorff's α with the distance of {@link rankingDistance}; partial rankings count with what they order. */
  readonly alpha: Estimate
}

/** All three over the records with two answers or more. `options` are the question's option values. */
export function rankingAgreement(
  ratings: Ratings<readonly RankedOption[]>,
  options: readonly string[],
  bootstrap?: BootstrapOptions,
): RankingAgreement {
  const byItem = rowsByItem(ratings)
  const records: RankRow[][] = []
  for (let item = 0; item < ratings.items.length; item++) {
    const rows = Array.from(rowsOf(byItem, item), (row) => rankRow(ratings.value[row] ?? [], options))
    if (rows.length >= 2) records.push(rows)
  }
  const perRecord = (measure: (rows: readonly RankRow[]) => number | null) =>
    estimate(new Float64Array(records.length).fill(1), meanOf(records.map(measure)), bootstrap)
  return {
    w: perRecord((rows) => kendallW(complete(rows)).value),
    tau: perRecord(meanTau),
    alpha: estimate(new Float64Array(records.length).fill(1), alphaOf(records, options.length), bootstrap),
  }
}

/**
 * Distance of two rankings, 0 to 1: the mean over pairs of options of 0 (same order), ½ (one ties them) or 1 (opposite
 * order), over the pairs both order. Without ties it is ½ (1 − τ). Kemeny 1959. Null when they order no pair in common.
 */
export function rankingDistance(a: RankRow, b: RankRow): number | null {
  let apart = 0
  let pairs = 0
  for (let i = 0; i < a.length; i++) {
    for (let j = i + 1; j < a.length; j++) {
      const [one, other] = [orderOf(a, i, j), orderOf(b, i, j)]
      if (one === null || other === null) continue
      apart += Math.abs(one - other) / 2
      pairs++
    }
  }
  return pairs === 0 ? null : apart / pairs
}

/** 1 when option i stands above j, −1 below, 0 tied; null when one is unranked. */
function orderOf(row: RankRow, i: number, j: number): -1 | 0 | 1 | null {
  const [one, other] = [row[i] ?? null, row[j] ?? null]
  if (one === null || other === null) return null
  if (one === other) return 0
  return one < other ? 1 : -1
}

/** The rankings that rank everything. */
const complete = (rows: readonly RankRow[]): number[][] =>
  rows.flatMap((row) => {
    const ranks = row.filter((rank) => rank !== null)
    return ranks.length === row.length ? [ranks] : []
  })

function meanTau(rows: readonly RankRow[]): number | null {
  const full = complete(rows)
  const values = full.flatMap((a, at) => full.slice(at + 1).map((b) => kendallTauB(a, b).value))
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}

function meanOf(values: readonly (number | null)[]): Statistic {
  return (weights) => {
    let total = 0
    let known = 0
    values.forEach((value, at) => {
      if (value === null) return
      total += (weights[at] ?? 0) * value
      known += weights[at] ?? 0
    })
    return ratio(total, known, "no_pairs")
  }
}

/**
 * The distance is a sum over pairs of options, so observed and expected disagreement are too: three counts per pair of
 * options (above, tied, below) replace the table of all distinct rankings, of which there can be millions.
 */
function alphaOf(records: readonly (readonly RankRow[])[], options: number): Statistic {
  const cells = (3 * options * (options - 1)) / 2
  const counts = records.map((rows) => pairOrders(rows, options))
  const within = counts.map(withinRecord)
  return (weights) => {
    if (counts.length === 0) return missing("no_pairs")
    let observed = 0
    const all = new Float64Array(cells)
    weights.forEach((weight, record) => {
      if (weight === 0) return
      observed += weight * (within[record] ?? 0)
      counts[record]?.forEach((count, cell) => {
        all[cell] = (all[cell] ?? 0) + weight * count
      })
    })
    let expected = 0
    for (let cell = 0; cell < cells; cell += 3) {
      const answers = answersAt(all, cell)
      if (answers > 1) expected += apartness(all, cell) / (answers - 1)
    }
    return expected === 0 ? found(1, "no_variation") : found(1 - observed / expected)
  }
}

/** Disagreement inside one record: over its pairs of options, that of its pairs of answers. */
function withinRecord(counts: Float64Array): number {
  let within = 0
  for (let cell = 0; cell < counts.length; cell += 3) {
    const answers = answersAt(counts, cell)
    if (answers > 1) within += apartness(counts, cell) / (answers - 1)
    // A single answer cannot be compared: it must not raise the expectation either.
    else counts.fill(0, cell, cell + 3)
  }
  return within
}

/** Σ over ordered pairs of answers of their distance: 1 between above and below, ½ with a tie. */
function apartness(counts: Float64Array, cell: number): number {
  const [above, tied, below] = [counts[cell] ?? 0, counts[cell + 1] ?? 0, counts[cell + 2] ?? 0]
  return 2 * above * below + tied * (above + below)
}

const answersAt = (counts: Float64Array, cell: number): number =>
  (counts[cell] ?? 0) + (counts[cell + 1] ?? 0) + (counts[cell + 2] ?? 0)

/** At 3p: how many answers put the first option of pair p above the second, tie them, put it below. */
function pairOrders(rows: readonly RankRow[], options: number): Float64Array {
  const counts = new Float64Array((3 * options * (options - 1)) / 2)
  let pair = 0
  for (let i = 0; i < options; i++) {
    for (let j = i + 1; j < options; j++) {
      for (const row of rows) {
        const order = orderOf(row, i, j)
        const cell = 3 * pair + 1 - (order ?? 0)
        if (order !== null) counts[cell] = (counts[cell] ?? 0) + 1
      }
      pair++
    }
  }
  return counts
}
