/** The measures of agreement over patterns and over single answers, by the names of the contract. */

import {
  type AnswerPatterns,
  brennanPrediger,
  type Estimate,
  fleissKappa,
  gamma,
  gwetAC,
  krippendorffAlpha,
  masi,
  mulberry32,
  patternsFromCounts,
  percentAgreement,
  type Ratings,
  rankingAgreement,
  spanAgreement,
} from "@loam/quality"
import type { AgreementFigure, AgreementMeasure, RankedOption, ScaleLevel, Span } from "@loam/schema"
import type { Category } from "./answer-patterns.ts"

export interface Resampling {
  readonly seed: number
  readonly draws: number
}

/** Each figure has a generator of its own: what else was asked for changes no interval. */
export const bootstrapOf = ({ seed, draws }: Resampling) =>
  draws > 0 ? { bootstrap: { random: mulberry32(seed), draws } } : {}

/** α has more to tell than the contract's estimates. */
function asEstimate({ interval, units, ...measure }: Estimate): Estimate {
  const own = measure.value === null ? { value: null, reason: measure.reason } : measured(measure)
  return { ...own, interval, units }
}

const measured = ({ value, note }: { readonly value: number; readonly note?: AgreementNote }) =>
  note ? { value, note } : { value }
type AgreementNote = NonNullable<Extract<Estimate, { value: number }>["note"]>

export const figureOf = (
  measure: AgreementMeasure,
  variant: string | null,
  estimate: Estimate,
): AgreementFigure => ({
  measure,
  variant,
  ...asEstimate(estimate),
})

/** `sets`: answers are sets of labels, compared by MASI. */
export type AlphaLevel = ScaleLevel | "masi"

/** Those measures that read patterns; the others are left out. */
export function patternFigures(
  measures: readonly AgreementMeasure[],
  patterns: AnswerPatterns<Category>,
  level: AlphaLevel,
  resampling: Resampling,
): AgreementFigure[] {
  const weights = level === "interval" || level === "ratio" ? "quadratic" : "ordinal"
  return measures.flatMap((measure) => {
    const options = bootstrapOf(resampling)
    switch (measure) {
      case "percent":
        return figureOf(measure, null, percentAgreement(patterns, options))
      case "alpha":
        return figureOf(measure, level, alphaOf(patterns, level, resampling))
      case "fleiss":
        return figureOf(measure, null, fleissKappa(patterns, options))
      case "brennan_prediger":
        return figureOf(measure, null, brennanPrediger(patterns, options))
      case "ac1":
        return figureOf(measure, null, gwetAC(patterns, options))
      case "ac2":
        return figureOf(measure, weights, gwetAC(patterns, { weights, ...options }))
      default:
        return []
    }
  })
}

export function alphaOf(
  patterns: AnswerPatterns<Category>,
  level: AlphaLevel,
  resampling: Resampling,
): Estimate {
  const distance =
    level === "masi"
      ? (a: Category, b: Category) => masi(a as readonly string[], b as readonly string[])
      : level
  return asEstimate(krippendorffAlpha(patterns, distance, bootstrapOf(resampling)))
}

/** One option against all others, as a yes-or-no question; of sets: whether it is in them. */
export function presencePatterns(patterns: AnswerPatterns<Category>, label: string): AnswerPatterns<string> {
  const present = patterns.categories.map((each) =>
    Array.isArray(each) ? each.includes(label) : each === label,
  )
  const rows = Array.from(patterns.weight, (items, pattern) => {
    const counts = [0, 0]
    for (let at = patterns.start[pattern] ?? 0; at < (patterns.start[pattern + 1] ?? 0); at++) {
      const side = present[patterns.code[at] ?? 0] ? 1 : 0
      counts[side] = (counts[side] ?? 0) + (patterns.count[at] ?? 0)
    }
    return { counts, items }
  })
  return patternsFromCounts(["absent", "present"], rows)
}

export function rankingFigures(
  measures: readonly AgreementMeasure[],
  ratings: Ratings<readonly RankedOption[]>,
  options: readonly string[],
  resampling: Resampling,
): AgreementFigure[] {
  const found = rankingAgreement(ratings, options, bootstrapOf(resampling).bootstrap)
  return measures.flatMap((measure) =>
    measure === "alpha" || measure === "tau" || measure === "w"
      ? figureOf(measure, measure === "alpha" ? "kemeny" : null, found[measure])
      : [],
  )
}

const matches = { f1_offset: "offset", f1_exact: "exact", f1_partial: "partial" } as const

/** `lengths`: code points of each record's text. */
export function spanFigures(
  measures: readonly AgreementMeasure[],
  ratings: Ratings<readonly Span[]>,
  lengths: ArrayLike<number>,
  resampling: Resampling,
): AgreementFigure[] {
  return measures.flatMap((measure) => {
    if (measure === "gamma") {
      const random = mulberry32(resampling.seed)
      return figureOf(measure, null, gamma(ratings, { random, lengths, ...bootstrapOf(resampling) }))
    }
    if (measure !== "f1_offset" && measure !== "f1_exact" && measure !== "f1_partial") return []
    const match = matches[measure]
    return figureOf(measure, match, spanAgreement(ratings, { match, ...bootstrapOf(resampling) }))
  })
}
