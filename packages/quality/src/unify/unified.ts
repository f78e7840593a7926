/** What unify is given about a record and what it answers. */
import type { AbstainReason, WeightedAnswer } from "./decision.ts"
import type { TieRule } from "./policy.ts"

export interface Answer<V> {
  readonly rater: string
  readonly value: V
}

/** One record's answers to the question, in order of arrival. Only answers that count (submitted ones) belong here. */
export interface RecordAnswers<V> {
  readonly id: string
  readonly answers: readonly Answer<V>[]
  /** Looked at by the tie rule `suggestion` alone. */
  readonly suggestion?: V | null
}

export interface Unified<V> {
  /** The result; null when the policy abstained or kept several. */
  readonly value: V | null
  /** None, one or several values. */
  readonly values: readonly V[]
  readonly status: "resolved" | "kept_all" | "abstained"
  /** Why it abstained. */
  readonly reason: AbstainReason | null
  /**
   * 0 to 1. Policies with a model: the posterior probability. Others: the weighted mean similarity of the answers to
   * the result (labels: share of votes; sets: Jaccard; ratings: 1 − distance / scale; rankings: pairs in the same
   * order; spans: offset F1; texts: 1 − edit distance); several values: of the answers to each other. Null when one
   * answer has nobody to be compared with, or when abstaining.
   */
  readonly confidence: number | null
  /** People whose answers were read (weight above 0), in order of arrival; of them, those who gave the result. */
  readonly contributors: readonly string[]
  readonly supporters: readonly string[]
  /** How much each contributor counted, in their order. */
  readonly weights: readonly number[]
  /** Set when answers were equally good: which, and the rule that settled it (null: none did). */
  readonly tie: { readonly values: readonly V[]; readonly rule: TieRule | null } | null
}

export interface Settled<V> {
  readonly values: readonly V[]
  readonly kept: boolean
  readonly tie: Unified<V>["tie"]
}

export function supportersOf<V>(
  values: readonly V[],
  answers: readonly WeightedAnswer<V>[],
  key: (value: V) => string,
): string[] {
  const keys = new Set(values.map(key))
  return answers.filter(({ value }) => keys.has(key(value))).map(({ rater }) => rater)
}

const givenBy = (answers: readonly WeightedAnswer<unknown>[]) => ({
  contributors: answers.map(({ rater }) => rater),
  weights: answers.map(({ weight }) => weight),
})

export function result<V>(
  { values, kept, tie }: Settled<V>,
  confidence: number | null,
  answers: readonly WeightedAnswer<V>[],
  supporters: readonly string[],
): Unified<V> {
  const status = kept ? "kept_all" : "resolved"
  const [value = null] = kept ? [] : values
  return { value, values, status, reason: null, confidence, ...givenBy(answers), supporters, tie }
}

export const abstained = <V>(
  reason: AbstainReason,
  answers: readonly WeightedAnswer<V>[],
  tie: Unified<V>["tie"] = null,
): Unified<V> => ({
  value: null,
  values: [],
  status: "abstained",
  reason,
  confidence: null,
  ...givenBy(answers),
  supporters: [],
  tie,
})
