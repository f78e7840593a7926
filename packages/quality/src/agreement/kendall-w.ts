/** Kendall's W: how far several people rank the same things alike. */
import { type BootstrapOptions, estimate } from "../bootstrap.ts"
import { type Estimate, found, type Measure, missing } from "../measure.ts"
import { midRanks, repeated } from "./rank-correlation.ts"

export type Concordance = Estimate & {
  /** χ² = m (n − 1) W with n − 1 degrees of freedom, for m people and n things; null without a value. */
  readonly chi_square: number | null
  readonly degrees: number
}

/**
 * W in [0, 1] with the correction for ties (Kendall & Smith 1939). `ranks[j]` are the ranks or scores person j gave
 * the n things (same order for everybody; smaller first, ties allowed). Needs two people and two things; `no_variation`
 * when everybody ties everything. The bootstrap resamples things.
 */
export function kendallW(
  ranks: readonly ArrayLike<number>[],
  options: { readonly bootstrap?: BootstrapOptions } = {},
): Concordance {
  const people = ranks.length
  const things = people === 0 ? 0 : Math.min(...ranks.map((row) => row.length))
  const degrees = Math.max(0, things - 1)
  const w = estimate(
    new Float64Array(things).fill(1),
    (weights) => concordance(ranks.map((row) => repeated(row, weights))),
    options.bootstrap,
  )
  return { ...w, chi_square: w.value === null ? null : people * degrees * w.value, degrees }
}

function concordance(ranks: readonly Float64Array[]): Measure {
  const people = ranks.length
  const things = ranks[0]?.length ?? 0
  if (people < 2 || things < 2) return missing("too_few_values")
  const totals = new Float64Array(things)
  let ties = 0
  for (const row of ranks) {
    const own = midRanks(row)
    own.forEach((rank, thing) => {
      totals[thing] = (totals[thing] ?? 0) + rank
    })
    ties += tieCorrection(own)
  }
  const middle = (people * (things + 1)) / 2
  const spread = totals.reduce((sum, total) => sum + (total - middle) ** 2, 0)
  const most = people * people * (things ** 3 - things) - people * ties
  return most === 0 ? missing("no_variation") : found((12 * spread) / most)
}

/** Σ (t³ − t) over groups of t equal ranks. */
function tieCorrection(ranks: Float64Array): number {
  const groups = new Map<number, number>()
  for (const rank of ranks) groups.set(rank, (groups.get(rank) ?? 0) + 1)
  return [...groups.values()].reduce((sum, size) => sum + size ** 3 - size, 0)
}
