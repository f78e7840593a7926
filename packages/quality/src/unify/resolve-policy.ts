/** A policy as it is run and stored: checked against its question type, every default filled in. */
import type { QuestionTypeName } from "@loam/schema"
import { QualityError } from "../errors.ts"
import { ARGILLA_STRATEGIES, type CommonParams, POLICIES, type PolicyOf, type TieRule } from "./policy.ts"

/** Throws `policy_not_for_question` for policies and strategies the question type does not have. */
export function resolvePolicy<T extends QuestionTypeName>(type: T, policy: PolicyOf[T]): PolicyOf[T] {
  const { name, strategy }: { readonly name: string; readonly strategy?: string } = policy
  const names: readonly string[] = POLICIES[type]
  if (!names.includes(name) || (strategy !== undefined && !ARGILLA_STRATEGIES[type].includes(strategy))) {
    const asked = strategy === undefined ? name : `argilla ${strategy}`
    throw new QualityError("policy_not_for_question", `a ${type} question has no policy ${asked}`)
  }
  const tie: readonly TieRule[] = name === "argilla" ? ["option_order"] : ["abstain"]
  const defaults: Required<Pick<CommonParams, "tie" | "min_answers" | "seed">> = {
    tie,
    min_answers: 1,
    seed: 0,
  }
  // Defaults fill what the policy leaves open, so the sum is of the policy's own type.
  const resolved: object = { ...defaults, ...policy }
  return resolved as PolicyOf[T]
}
