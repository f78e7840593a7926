/** One answer from several: runs a policy on records, with limits, ties, confidence and provenance. */
import type { QuestionTypeName, SettingsOf } from "@loam/schema"
import type { CodedRatings } from "../table/coded.ts"
import { type Ratings, rowsByItem, rowsOf } from "../table/ratings.ts"
import { confidenceIn } from "./confidence.ts"
import { deciderOf } from "./deciders.ts"
import type { AbstainReason, Decision } from "./decision.ts"
import { fittingOf } from "./fitting.ts"
import type { Learnt } from "./learnt.ts"
import type { PolicyOf, TieRule } from "./policy.ts"
import { resolvePolicy } from "./resolve-policy.ts"
import { breakTie } from "./tie.ts"
import { abstained, type RecordAnswers, result, type Settled, supportersOf, type Unified } from "./unified.ts"
import { KINDS, type ValueOf } from "./values.ts"
import { weightOf } from "./weights.ts"

export interface Unifier<T extends QuestionTypeName> {
  /** The policy with every default filled in: what a stored result names as its origin. */
  readonly policy: PolicyOf[T]
  readonly unify: (record: RecordAnswers<ValueOf[T]>) => Unified<ValueOf[T]>
  /** What it learnt from the corpus: handed to {@link createUnifier} again, it needs no corpus. */
  readonly learnt: Learnt
}

/**
 * Sets a policy up for a question. Policies for which `needsCorpus` holds are fitted here to `corpus`, all answers of
 * the question, or take what they learnt before; the unifier then reads records one by one, so a million of them need no
 * more memory than one.
 * Throws `QualityError`: `policy_not_for_question`, `policy_needs_corpus`, `value_out_of_range` (weights).
 */
export function createUnifier<T extends QuestionTypeName>(
  settings: SettingsOf<T> & { readonly type: T },
  policy: PolicyOf[T],
  corpus?: Ratings<ValueOf[T]>,
  given?: Learnt,
): Unifier<T> {
  const type: T = settings.type
  const resolved = resolvePolicy(type, policy)
  const fitting = fittingOf<T>(settings, policy.name, corpus, given)
  const categorical = type === "label_selection" || type === "rating"
  // The coded corpus of a categorical question has plain categories.
  const coded = () => (categorical ? (fitting.coded() as CodedRatings) : null)
  const weigh = weightOf(policy.weights, coded, fitting.learn)
  const decide = deciderOf(type, resolved, fitting)
  const kind = KINDS[type](settings)
  const { min_answers = 1, min_confidence = null, tie = ["abstain"], seed = 0 } = resolved
  const unify = (record: RecordAnswers<ValueOf[T]>): Unified<ValueOf[T]> => {
    const given = record.answers.map((answer) => ({ ...answer, weight: weigh(answer.rater) }))
    const answers = given.filter(({ weight }) => weight > 0)
    const refused = tooLittle(given.length, answers.length, min_answers)
    if (refused) return abstained(refused, answers)
    const decision = decide(answers)
    const context = { kind, record: record.id, seed, answers, suggestion: record.suggestion ?? null }
    const settled = settle(decision, (values) => breakTie(values, tie, context))
    if (settled.values.length === 0) return abstained(decision.reason ?? "tie", answers, settled.tie)
    const confidence = confidenceIn(kind, decision, settled.values, answers)
    if (min_confidence !== null && (confidence ?? 0) < min_confidence) {
      return abstained("confidence_too_low", answers, settled.tie)
    }
    return result(settled, confidence, answers, supportersOf(settled.values, answers, kind.key))
  }
  return { policy: resolved, unify, learnt: fitting.learnt }
}

/** Unifies every item of a table, in the table's item order. */
export function unifyAll<T extends QuestionTypeName>(
  settings: SettingsOf<T> & { readonly type: T },
  policy: PolicyOf[T],
  ratings: Ratings<ValueOf[T]>,
  suggestions?: ReadonlyMap<string, ValueOf[T]>,
): Unified<ValueOf[T]>[] {
  const { unify } = createUnifier(settings, policy, ratings)
  const byItem = rowsByItem(ratings)
  return ratings.items.map((id, item) => {
    const answers = Array.from(rowsOf(byItem, item), (row) => ({
      rater: ratings.raters[ratings.rater[row] ?? 0] ?? "",
      // Row numbers lie inside the column.
      value: ratings.value[row] as ValueOf[T],
    }))
    return unify({ id, answers, suggestion: suggestions?.get(id) ?? null })
  })
}

function tooLittle(given: number, weighty: number, needed: number): AbstainReason | null {
  if (given === 0) return "no_answers"
  if (weighty === 0) return "zero_weight"
  return weighty < needed ? "too_few_answers" : null
}

function settle<V>(
  { candidates, keep = false }: Decision<V>,
  breakTies: (values: readonly V[]) => { values: readonly V[]; rule: TieRule | null },
): Settled<V> {
  if (keep || candidates.length <= 1) return { values: candidates, kept: keep, tie: null }
  const { values, rule } = breakTies(candidates)
  return { values, kept: rule === "keep_all", tie: { values: candidates, rule } }
}
