/** A number or the reason there is none: every statistic answers with one, so that no page ever shows NaN. */

/** Why a statistic has no value (`reason`), or what to know about the value it has (`note`). */
export const REASONS = {
  no_ratings: "There are no answers.",
  no_pairs: "Nobody answered the same thing as somebody else, so there is nothing to compare.",
  no_variation: "All answers are the same: agreement beyond chance cannot be told from chance.",
  too_few_values: "There are too few values.",
  not_numeric: "The answers are not numbers.",
  negative_values: "A ratio scale has no negative values.",
  too_many_values: "There are too many different answers for this measure.",
  too_large: "The exact computation is too large for this input.",
  zero_weight: "All weights are zero.",
  not_connected: "The comparisons do not link all contestants, so their strengths have no common scale.",
  ties_unbounded: "Wins and ties never contradict each other, so how likely ties are has no bound.",
  regularised: "A weak prior was added, because the comparisons alone leave some strengths without bound.",
  not_converged: "The iteration limit was reached before the result settled.",
} as const
export type Reason = keyof typeof REASONS

export type Measure =
  | { readonly value: number; readonly note?: Reason }
  | { readonly value: null; readonly reason: Reason }

/** A percentile interval from resampling. `undefined_draws` counts resamples in which the statistic had no value. */
export interface Interval {
  readonly low: number
  readonly high: number
  /** Mean over the defined resamples. */
  readonly mean: number
  readonly level: number
  readonly draws: number
  readonly undefined_draws: number
}

/** A statistic with its interval (null when none was asked for or no resample was defined). */
export type Estimate = Measure & {
  readonly interval: Interval | null
  /** How many units (items, pairs, comparisons) it was computed from. */
  readonly units: number
}

export const found = (value: number, note?: Reason): Measure => (note ? { value, note } : { value })

export const missing = (reason: Reason): Measure => ({ value: null, reason })

/** `numerator / denominator`, or the reason when the denominator is zero. */
export const ratio = (numerator: number, denominator: number, whenZero: Reason): Measure =>
  denominator === 0 ? missing(whenZero) : found(numerator / denominator)
