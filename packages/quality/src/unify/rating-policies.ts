/** Policies of rating questions: averages, extremes, and ratings read as categories. */
import { median, trimmedMean } from "../math/summary.ts"
import { decideCategory } from "./category-policies.ts"
import { type Decide, type Decision, decided, mostVotes, type WeightedAnswer } from "./decision.ts"
import type { Fitting } from "./fitting.ts"
import type { OwnPolicy, RatingPolicy, Rounding } from "./policy.ts"

type Answers = readonly WeightedAnswer<number>[]

export function decideRating(policy: OwnPolicy<RatingPolicy>, fitting: Fitting<"rating">): Decide<number> {
  const options = fitting.settings.options.map((option) => option.value)
  const rounded = (value: number | null, round: Rounding = "none") =>
    decided(round === "nearest" ? nearest(options, value ?? 0) : (value ?? 0))
  switch (policy.name) {
    case "mean":
      return (answers) => rounded(weightedMean(answers), policy.round)
    case "median":
      return (answers) => rounded(median(valuesOf(answers), policy.side), policy.round)
    case "trimmed_mean":
      return (answers) => rounded(trimmedMean(valuesOf(answers), policy.share ?? 0.2), policy.round)
    case "min":
      return (answers) => decided(Math.min(...valuesOf(answers)))
    case "max":
      return (answers) => decided(Math.max(...valuesOf(answers)))
    case "argilla":
      return argilla(policy.strategy)
    default:
      return decideCategory(policy, options, fitting.coded, fitting.learn)
  }
}

const valuesOf = (answers: Answers): number[] => answers.map(({ value }) => value)

function weightedMean(answers: Answers): number {
  const total = answers.reduce((sum, { weight }) => sum + weight, 0)
  return answers.reduce((sum, { value, weight }) => sum + value * weight, 0) / total
}

/** The closest option, the lower of two equally close. */
function nearest(options: readonly number[], value: number): number {
  const [first = value] = options.toSorted((a, b) => Math.abs(a - value) - Math.abs(b - value) || a - b)
  return first
}

/** Argilla's mean cuts towards zero; its answers were texts, ours stay numbers. */
function argilla(strategy: "mean" | "majority" | "max" | "min"): Decide<number> {
  return (answers): Decision<number> => {
    const values = valuesOf(answers)
    if (strategy === "max") return decided(Math.max(...values))
    if (strategy === "min") return decided(Math.min(...values))
    if (strategy === "mean")
      return decided(Math.trunc(values.reduce((sum, value) => sum + value, 0) / values.length))
    return mostVotes(
      answers.map((answer) => ({ ...answer, weight: 1 })),
      String,
    )
  }
}
