/** What the policies of each question type do. */
import { expect, test } from "vitest"
import {
  createUnifier,
  type LabelPolicy,
  type MultiLabelPolicy,
  type RankingPolicy,
  type RatingPolicy,
  type SpanPolicy,
  type TextPolicy,
} from "../index.ts"
import { answersOf, option, QUESTIONS } from "../test/questions.ts"

const labelOf = (policy: LabelPolicy, values: readonly string[]) =>
  createUnifier(QUESTIONS.label_selection, policy).unify({ id: "rec", answers: answersOf(values) })
const ratingOf = (policy: RatingPolicy, values: readonly number[]) =>
  createUnifier(QUESTIONS.rating, policy).unify({ id: "rec", answers: answersOf(values) })
const setsOf = (policy: MultiLabelPolicy, values: readonly (readonly string[])[]) =>
  createUnifier(QUESTIONS.multi_label_selection, policy).unify({ id: "rec", answers: answersOf(values) })
const textOf = (policy: TextPolicy, values: readonly string[]) =>
  createUnifier(QUESTIONS.text, policy).unify({ id: "rec", answers: answersOf(values) })
const rankingOf = (policy: RankingPolicy, orders: readonly string[]) => {
  const values = orders.map((order) => [...order].map((value, at) => ({ value, rank: at + 1 })))
  const { value, ...rest } = createUnifier(QUESTIONS.ranking, policy).unify({
    id: "rec",
    answers: answersOf(values),
  })
  return { ...rest, value, order: value?.map((each) => `${each.value}${each.rank}`).join(" ") ?? null }
}

test("ratings: averages as numbers, on request the nearest option, extremes, and the mode with its ties", () => {
  expect(ratingOf({ name: "mean" }, [1, 2, 2, 5])).toMatchObject({
    value: 2.5,
    confidence: 1 - (1.5 + 0.5 + 0.5 + 2.5) / 16,
  })
  expect(ratingOf({ name: "mean", round: "nearest" }, [1, 2, 2, 5]).value).toBe(2)
  expect(ratingOf({ name: "median", side: "upper" }, [1, 2, 4, 5]).value).toBe(4)
  expect(ratingOf({ name: "trimmed_mean" }, [1, 2, 2, 3, 5]).value).toBeCloseTo(7 / 3, 12)
  expect([ratingOf({ name: "min" }, [3, 2, 5]).value, ratingOf({ name: "max" }, [3, 2, 5]).value]).toEqual([
    2, 5,
  ])
  expect(ratingOf({ name: "majority", tie: ["highest"] }, [1, 1, 4, 4]).value).toBe(4)
  const weights = { from: "given", values: { r0: 3 } } as const
  expect(ratingOf({ name: "mean", weights }, [5, 1]).value).toBe(4)
})

test("label sets: per label, whole, joined, common; without any majority the nearest labels tie", () => {
  const given = [["a", "b"], ["b", "a"], ["b", "c"], ["a"]]
  expect(setsOf({ name: "majority" }, given).value).toEqual(
    ["a", "b"].filter((each) => each === "a" || given.filter((set) => set.includes(each)).length > 2),
  )
  expect(setsOf({ name: "majority", share: 0.2 }, given).value).toEqual(["a", "b", "c"])
  expect(setsOf({ name: "exact_majority" }, given).value).toEqual(["a", "b"])
  expect(setsOf({ name: "union" }, [["c"], ["a"]]).value).toEqual(["a", "c"])
  expect(
    setsOf({ name: "intersection" }, [
      ["a", "c"],
      ["c", "b"],
    ]).value,
  ).toEqual(["c"])
  expect(setsOf({ name: "majority" }, [["a"], ["b"]])).toMatchObject({
    value: null,
    reason: "tie",
    tie: { values: [["a"], ["b"]] },
  })
  expect(setsOf({ name: "majority" }, [[], [], ["b"]])).toMatchObject({
    value: [],
    confidence: expect.closeTo(2 / 3, 9),
  })
})

test("rankings: the same order by every method where people agree, ties kept where they do not", () => {
  for (const name of [
    "borda",
    "kemeny",
    "mean_rank",
    "bradley_terry",
    "plackett_luce",
    "majority",
  ] as const) {
    expect(rankingOf({ name }, ["abc", "abc", "bac"]).order, name).toBe("a1 b2 c3")
  }
  expect(rankingOf({ name: "borda" }, ["abc", "bac"]).order).toBe("a1 b1 c3")
  expect(rankingOf({ name: "kemeny" }, ["abc", "bac"])).toMatchObject({ order: null, reason: "tie" })
  expect(rankingOf({ name: "kemeny", tie: ["option_order"] }, ["bac", "abc"])).toMatchObject({
    order: "a1 b2 c3",
    confidence: 5 / 6,
  })
  expect(rankingOf({ name: "majority" }, ["abc", "bca", "cab"])).toMatchObject({ order: null, reason: "tie" })
})

test("an option fewer people ranked is not punished, one nobody ranked comes last", () => {
  const { unify } = createUnifier(QUESTIONS.ranking, { name: "borda" })
  const partial = unify({
    id: "r",
    answers: answersOf([
      [
        { value: "c", rank: 1 },
        { value: "a", rank: 2 },
      ],
      [
        { value: "c", rank: 1 },
        { value: "a", rank: 2 },
        { value: "b", rank: null },
      ],
    ]),
  })
  expect(partial.value).toEqual([
    { value: "c", rank: 1 },
    { value: "a", rank: 2 },
    { value: "b", rank: 3 },
  ])
})

test("of more equally good orders than can be looked at, the first few are offered, never one by itself", () => {
  const names = [..."abcdefgh"]
  const settings = { type: "ranking" as const, options: names.map(option) }
  const ranked = (order: readonly string[]) => order.map((value, at) => ({ value, rank: at + 1 }))
  const opposed = answersOf([ranked(names), ranked(names.toReversed())])
  const open = createUnifier(settings, { name: "kemeny" }).unify({ id: "r", answers: opposed })
  expect(open).toMatchObject({ value: null, reason: "tie" })
  expect(open.tie?.values).toHaveLength(24)
  const first = createUnifier(settings, { name: "kemeny", tie: ["option_order"] }).unify({
    id: "r",
    answers: opposed,
  })
  expect(first.value).toEqual(ranked(names))
})

test("more options than Kemeny can order abstain instead of hanging", () => {
  const names = Array.from({ length: 17 }, (_, at) => `o${at}`)
  const many = { type: "ranking" as const, options: names.map(option) }
  const value = names.map((name, at) => ({ value: name, rank: at + 1 }))
  expect(
    createUnifier(many, { name: "kemeny" }).unify({ id: "r", answers: answersOf([value]) }),
  ).toMatchObject({ value: null, reason: "too_many_options" })
})

test("options nobody orders share a rank in Kemeny's order; a cycle stays a tie", () => {
  const tied = [
    { value: "a", rank: 1 },
    { value: "b", rank: 2 },
    { value: "c", rank: 2 },
  ]
  const { unify } = createUnifier(QUESTIONS.ranking, { name: "kemeny" })
  expect(unify({ id: "r", answers: answersOf([tied, tied]) })).toMatchObject({
    value: tied,
    confidence: 1,
    tie: null,
  })
  const all = tied.map(({ value }) => ({ value, rank: 1 }))
  expect(unify({ id: "r", answers: answersOf([all]) }).value).toEqual(all)
  const cycle = rankingOf({ name: "kemeny" }, ["abc", "bca", "cab"])
  expect(cycle.tie?.values).toHaveLength(3)
})

test("texts: all, first, latest, the one most like the others, the one given twice", () => {
  const given = ["the cat sat", "the cat sat down", "dogs bark", "the cat sat"]
  expect(textOf({ name: "keep_all" }, given)).toMatchObject({
    value: null,
    values: given,
    status: "kept_all",
  })
  expect(textOf({ name: "first" }, given).value).toBe(given[0])
  expect(textOf({ name: "latest" }, given).value).toBe(given[3])
  expect(textOf({ name: "majority" }, given)).toMatchObject({
    value: "the cat sat",
    supporters: ["r0", "r3"],
  })
  expect(textOf({ name: "medoid" }, given).value).toBe("the cat sat")
  expect(textOf({ name: "argilla", strategy: "disagreement" }, given).value).toBe(given[3])
})

test("spans: what most marked, by stretch or as marked", () => {
  const span = (start: number, end: number) => ({ label: "a", start, end })
  const spansOf = (policy: SpanPolicy) =>
    createUnifier(QUESTIONS.span, policy).unify({
      id: "r",
      answers: answersOf([[span(0, 10)], [span(1, 10)], [span(0, 12)]]),
    })
  expect(spansOf({ name: "majority" }).value).toEqual([span(0, 10)])
  expect(spansOf({ name: "majority" }).confidence).toBeCloseTo((1 + 18 / 19 + 20 / 22) / 3, 9)
  expect(spansOf({ name: "exact_majority" })).toMatchObject({ value: [], confidence: 0 })
})

test("this person's answer wins; when absent the next person's, then the other policy", () => {
  const policy: LabelPolicy = { name: "person", raters: ["lead", "r1"], otherwise: { name: "majority" } }
  expect(labelOf(policy, ["a", "b", "a"])).toMatchObject({ value: "b", supporters: ["r1"] })
  expect(labelOf({ ...policy, raters: ["lead"] }, ["a", "b", "a"]).value).toBe("a")
  expect(labelOf({ name: "person", raters: ["lead"] }, ["a"])).toMatchObject({
    value: null,
    reason: "person_absent",
  })
})
