/** Turns a policy's `weights` into a weight per person. */

import { accuracyAgainst, wawa, zeroBasedSkill } from "../consensus/worker-skill.ts"
import { QualityError } from "../errors.ts"
import { shrunkShare } from "../math/intervals.ts"
import type { CodedRatings } from "../table/coded.ts"
import { type Learn, WEIGHTS } from "./learnt.ts"
import type { Weights } from "./policy.ts"

export type WeightOf = (rater: string) => number

/** `corpus` is asked for only by weights that are learnt; null where the question has no categories to learn from. */
export function weightOf(
  weights: Weights | undefined,
  corpus: () => CodedRatings | null,
  learn: Learn,
): WeightOf {
  if (weights === undefined) return () => 1
  if (weights.from === "given") {
    const { values, otherwise = 1 } = weights
    if ([...Object.values(values), otherwise].some((weight) => !(weight >= 0))) {
      throw new QualityError("value_out_of_range", "weights must be 0 or more")
    }
    const known = new Map(Object.entries(values))
    return (rater) => known.get(rater) ?? otherwise
  }
  const { raters, weight } = learn(WEIGHTS, () => {
    const coded = corpus()
    if (coded === null) {
      throw new QualityError(
        "policy_not_for_question",
        `weights from ${weights.from} need a label or rating question`,
      )
    }
    const found =
      weights.from === "gold" ? goldWeights(coded, weights.gold ?? {}) : skillWeights(coded, weights.from)
    return { raters: coded.raters, weight: found }
  })
  const known = new Map(raters.map((rater, at) => [rater, weight[at] ?? 0]))
  return (rater) => known.get(rater) ?? 0
}

const skillWeights = (coded: CodedRatings, from: "wawa" | "zero_based_skill"): Float64Array =>
  from === "wawa" ? wawa(coded).skill : zeroBasedSkill(coded).skill

function goldWeights(coded: CodedRatings, gold: Readonly<Record<string, string | number>>): Float64Array {
  const right = new Map(Object.entries(gold))
  const code = new Map(coded.categories.map((category, at) => [category, at]))
  const reference = coded.items.map((item) => code.get(right.get(item) ?? "") ?? -1)
  const { hits, trials } = accuracyAgainst(coded, reference)
  return hits.map((hit, rater) => shrunkShare(hit, trials[rater] ?? 0))
}
