/** What votes, ties, limits and weights do. */
import { expect, test } from "vitest"
import { createUnifier, type LabelPolicy, type TieRule, tabulate, unifyAll } from "../index.ts"
import { answersOf, QUESTIONS } from "../test/questions.ts"

const labelOf = (policy: LabelPolicy, values: readonly string[], suggestion: string | null = null) =>
  createUnifier(QUESTIONS.label_selection, policy).unify({
    id: "rec",
    answers: answersOf(values),
    suggestion,
  })

test("majority: share as confidence, supporters named; one answer has nobody to compare with", () => {
  expect(labelOf({ name: "majority" }, ["b", "a", "b"])).toEqual({
    value: "b",
    values: ["b"],
    status: "resolved",
    reason: null,
    confidence: 2 / 3,
    contributors: ["r0", "r1", "r2"],
    supporters: ["r0", "r2"],
    weights: [1, 1, 1],
    tie: null,
  })
  expect(labelOf({ name: "majority" }, ["b"])).toMatchObject({ value: "b", confidence: null })
})

test.each<[TieRule[], string | null, TieRule | null]>([
  [["abstain"], null, "abstain"],
  [["option_order"], "a", "option_order"],
  [["lowest"], "a", "lowest"],
  [["highest"], "c", "highest"],
  [["first"], "c", "first"],
  [["latest"], "a", "latest"],
  [["suggestion", "abstain"], "a", "suggestion"],
  [["reliability"], null, null],
  [["reliability", "first"], "c", "first"],
  [[], null, null],
])("a tie of c and a under %j becomes %s", (tie, value, rule) => {
  const result = labelOf({ name: "majority", tie }, ["c", "a", "c", "a", "b"], "a")
  expect(result).toMatchObject({ value, tie: { rule }, status: value === null ? "abstained" : "resolved" })
  expect(result.reason).toBe(value === null ? "tie" : null)
  expect(result.tie?.values.toSorted()).toEqual(["a", "c"])
})

test("keeping a tie keeps both; a seeded choice is the same every time and differs between records", () => {
  expect(labelOf({ name: "majority", tie: ["keep_all"] }, ["a", "b"])).toMatchObject({
    value: null,
    values: ["a", "b"],
    status: "kept_all",
  })
  const unifier = createUnifier(QUESTIONS.label_selection, { name: "majority", tie: ["seeded"], seed: 1 })
  const choice = (id: string) => unifier.unify({ id, answers: answersOf(["a", "b"]) }).value
  const choices = Array.from({ length: 200 }, (_, at) => choice(`${at}`))
  expect(choices).toEqual(Array.from({ length: 200 }, (_, at) => choice(`${at}`)))
  const chosen = choices.filter((each) => each === "a").length
  expect(chosen).toBeGreaterThan(70)
  expect(chosen).toBeLessThan(130)
})

test("limits abstain with their reason: answers, margin, confidence", () => {
  expect(labelOf({ name: "majority", min_answers: 3 }, ["a", "a"])).toMatchObject({
    value: null,
    reason: "too_few_answers",
  })
  expect(labelOf({ name: "majority", min_margin: 0.5 }, ["a", "a", "b"])).toMatchObject({
    value: null,
    reason: "margin_too_small",
  })
  expect(labelOf({ name: "majority", min_confidence: 0.7 }, ["a", "a", "b"])).toMatchObject({
    value: null,
    reason: "confidence_too_low",
  })
  expect(labelOf({ name: "majority", min_confidence: 0.6 }, ["a", "a", "b"]).value).toBe("a")
  expect(labelOf({ name: "majority" }, [])).toMatchObject({
    value: null,
    reason: "no_answers",
    contributors: [],
  })
})

test("weights turn the vote, weight 0 does not contribute, all 0 abstains, and negative ones are refused", () => {
  const weights = (values: Record<string, number>, otherwise = 0) => ({
    from: "given" as const,
    values,
    otherwise,
  })
  const heavy = labelOf({ name: "weighted_majority", weights: weights({ r0: 3, r1: 1, r2: 1 }) }, [
    "a",
    "b",
    "b",
    "b",
  ])
  expect(heavy).toMatchObject({ value: "a", confidence: 0.6, contributors: ["r0", "r1", "r2"] })
  expect(labelOf({ name: "majority", weights: weights({}) }, ["a"])).toMatchObject({
    reason: "zero_weight",
  })
  expect(() => labelOf({ name: "majority", weights: weights({ r0: -1 }) }, ["a"])).toThrow(
    expect.objectContaining({ code: "value_out_of_range" }),
  )
  // A plain majority reads weights in ties only.
  expect(labelOf({ name: "majority", weights: weights({ r0: 3 }, 1) }, ["a", "b", "b"]).value).toBe("b")
  expect(
    labelOf({ name: "majority", tie: ["reliability"], weights: weights({ r1: 3 }, 1) }, ["a", "b"]).value,
  ).toBe("b")
})

test("log-odds weights give the posterior of independent people: .9 against .6 and .6", () => {
  const policy: LabelPolicy = {
    name: "weighted_majority",
    log_odds: true,
    weights: { from: "given", values: { r0: 0.9, r1: 0.6, r2: 0.6 } },
  }
  const [one, other] = [0.9 * 0.2 * 0.2, 0.05 * 0.6 * 0.6]
  const rest = 0.05 * 0.2 * 0.2
  expect(labelOf(policy, ["a", "b", "b"])).toMatchObject({ value: "a" })
  expect(labelOf(policy, ["a", "b", "b"]).confidence).toBeCloseTo(one / (one + other + rest), 9)
})

test("weights from gold follow who was right on it", () => {
  const rows = ["g1", "g2", "g3", "open"].flatMap((item) => [
    { item, rater: "good", value: "a" },
    { item, rater: "bad1", value: "b" },
    { item, rater: "bad2", value: item === "open" ? "b" : "c" },
  ])
  const gold = { g1: "a", g2: "a", g3: "a" }
  const [, , , open] = unifyAll(
    QUESTIONS.label_selection,
    { name: "weighted_majority", weights: { from: "gold", gold } },
    tabulate(rows),
  )
  // 7/8 for the good one against 4/8 twice: outvoted by weight, not by log-odds.
  expect(open).toMatchObject({ value: "b", confidence: expect.closeTo(1 / (7 / 8 + 1), 9) })
  const [, , , byOdds] = unifyAll(
    QUESTIONS.label_selection,
    { name: "weighted_majority", log_odds: true, weights: { from: "gold", gold } },
    tabulate(rows),
  )
  expect(byOdds?.value).toBe("a")
})

test("policies of another question type are refused by name", () => {
  const start = (policy: unknown) => () => createUnifier(QUESTIONS.label_selection, policy as LabelPolicy)
  expect(start({ name: "borda" })).toThrow("a label_selection question has no policy borda")
  expect(start({ name: "argilla", strategy: "mean" })).toThrow(
    expect.objectContaining({ code: "policy_not_for_question" }),
  )
  const spanned = { name: "majority", weights: { from: "wawa" } } as const
  expect(() => unifyAll(QUESTIONS.span, spanned, tabulate([]))).toThrow(
    expect.objectContaining({ code: "policy_not_for_question" }),
  )
})

test("a stored policy names everything it ran with", () => {
  expect(createUnifier(QUESTIONS.label_selection, { name: "majority" }).policy).toEqual({
    name: "majority",
    tie: ["abstain"],
    min_answers: 1,
    seed: 0,
  })
  expect(createUnifier(QUESTIONS.rating, { name: "argilla", strategy: "mean", seed: 9 }).policy).toEqual({
    name: "argilla",
    strategy: "mean",
    tie: ["option_order"],
    min_answers: 1,
    seed: 9,
  })
})
