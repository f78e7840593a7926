/** A fitted model of people and truth, asked for the probabilities of one record's categories. */
import { dawidSkene, dawidSkenePosterior } from "../consensus/dawid-skene.ts"
import { mace, macePosterior } from "../consensus/mace.ts"
import { oneCoin, oneCoinPosterior } from "../consensus/one-coin.ts"
import { expectedAccuracy } from "../people/reliability.ts"
import type { CodedRatings } from "../table/coded.ts"
import type { Decision, WeightedAnswer } from "./decision.ts"
import type { ModelPolicy } from "./policy.ts"

/** Probabilities of the categories, in their order, from what these people said. People without a fit say nothing. */
export type CategoryModel = (
  answers: readonly { readonly rater: string; readonly code: number }[],
) => Float64Array

/** What was fitted, as plain data: it can be stored, or made in another thread. */
export interface FittedModel<C> {
  readonly name: ModelPolicy["name"]
  readonly raters: readonly string[]
  readonly categories: readonly C[]
  /** How good each person is: expected accuracy, or with MACE the share of answers known. */
  readonly skill: Float64Array
  readonly numbers: Readonly<Record<string, Float64Array>>
}

export function fitModel<C>(policy: ModelPolicy, coded: CodedRatings<C>): FittedModel<C> {
  const { raters, categories } = coded
  if (policy.name === "dawid_skene") {
    const { smoothing, diagonal = 0 } = policy
    const fit = dawidSkene(coded, { diagonal, ...(smoothing === undefined ? {} : { smoothing }) })
    const { prior, confusion } = fit
    return {
      name: policy.name,
      raters,
      categories,
      skill: expectedAccuracy(fit),
      numbers: { prior, confusion },
    }
  }
  if (policy.name === "one_coin") {
    const { prior, accuracy } = oneCoin(coded, { smoothing: policy.smoothing ?? 0 })
    return { name: policy.name, raters, categories, skill: accuracy, numbers: { prior, accuracy } }
  }
  const { know, guess, habit, competence } = mace(coded, { variant: policy.variant ?? "variational" })
  return { name: policy.name, raters, categories, skill: competence, numbers: { know, guess, habit } }
}

const none = new Float64Array(0)

export function modelOf<C>({ name, raters, categories, numbers }: FittedModel<C>): CategoryModel {
  const number = new Map(raters.map((rater, at) => [rater, at]))
  const { prior = none, confusion = none, accuracy = none, know = none, guess = none, habit = none } = numbers
  return (answers) => {
    const votes = answers.map(({ rater, code }) => ({ rater: number.get(rater) ?? -1, code }))
    if (name === "dawid_skene") return dawidSkenePosterior({ prior, confusion }, votes)
    if (name === "one_coin") return oneCoinPosterior({ prior, accuracy }, votes)
    return macePosterior({ know, guess, habit }, categories.length, votes)
  }
}

/** The likeliest categories of a record; several within rounding are a tie. */
export function likeliest<C extends string | number>(
  model: CategoryModel,
  categories: readonly C[],
  answers: readonly WeightedAnswer<C>[],
): Decision<C> {
  const votes = answers.map(({ rater, value }) => ({ rater, code: categories.indexOf(value) }))
  const posterior = model(votes.filter(({ code }) => code >= 0))
  const top = Math.max(...posterior)
  const best = categories.flatMap((category, code) =>
    (posterior[code] ?? 0) >= top - 1e-9 ? [category] : [],
  )
  return { candidates: best, confidence: best.map(() => top) }
}
