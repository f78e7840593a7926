/** What Fleiss κ, Gwet AC1/AC2 and Brennan–Prediger share: weighted agreement and category shares with missing answers. */
import type { Statistic } from "../bootstrap.ts"
import { found, type Measure, missing } from "../measure.ts"
import type { AnswerPatterns } from "../table/patterns.ts"
import { type CategoryWeights, categoryWeightTable } from "./category-weights.ts"

/** The chance term p_e from the mean share π_k of each category. */
export type ChanceAgreement = (shares: Float64Array) => number

/**
 * (p_a − p_e) / (1 − p_e), where p_a is the mean weighted agreement of items with two answers or more and the shares
 * are means over all items with an answer (Gwet 2014, "Handbook of Inter-Rater Reliability", ch. 2–3).
 */
export function chanceCorrected<C>(
  patterns: AnswerPatterns<C>,
  weighting: CategoryWeights,
  chance: ChanceAgreement,
): Statistic {
  const agreement = agreementByPattern(patterns, categoryWeightTable(weighting, patterns.categories.length))
  const shares = new Float64Array(patterns.categories.length)
  return (weights) => {
    const pa = meanAgreement(patterns, agreement, weights)
    if (pa === null) return missing("no_pairs")
    meanShares(patterns, weights, shares)
    return corrected(pa, chance(shares))
  }
}

/** No chance left to correct for (p_e = 1): 1 when all agree, with the note; it cannot be less. */
function corrected(pa: number, pe: number): Measure {
  return pe >= 1 ? found(1, "no_variation") : found((pa - pe) / (1 - pe))
}

/** Σ_k r_k (Σ_l w_kl r_l − 1) / (r (r − 1)) of each pattern; 0 for patterns with one answer, which do not count. */
function agreementByPattern<C>(patterns: AnswerPatterns<C>, table: Float64Array): Float64Array {
  const { start, code, count, size, categories } = patterns
  return patterns.weight.map((_, pattern) => {
    const answers = size[pattern] ?? 0
    if (answers < 2) return 0
    let agreeing = 0
    for (let a = start[pattern] ?? 0; a < (start[pattern + 1] ?? 0); a++) {
      let credit = -1
      for (let b = start[pattern] ?? 0; b < (start[pattern + 1] ?? 0); b++) {
        credit += (table[(code[a] ?? 0) * categories.length + (code[b] ?? 0)] ?? 0) * (count[b] ?? 0)
      }
      agreeing += (count[a] ?? 0) * credit
    }
    return agreeing / (answers * (answers - 1))
  })
}

function meanAgreement<C>(
  { size }: AnswerPatterns<C>,
  agreement: Float64Array,
  weights: Float64Array,
): number | null {
  let sum = 0
  let items = 0
  weights.forEach((weight, pattern) => {
    if ((size[pattern] ?? 0) < 2) return
    sum += weight * (agreement[pattern] ?? 0)
    items += weight
  })
  return items === 0 ? null : sum / items
}

function meanShares<C>(patterns: AnswerPatterns<C>, weights: Float64Array, shares: Float64Array): void {
  const { start, code, count, size } = patterns
  let items = 0
  shares.fill(0)
  weights.forEach((weight, pattern) => {
    items += weight
    for (let at = start[pattern] ?? 0; at < (start[pattern + 1] ?? 0); at++) {
      const category = code[at] ?? 0
      shares[category] = (shares[category] ?? 0) + (weight * (count[at] ?? 0)) / (size[pattern] ?? 1)
    }
  })
  shares.forEach((share, category) => {
    shares[category] = share / items
  })
}
