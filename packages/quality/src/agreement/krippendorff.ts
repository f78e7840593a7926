/** Krippendorff's α: agreement beyond chance for any number of people, missing answers and any scale. */
import { type BootstrapOptions, estimate } from "../bootstrap.ts"
import { type Estimate, found, type Measure, missing, type Reason } from "../measure.ts"
import { type AnswerPatterns, pairablePatterns } from "../table/patterns.ts"
import { type AlphaDistance, disagreement } from "./disagreement.ts"

export type AlphaEstimate = Estimate & {
  /** Observed and expected disagreement D_o and D_e, in the units of the distance; null without pairs. */
  readonly observed: number | null
  readonly expected: number | null
}

export interface AlphaOptions {
  readonly bootstrap?: BootstrapOptions
}

/**
 * α = 1 − D_o / D_e (Krippendorff 2004, "Content Analysis", ch. 11; the formulas with missing data: Hayes &
 * Krippendorff 2007). 1 is perfect, 0 is chance, below 0 is systematic disagreement. Items with fewer than two answers
 * do not count. When every answer is the same, D_e is 0 and α is undefined: the value is 1 with the note
 * `no_variation`. Rule of thumb: 0.8 reliable, 0.667 tentative; preference data sits far lower.
 *
 * `ordinal` reads the order of `patterns.categories`; `interval` and `ratio` need numbers there.
 * Cost: the number of distinct patterns, per bootstrap draw as well.
 */
export function krippendorffAlpha<C>(
  patterns: AnswerPatterns<C>,
  distance: AlphaDistance<C> = "nominal",
  options: AlphaOptions = {},
): AlphaEstimate {
  const pairable = pairablePatterns(patterns)
  const unfit = unfitFor(pairable, distance)
  if (unfit) return { ...missing(unfit), interval: null, units: 0, observed: null, expected: null }
  const measure = disagreement(pairable, distance)
  const { observed, expected } = measure(pairable.weight)
  const estimated = estimate(pairable.weight, (weights) => alphaOf(measure(weights)), options.bootstrap)
  return { ...estimated, observed, expected }
}

function alphaOf({ observed, expected }: { observed: number | null; expected: number | null }): Measure {
  if (observed === null || expected === null) return missing("no_pairs")
  return expected === 0 ? found(1, "no_variation") : found(1 - observed / expected)
}

/** Custom distances are tabulated for every pair of categories: 2,000 categories are 4 million calls and 32 MB. */
const MAX_TABULATED = 2000

function unfitFor<C>(patterns: AnswerPatterns<C>, distance: AlphaDistance<C>): Reason | null {
  if (patterns.weight.length === 0) return "no_pairs"
  const { categories } = patterns
  if ((typeof distance === "function" || distance === "ratio") && categories.length > MAX_TABULATED) {
    return "too_many_values"
  }
  if (distance !== "interval" && distance !== "ratio") return null
  if (!categories.every((category) => typeof category === "number")) return "not_numeric"
  return distance === "ratio" && categories.some((category) => Number(category) < 0)
    ? "negative_values"
    : null
}
