/** Policies of label questions. */

import { keepAll } from "./any-type-policies.ts"
import { decideCategory } from "./category-policies.ts"
import type { Decide } from "./decision.ts"
import { mostVotes } from "./decision.ts"
import type { Fitting } from "./fitting.ts"
import type { LabelPolicy, OwnPolicy } from "./policy.ts"

export function decideLabel(
  policy: OwnPolicy<LabelPolicy>,
  fitting: Fitting<"label_selection">,
): Decide<string> {
  if (policy.name !== "argilla") {
    return decideCategory(
      policy,
      fitting.settings.options.map((option) => option.value),
      fitting.coded,
      fitting.learn,
    )
  }
  if (policy.strategy === "disagreement") return keepAll
  // The weighted strategy exists in Argilla by name only: here it counts the weights of the policy.
  const counted = policy.strategy === "majority_weighted"
  return (answers) =>
    mostVotes(
      answers.map((each) => (counted ? each : { ...each, weight: 1 })),
      String,
    )
}
