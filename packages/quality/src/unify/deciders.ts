/** From a policy to the function that decides: one per question type, and the four every type has. */
import type { QuestionTypeName } from "@loam/schema"
import { firstAnswer, keepAll, latestAnswer, personAnswer } from "./any-type-policies.ts"
import type { Decide } from "./decision.ts"
import type { Fitting } from "./fitting.ts"
import { decideLabel } from "./label-policies.ts"
import { decideLabels } from "./multi-label-policies.ts"
import type { OwnPolicyOf, PolicyOf } from "./policy.ts"
import { decideRanking } from "./ranking-policies.ts"
import { decideRating } from "./rating-policies.ts"
import { decideSpans } from "./span-policies.ts"
import { decideText } from "./text-policies.ts"
import type { ValueOf } from "./values.ts"

type Deciders = {
  readonly [T in QuestionTypeName]: (policy: OwnPolicyOf[T], fitting: Fitting<T>) => Decide<ValueOf[T]>
}

const DECIDERS: Deciders = {
  text: decideText,
  label_selection: decideLabel,
  multi_label_selection: decideLabels,
  rating: decideRating,
  ranking: decideRanking,
  span: decideSpans,
}

export function deciderOf<T extends QuestionTypeName>(
  type: T,
  policy: PolicyOf[T],
  fitting: Fitting<T>,
): Decide<ValueOf[T]> {
  const any = anyTypeDecider(type, policy, fitting)
  if (any) return any
  // A name that is not one of the four is one of the type's own; by way of object, or the compiler spells out the unions.
  const own: object = policy
  return DECIDERS[type](own as OwnPolicyOf[T], fitting)
}

function anyTypeDecider<T extends QuestionTypeName>(
  type: T,
  policy: { readonly name: string; readonly raters?: readonly string[]; readonly otherwise?: object },
  fitting: Fitting<T>,
): Decide<ValueOf[T]> | null {
  const { name, raters = [], otherwise } = policy
  if (name === "keep_all") return keepAll
  if (name === "first") return firstAnswer
  if (name === "latest") return latestAnswer
  if (name !== "person") return null
  // `otherwise` is a policy of the same question type.
  return personAnswer(raters, otherwise ? deciderOf(type, otherwise as PolicyOf[T], fitting) : null)
}
