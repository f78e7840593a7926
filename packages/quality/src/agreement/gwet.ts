/** Gwet's AC1 and AC2: chance-corrected agreement that stays meaningful when nearly all answers are the same. */
import { estimate } from "../bootstrap.ts"
import { sum } from "../math/summary.ts"
import type { Estimate } from "../measure.ts"
import type { AnswerPatterns } from "../table/patterns.ts"
import { categoryWeightTable } from "./category-weights.ts"
import type { KappaOptions } from "./fleiss.ts"
import { chanceCorrected } from "./multi-rater.ts"

/**
 * AC1 (weights `identity`) and AC2 (any other weights): Gwet 2008, 2014. Missing answers allowed. K is the number of
 * categories the question offers, used or not: pass them all. With one category the value is 1, note `no_variation`.
 */
export function gwetAC<C>(patterns: AnswerPatterns<C>, options: KappaOptions = {}): Estimate {
  const { weights = "identity", bootstrap } = options
  const width = patterns.categories.length
  const scale = sum(categoryWeightTable(weights, width)) / (width * (width - 1))
  const chance = (shares: Float64Array) =>
    width < 2 ? 1 : scale * shares.reduce((total, share) => total + share * (1 - share), 0)
  return estimate(patterns.weight, chanceCorrected(patterns, weights, chance), bootstrap)
}
