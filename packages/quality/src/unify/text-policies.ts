/** Policies of text questions: which of several texts to keep. */
import { textSimilarity } from "../text/edit-distance.ts"
import { latestAnswer } from "./any-type-policies.ts"
import { type Decide, type Decision, mostVotes, type WeightedAnswer } from "./decision.ts"
import type { Fitting } from "./fitting.ts"
import type { OwnPolicy, TextPolicy } from "./policy.ts"
import { KINDS } from "./values.ts"

export function decideText(policy: OwnPolicy<TextPolicy>, { settings }: Fitting<"text">): Decide<string> {
  if (policy.name === "majority") return (answers) => mostVotes(answers, KINDS.text(settings).key)
  // Argilla's only strategy lets each answer overwrite the one before.
  return policy.name === "medoid" ? medoid : latestAnswer
}

/** The text most like all others (weighted by their authors): the middle of the answers, never a made-up text. */
function medoid(answers: readonly WeightedAnswer<string>[]): Decision<string> {
  const scores = answers.map((one) =>
    answers.reduce(
      (sum, other) => sum + (other === one ? 0 : other.weight * textSimilarity(one.value, other.value)),
      0,
    ),
  )
  const top = Math.max(...scores)
  const best = answers.flatMap(({ value }, at) => ((scores[at] ?? 0) >= top - 1e-9 ? [value] : []))
  return { candidates: [...new Set(best)] }
}
