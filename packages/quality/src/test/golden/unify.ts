/** Golden results of Argilla's strategies. */
import { expect } from "vitest"
import { createUnifier } from "../../index.ts"
import { answersOf, QUESTIONS } from "../questions.ts"
import { type Checks, golden } from "./support.ts"

function checkRatings() {
  const { values, mean, max, min, majority_candidates } = golden.argilla_unify.rating
  const unified = (strategy: "mean" | "max" | "min" | "majority", given: number[]) =>
    createUnifier(QUESTIONS.rating, { name: "argilla", strategy }).unify({
      id: "1",
      answers: answersOf(given),
    })
  expect(unified("mean", values).value).toBe(Number(mean))
  expect(unified("max", values).value).toBe(Number(max))
  expect(unified("min", values).value).toBe(Number(min))
  expect([String(unified("majority", values).value)]).toEqual(majority_candidates)
  const tied = unified("majority", [1, 1, 4, 4])
  expect(tied.tie?.values.map(String)).toEqual(golden.argilla_unify.rating_tie)
  expect(tied).toMatchObject({ value: 1, tie: { rule: "option_order" } })
}

function checkLabels() {
  const { unify } = createUnifier(QUESTIONS.multi_label_selection, { name: "argilla", strategy: "majority" })
  const { responses, majority, even_split } = golden.argilla_unify.multilabel
  expect(unify({ id: "1", answers: answersOf(responses) }).value).toEqual(majority)
  expect(even_split).toEqual([])
  const tied = unify({ id: "2", answers: answersOf([["a"], ["b"]]) })
  expect(tied).toMatchObject({ value: ["a"], tie: { values: [["a"], ["b"]], rule: "option_order" } })
}

function checkRankings() {
  const wanted = golden.argilla_unify.ranking
  const asAnswer = (pairs: readonly (readonly unknown[])[]) =>
    pairs.map(([rank, value]) => ({ rank: Number(rank), value: String(value) }))
  const answers = answersOf(wanted.responses.map(asAnswer))
  for (const strategy of ["mean", "max", "min"] as const) {
    const { value } = createUnifier(QUESTIONS.ranking, { name: "argilla", strategy }).unify({
      id: "1",
      answers,
    })
    expect(value, strategy).toEqual(
      asAnswer(wanted[strategy]).map(({ rank, value: name }) =>
        expect.objectContaining({ rank, value: name }),
      ),
    )
  }
  const majority = createUnifier(QUESTIONS.ranking, { name: "argilla", strategy: "majority" }).unify({
    id: "1",
    answers,
  })
  expect(majority.tie?.values).toHaveLength(3)
}

export const unifyChecks: Checks = {
  argilla_unify: () => {
    checkRatings()
    checkLabels()
    checkRankings()
  },
}
