/** How sure a unified value is: the model's posterior, or how like the result the answers are. */
import type { Decision, WeightedAnswer } from "./decision.ts"
import type { Kind } from "./values.ts"

export function confidenceIn<V>(
  kind: Kind<V>,
  decision: Decision<V>,
  values: readonly V[],
  answers: readonly WeightedAnswer<V>[],
): number | null {
  const [first] = values
  if (first === undefined) return null
  const posterior = decision.confidence?.[decision.candidates.indexOf(first)]
  if (posterior !== undefined) return posterior
  if (answers.length < 2) return null
  return values.length === 1 ? similarityTo(kind, first, answers) : mutualSimilarity(kind, answers)
}

function similarityTo<V>(kind: Kind<V>, result: V, answers: readonly WeightedAnswer<V>[]): number {
  let like = 0
  let total = 0
  for (const { value, weight } of answers) {
    like += weight * kind.similarity(result, value)
    total += weight
  }
  return like / total
}

/** Mean over pairs of answers, weighted by both. */
function mutualSimilarity<V>(kind: Kind<V>, answers: readonly WeightedAnswer<V>[]): number {
  let like = 0
  let total = 0
  answers.forEach((one, at) => {
    for (const other of answers.slice(at + 1)) {
      like += one.weight * other.weight * kind.similarity(one.value, other.value)
      total += one.weight * other.weight
    }
  })
  return like / total
}
