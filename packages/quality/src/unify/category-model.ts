/** A fitted model of people and truth, asked for the probabilities of one record's categories. */
import { dawidSkene, dawidSkenePosterior } from "../consensus/dawid-skene.ts"
import { mace, macePosterior } from "../consensus/mace.ts"
import { oneCoin, oneCoinPosterior } from "../consensus/one-coin.ts"
import type { CodedRatings } from "../table/coded.ts"
import type { Decision, WeightedAnswer } from "./decision.ts"
import type { ModelPolicy } from "./policy.ts"

/** Probabilities of the categories, in their order, from what these people said. People without a fit say nothing. */
export type CategoryModel = (
  answers: readonly { readonly rater: string; readonly code: number }[],
) => Float64Array

export function fitCategoryModel<C>(policy: ModelPolicy, coded: CodedRatings<C>): CategoryModel {
  const number = new Map(coded.raters.map((rater, at) => [rater, at]))
  const posterior = fit(policy, coded)
  return (answers) => posterior(answers.map(({ rater, code }) => ({ rater: number.get(rater) ?? -1, code })))
}

type Votes = readonly { readonly rater: number; readonly code: number }[]

function fit<C>(policy: ModelPolicy, coded: CodedRatings<C>): (votes: Votes) => Float64Array {
  if (policy.name === "dawid_skene") {
    const { smoothing, diagonal = 0 } = policy
    const model = dawidSkene(coded, { diagonal, ...(smoothing === undefined ? {} : { smoothing }) })
    return (votes) => dawidSkenePosterior(model, votes)
  }
  if (policy.name === "one_coin") {
    const model = oneCoin(coded, { smoothing: policy.smoothing ?? 0 })
    return (votes) => oneCoinPosterior(model, votes)
  }
  const model = mace(coded, { variant: policy.variant ?? "variational" })
  return (votes) => macePosterior(model, coded.categories.length, votes)
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
