/** Policies of questions with one category an answer: labels, and ratings read as categories. */
import { logOddsWeights } from "../consensus/worker-skill.ts"
import { logSumExp } from "../math/special.ts"
import type { CodedRatings } from "../table/coded.ts"
import { fitModel, likeliest, modelOf } from "./category-model.ts"
import { type Decide, type Decision, mostVotes, type WeightedAnswer } from "./decision.ts"
import { type Learn, MODEL } from "./learnt.ts"
import type { ModelPolicy } from "./policy.ts"

export type CategoryPolicy =
  | { readonly name: "majority"; readonly min_margin?: number }
  | { readonly name: "weighted_majority"; readonly min_margin?: number; readonly log_odds?: boolean }
  | ModelPolicy

/** `corpus` is asked for only by models. */
export function decideCategory<C extends string | number>(
  policy: CategoryPolicy,
  categories: readonly C[],
  corpus: () => CodedRatings<C>,
  learn: Learn,
): Decide<C> {
  if (policy.name === "majority") {
    // Weights of a plain majority only break its ties.
    return (answers) =>
      mostVotes(
        answers.map((answer) => ({ ...answer, weight: 1 })),
        String,
        policy.min_margin,
      )
  }
  if (policy.name === "weighted_majority") {
    return policy.log_odds
      ? (answers) => mostLikely(answers, categories)
      : (answers) => mostVotes(answers, String, policy.min_margin)
  }
  const fitted = learn(MODEL, () => fitModel(policy, corpus()))
  const model = modelOf(fitted)
  return (answers) => likeliest(model, fitted.categories, answers)
}

/** Weights are accuracies of independent people whose errors are uniform: votes of log-odds, and a real posterior. */
function mostLikely<C extends string | number>(
  answers: readonly WeightedAnswer<C>[],
  options: readonly C[],
): Decision<C> {
  const categories = [...new Set([...options, ...answers.map(({ value }) => value)])]
  const score = new Float64Array(categories.length)
  const odds = logOddsWeights(
    answers.map(({ weight }) => weight),
    categories.length,
  )
  answers.forEach(({ value }, at) => {
    const code = categories.indexOf(value)
    score[code] = (score[code] ?? 0) + (odds[at] ?? 0)
  })
  const total = logSumExp(score)
  const top = Math.max(...score)
  const best = categories.filter((_, code) => (score[code] ?? 0) >= top - 1e-9)
  return { candidates: best, confidence: best.map(() => Math.exp(top - total)) }
}
