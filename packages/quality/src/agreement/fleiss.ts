/** Fleiss' κ for many people, generalised to missing answers; and Brennan–Prediger, its uniform-chance sibling. */
import { type BootstrapOptions, estimate } from "../bootstrap.ts"
import type { Estimate } from "../measure.ts"
import type { AnswerPatterns } from "../table/patterns.ts"
import type { CategoryWeights } from "./category-weights.ts"
import { chanceCorrected } from "./multi-rater.ts"

export interface KappaOptions {
  /** Credit for near misses; `identity` (none) unless told. Reads the order of the categories. */
  readonly weights?: CategoryWeights
  readonly bootstrap?: BootstrapOptions
}

/**
 * Fleiss' κ (Fleiss 1971): chance agreement Σ π_k². Equal to the published form when every item has the same number of
 * answers; with missing answers the form of Gwet 2014. Trap: low for one-sided data even when people agree nearly
 * always (see {@link gwetAC}).
 */
export function fleissKappa<C>(
  patterns: AnswerPatterns<C>,
  options: Omit<KappaOptions, "weights"> = {},
): Estimate {
  const statistic = chanceCorrected(patterns, "identity", (shares) =>
    shares.reduce((sum, share) => sum + share * share, 0),
  )
  return estimate(patterns.weight, statistic, options.bootstrap)
}

/** Brennan–Prediger κ (1981): chance agreement 1 / K over the K categories the question offers. */
export function brennanPrediger<C>(
  patterns: AnswerPatterns<C>,
  options: Omit<KappaOptions, "weights"> = {},
): Estimate {
  const chance = 1 / patterns.categories.length
  return estimate(
    patterns.weight,
    chanceCorrected(patterns, "identity", () => chance),
    options.bootstrap,
  )
}
