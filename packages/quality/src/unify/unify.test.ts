/** What holds for every policy of every question type. */
import type { QuestionTypeName } from "@loam/schema"
import fc from "fast-check"
import { expect, test } from "vitest"
import {
  ARGILLA_STRATEGIES,
  createUnifier,
  needsCorpus,
  POLICIES,
  type PolicyOf,
  tabulate,
  type Unified,
  unifyAll,
  type ValueOf,
} from "../index.ts"
import { isClean, ratingRows, shuffledRows } from "../test/arbitraries.ts"
import { QUESTIONS } from "../test/questions.ts"

const NAMES = ["a", "b", "c"]

const VALUES: { readonly [T in QuestionTypeName]: fc.Arbitrary<ValueOf[T]> } = {
  text: fc.constantFrom("one text", "one  text", "another text", ""),
  label_selection: fc.constantFrom(...NAMES),
  multi_label_selection: fc.uniqueArray(fc.constantFrom(...NAMES), { maxLength: 3 }),
  rating: fc.constantFrom(1, 2, 3, 4),
  ranking: fc
    .array(fc.integer({ min: 1, max: 3 }), { minLength: 3, maxLength: 3 })
    .map((ranks) => NAMES.map((value, at) => ({ value, rank: ranks[at] ?? null }))),
  span: fc.uniqueArray(
    fc
      .record({ start: fc.nat({ max: 6 }), label: fc.constantFrom(...NAMES) })
      .map(({ start, label }) => ({ label, start, end: start + 3 })),
    { maxLength: 2, selector: ({ start, label }) => `${start} ${label}` },
  ),
}

const WEIGHTS = { from: "given", values: { r0: 2, r1: 0.5, r2: 0 } } as const

/** Every policy a type has, with and without weights, and Argilla's strategies. */
function policiesOf<T extends QuestionTypeName>(type: T): PolicyOf[T][] {
  const plain = POLICIES[type].filter((name) => name !== "argilla" && name !== "person")
  const policies = [
    ...plain.map((name) => ({ name })),
    ...plain.map((name) => ({ name, weights: WEIGHTS, tie: ["reliability", "option_order"] })),
    ...ARGILLA_STRATEGIES[type].map((strategy) => ({ name: "argilla", strategy, weights: WEIGHTS })),
    { name: "person", raters: ["r4", "r0"], otherwise: { name: "keep_all" } },
    ...(["label_selection", "rating"].includes(type)
      ? [
          { name: "weighted_majority", weights: WEIGHTS, log_odds: true },
          { name: "weighted_majority", weights: { from: "wawa" } },
          { name: "majority", tie: ["seeded"], seed: 3 },
        ]
      : []),
  ]
  // Built from the type's own lists of names.
  return policies as unknown as PolicyOf[T][]
}

const TYPES = Object.keys(POLICIES) as QuestionTypeName[]

/** Policies whose very meaning is the order of arrival. */
const byArrival = (policy: { readonly name: string; readonly strategy?: string }, type: QuestionTypeName) =>
  policy.name === "first" ||
  policy.name === "latest" ||
  policy.name === "keep_all" ||
  policy.name === "person" ||
  policy.strategy === "disagreement" ||
  type === "text"

test.each(TYPES)("%s: every policy answers every table clean, with a status that fits its values", (type) => {
  for (const policy of policiesOf(type)) {
    fc.assert(
      fc.property(ratingRows(VALUES[type] as fc.Arbitrary<unknown>), (rows) => {
        const table = tabulate(rows)
        const results = unifyAll(
          QUESTIONS[type] as never,
          policy as never,
          table as never,
        ) as Unified<unknown>[]
        expect(results).toHaveLength(table.items.length)
        for (const each of results) {
          expect(isClean(each), JSON.stringify({ policy, each })).toBe(true)
          expect(each.value).toEqual(each.status === "resolved" ? each.values[0] : null)
          expect(each.values.length === 0).toBe(each.status === "abstained")
          expect(each.reason === null).toBe(each.status !== "abstained")
          if (each.confidence !== null) expect(each.confidence).toBeLessThanOrEqual(1 + 1e-9)
          if (each.confidence !== null) expect(each.confidence).toBeGreaterThanOrEqual(0)
          for (const rater of each.supporters) expect(each.contributors).toContain(rater)
        }
      }),
      { numRuns: 25 },
    )
  }
})

test.each(TYPES)(
  "%s: the result does not depend on the order of rows, unless the policy is about order",
  (type) => {
    for (const policy of policiesOf(type).filter((each) => !byArrival(each, type))) {
      fc.assert(
        fc.property(shuffledRows(ratingRows(VALUES[type] as fc.Arbitrary<unknown>)), ({ rows, shuffled }) => {
          const byItem = (each: typeof rows) => {
            const table = tabulate(each)
            const results = unifyAll(
              QUESTIONS[type] as never,
              policy as never,
              table as never,
            ) as Unified<unknown>[]
            return new Map(table.items.map((item, at) => [item, results[at]]))
          }
          const [one, other] = [byItem(rows), byItem(shuffled)]
          for (const [item, result] of one) {
            const same = other.get(item)
            expect(meaning(type, same?.value), JSON.stringify(policy)).toEqual(meaning(type, result?.value))
            expect([same?.status, same?.reason]).toEqual([result?.status, result?.reason])
            expect(same?.confidence ?? -1).toBeCloseTo(result?.confidence ?? -1, 5)
            expect(same?.supporters.toSorted()).toEqual(result?.supporters.toSorted())
          }
        }),
        { numRuns: 15 },
      )
    }
  },
)

/** Sets are equal in any order; averages up to the last digit. */
function meaning(type: QuestionTypeName, value: unknown): unknown {
  if (type === "rating" && typeof value === "number") return Number(value.toFixed(9))
  return type === "multi_label_selection" && Array.isArray(value) ? value.toSorted() : value
}

test.each(TYPES)("%s: when everybody says the same, every policy says it too, for sure", (type) => {
  const [value] = fc.sample(
    (VALUES[type] as fc.Arbitrary<unknown>).filter(
      (each) => each !== "" && !(Array.isArray(each) && each.length === 0),
    ),
    { numRuns: 1, seed: 4 },
  )
  const rows = [0, 1, 2, 3].flatMap((item) =>
    [0, 1, 3].map((rater) => ({ item: `i${item}`, rater: `r${rater}`, value })),
  )
  for (const policy of policiesOf(type)) {
    const results = unifyAll(
      QUESTIONS[type] as never,
      policy as never,
      tabulate(rows) as never,
    ) as Unified<unknown>[]
    for (const each of results) {
      const key = JSON.stringify(policy)
      expect(new Set(each.values.map((own) => JSON.stringify(standard(type, own)))), key).toEqual(
        new Set([JSON.stringify(standard(type, value))]),
      )
      expect(each.confidence, key).toBeGreaterThan(0.6)
    }
  }
})

/** Spans from left to right; rankings by their order alone, since ranks 1, 1, 3 and 1, 1, 2 mean the same. */
function standard(type: QuestionTypeName, value: unknown): unknown {
  if (type === "span")
    return (value as ValueOf["span"]).toSorted((a, b) => a.start - b.start || a.end - b.end)
  if (type !== "ranking") return value
  const ranking = value as ValueOf["ranking"]
  const better = (own: number | null) => ranking.filter((each) => (each.rank ?? 9) < (own ?? 9)).length
  return Object.fromEntries(
    ranking.toSorted((a, b) => (a.value > b.value ? 1 : -1)).map((each) => [each.value, better(each.rank)]),
  )
}

test.each(TYPES)("%s: policies that learn say so, and refuse to start without the answers", (type) => {
  for (const policy of policiesOf(type)) {
    const start = () => createUnifier(QUESTIONS[type] as never, policy as never)
    if (needsCorpus(policy)) expect(start).toThrow(expect.objectContaining({ code: "policy_needs_corpus" }))
    else expect(start).not.toThrow()
  }
})
