import fc from "fast-check"
import { expect, test } from "vitest"
import { createUnifier, type Learnt, learntPeople, type PolicyOf, tabulate } from "../index.ts"
import { ratingRows } from "../test/arbitraries.ts"
import { QUESTIONS } from "../test/questions.ts"

const asked = { id: "one", answers: ["a", "b", "a"].map((value, at) => ({ rater: `r${at}`, value })) }

const labelPolicies: readonly PolicyOf["label_selection"][] = [
  { name: "dawid_skene", smoothing: 0.5 },
  { name: "one_coin" },
  { name: "mace" },
  { name: "weighted_majority", weights: { from: "wawa" } },
  { name: "majority", tie: ["reliability"], weights: { from: "gold", gold: { i0: "a" } } },
  { name: "person", raters: ["nobody"], otherwise: { name: "dawid_skene" } },
]

test.each(labelPolicies)(
  "what $name learnt decides elsewhere, cloned and without the answers, as it does here",
  (policy) => {
    fc.assert(
      fc.property(ratingRows(fc.constantFrom("a", "b", "c")), (rows) => {
        const here = createUnifier(QUESTIONS.label_selection, policy, tabulate(rows))
        const learnt: Learnt = structuredClone(here.learnt)
        const there = createUnifier(QUESTIONS.label_selection, policy, undefined, learnt)
        expect(there.unify(asked)).toEqual(here.unify(asked))
      }),
      { numRuns: 30 },
    )
  },
)

test("a model a label travels too", () => {
  fc.assert(
    fc.property(ratingRows(fc.subarray(["a", "b", "c"])), (rows) => {
      const here = createUnifier(QUESTIONS.multi_label_selection, { name: "dawid_skene" }, tabulate(rows))
      const there = createUnifier(
        QUESTIONS.multi_label_selection,
        { name: "dawid_skene" },
        undefined,
        structuredClone(here.learnt),
      )
      const answers = [
        { rater: "r0", value: ["a"] },
        { rater: "r1", value: ["a", "b"] },
      ]
      expect(there.unify({ id: "one", answers })).toEqual(here.unify({ id: "one", answers }))
    }),
    { numRuns: 30 },
  )
})

test("people who answer like the others weigh more than one who does not, whatever learnt it", () => {
  const rows = Array.from({ length: 20 }, (_, item) =>
    ["good", "better", "bad"].map((rater) => ({
      item: `i${item}`,
      rater,
      value: rater === "bad" ? "c" : (["a", "b"][item % 2] ?? "a"),
    })),
  ).flat()
  for (const policy of labelPolicies.slice(0, 4)) {
    const { learnt } = createUnifier(QUESTIONS.label_selection, policy, tabulate(rows))
    const weight = new Map(learntPeople(learnt).map((each) => [each.rater, each.weight]))
    expect(weight.get("good"), policy.name).toBeGreaterThan(weight.get("bad") ?? 1)
  }
  expect(learntPeople({})).toEqual([])
})
