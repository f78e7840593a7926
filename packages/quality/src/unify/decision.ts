/** What a policy says about one record before ties, limits and provenance are looked at. */

/** Why a record has no value. */
export type AbstainReason =
  | "no_answers"
  | "too_few_answers"
  | "zero_weight"
  | "tie"
  | "margin_too_small"
  | "confidence_too_low"
  | "person_absent"
  | "too_many_options"

export interface WeightedAnswer<V> {
  readonly rater: string
  readonly value: V
  /** ≥ 0. */
  readonly weight: number
}

export interface Decision<V> {
  /** None: abstain for `reason`. One: the result. Several: a tie, or all to keep (`keep`). */
  readonly candidates: readonly V[]
  readonly keep?: boolean
  readonly reason?: AbstainReason
  /** Posterior probability of each candidate, by policies that have one. */
  readonly confidence?: readonly number[]
}

export type Decide<V> = (answers: readonly WeightedAnswer<V>[]) => Decision<V>

export const decided = <V>(value: V): Decision<V> => ({ candidates: [value] })

export const undecided = <V>(reason: AbstainReason): Decision<V> => ({ candidates: [], reason })

/** The answers with the largest summed weight; several are a tie. `score` turns an answer's weight into its vote. */
export function mostVotes<V>(
  answers: readonly WeightedAnswer<V>[],
  key: (value: V) => string,
  minMargin = 0,
): Decision<V> {
  const votes = new Map<string, { value: V; weight: number }>()
  for (const { value, weight } of answers) {
    const vote = votes.get(key(value)) ?? { value, weight: 0 }
    vote.weight += weight
    votes.set(key(value), vote)
  }
  const ranked = [...votes.values()].sort((a, b) => b.weight - a.weight)
  const top = ranked[0]?.weight ?? 0
  const total = ranked.reduce((sum, vote) => sum + vote.weight, 0)
  const leaders = ranked.filter((vote) => vote.weight >= top - 1e-9)
  const margin = (top - (ranked[1]?.weight ?? 0)) / total
  if (leaders.length === 1 && margin < minMargin) return undecided("margin_too_small")
  return { candidates: leaders.map((vote) => vote.value) }
}
