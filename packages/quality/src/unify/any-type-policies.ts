/** Policies every question type has: keep all, first, latest, this person's answer. */
import type { Decide, Decision, WeightedAnswer } from "./decision.ts"
import { decided, undecided } from "./decision.ts"

/** Every answer as a value of its own, in order of arrival. */
export const keepAll = <V>(answers: readonly WeightedAnswer<V>[]): Decision<V> => ({
  candidates: answers.map((answer) => answer.value),
  keep: true,
})

export const firstAnswer = <V>(answers: readonly WeightedAnswer<V>[]): Decision<V> => answerOf(answers[0])

export const latestAnswer = <V>(answers: readonly WeightedAnswer<V>[]): Decision<V> =>
  answerOf(answers.at(-1))

const answerOf = <V>(answer: WeightedAnswer<V> | undefined): Decision<V> =>
  answer ? decided(answer.value) : undecided("no_answers")

/** The answer of the first of `raters` who gave one, else what `otherwise` decides. */
export function personAnswer<V>(raters: readonly string[], otherwise: Decide<V> | null): Decide<V> {
  return (answers) => {
    for (const rater of raters) {
      const own = answers.find((answer) => answer.rater === rater)
      if (own) return decided(own.value)
    }
    return otherwise ? otherwise(answers) : undecided("person_absent")
  }
}
