import type { Span } from "@loam/schema"
import fc from "fast-check"
import { expect, test } from "vitest"
import {
  disorder,
  exactSpanMajority,
  gamma,
  markDistance,
  mulberry32,
  spanAgreement,
  spanF1,
  spanMajority,
  tabulate,
} from "../index.ts"
import { isClean, ratingRows, shuffledRows } from "../test/arbitraries.ts"

const span = fc
  .record({
    start: fc.nat({ max: 18 }),
    length: fc.integer({ min: 1, max: 6 }),
    label: fc.constantFrom("A", "B"),
  })
  .map(({ start, length, label }): Span => ({ label, start, end: start + length }))
const spans = fc.array(span, { maxLength: 4 })

/** Labelled offsets, one by one. */
const offsets = (marks: readonly Span[]) =>
  new Set(
    marks.flatMap(({ start, end, label }) =>
      Array.from({ length: end - start }, (_, at) => `${start + at}${label}`),
    ),
  )

test("offset F1 is that of the two sets of labelled characters", () => {
  fc.assert(
    fc.property(spans, spans, (a, b) => {
      const [one, other] = [offsets(a), offsets(b)]
      const common = one.intersection(other).size
      const wanted = one.size + other.size === 0 ? 1 : (2 * common) / (one.size + other.size)
      expect(spanF1(a, b, "offset").f1).toBeCloseTo(wanted, 12)
    }),
    { numRuns: 300 },
  )
})

test("every F1 is symmetric, 1 for the same spans, 1 for two empty answers and 0 for one", () => {
  fc.assert(
    fc.property(spans, spans, (a, b) => {
      for (const match of ["exact", "offset", "partial"] as const) {
        expect(spanF1(a, b, match).f1).toBeCloseTo(spanF1(b, a, match).f1, 12)
        expect(spanF1(a, a, match).f1).toBe(1)
        expect(spanF1([], a, match).f1).toBe(a.length === 0 ? 1 : 0)
      }
    }),
  )
})

test("offset majority keeps exactly the characters more than half marked, in sorted disjoint spans a label", () => {
  fc.assert(
    fc.property(fc.array(spans, { minLength: 1, maxLength: 5 }), (answers) => {
      const votes = answers.map(offsets)
      const wanted = [...new Set(votes.flatMap((own) => [...own]))].filter(
        (each) => votes.filter((own) => own.has(each)).length > answers.length / 2,
      )
      const kept = spanMajority(answers)
      expect([...offsets(kept)].sort()).toEqual(wanted.sort())
      for (const label of ["A", "B"]) {
        const own = kept.filter((each) => each.label === label)
        own.slice(1).forEach((each, at) => {
          expect(each.start).toBeGreaterThanOrEqual(own[at]?.end ?? 0)
        })
      }
    }),
    { numRuns: 300 },
  )
})

test("touching spans that most people keep apart stay apart; those one person splits are joined", () => {
  const apart: Span[] = [
    { label: "A", start: 0, end: 5 },
    { label: "A", start: 5, end: 9 },
  ]
  const whole: Span[] = [{ label: "A", start: 0, end: 9 }]
  expect(spanMajority([apart, apart, whole])).toEqual(apart)
  expect(spanMajority([apart, whole, whole])).toEqual(whole)
})

test("heavier people outvote lighter ones; exact majority counts a person once", () => {
  const [a, b]: [Span[], Span[]] = [[{ label: "A", start: 0, end: 4 }], [{ label: "A", start: 2, end: 6 }]]
  expect(spanMajority([a, b], { weights: [3, 1] })).toEqual(a)
  expect(exactSpanMajority([a, b], { weights: [3, 1] })).toEqual(a)
  expect(exactSpanMajority([[...a, ...a], b])).toEqual([])
  expect(spanMajority([])).toEqual([])
})

/** Least cost over every way to partition the marks, one mark of a person in a group. */
function bruteForce(answers: readonly (readonly Span[])[]): number {
  const marks = answers.flatMap((own, person) => own.map((mark) => ({ mark, person })))
  const pairs = (answers.length * (answers.length - 1)) / 2
  const costOf = (group: typeof marks) => {
    let cost = pairs - (group.length * (group.length - 1)) / 2
    group.forEach((one, at) => {
      for (const other of group.slice(at + 1)) cost += markDistance(one.mark, other.mark)
    })
    return cost / pairs
  }
  const place = (at: number, groups: readonly (typeof marks)[]): number => {
    const next = marks[at]
    if (!next) return groups.reduce((sum, group) => sum + costOf(group), 0)
    const joined = groups.map((group, own) =>
      group.some((each) => each.person === next.person)
        ? Number.POSITIVE_INFINITY
        : place(
            at + 1,
            groups.map((each, other) => (own === other ? [...each, next] : each)),
          ),
    )
    return Math.min(place(at + 1, [...groups, [next]]), ...joined)
  }
  return place(0, [])
}

test("the best alignment of two to four people is the best of all partitions", () => {
  const few = fc.array(fc.array(span, { maxLength: 2 }), { minLength: 2, maxLength: 4 })
  fc.assert(
    fc.property(few, (answers) => {
      const marks = answers.flat().length
      const found = disorder(answers)
      if (marks === 0) expect(found).toBeNull()
      else expect(found).toBeCloseTo(bruteForce(answers) / (marks / answers.length), 9)
    }),
    { numRuns: 200 },
  )
})

test("long chains of marks are aligned too, and what cannot be held is given up, not guessed", () => {
  const chain = (shift: number) =>
    Array.from(
      { length: 300 },
      (_, at): Span => ({ label: "A", start: 10 * at + shift, end: 10 * at + 9 + shift }),
    )
  expect(disorder([chain(0), chain(1), chain(2)])).toBeLessThan(0.2)
  const heap = () => Array.from({ length: 40 }, (_, at): Span => ({ label: `${at}`, start: 0, end: 10 + at }))
  const table = tabulate(["a", "b"].map((rater) => ({ item: "i", rater, value: heap() })))
  expect(gamma(table, { random: mulberry32(1) })).toMatchObject({
    value: null,
    reason: "too_large",
    skipped: 1,
  })
})

test("gamma is 1 for equal marks, near 0 for marks anywhere, and never NaN", () => {
  const random = mulberry32(8)
  const anywhere = (): Span[] =>
    Array.from({ length: 3 }, () => {
      const start = Math.floor(random() * 190)
      return { label: random() < 0.5 ? "A" : "B", start, end: start + 10 }
    })
  const rows = Array.from({ length: 120 }, (_, at) => ({
    item: `${Math.floor(at / 2)}`,
    rater: `${at % 2}`,
    value: anywhere(),
  }))
  const options = { random: mulberry32(1), lengths: new Array<number>(60).fill(200) }
  const byChance = gamma(tabulate(rows), { ...options, bootstrap: { random: mulberry32(2), draws: 200 } })
  expect(Math.abs(byChance.value ?? 1)).toBeLessThan(0.08)
  expect(byChance.interval?.low).toBeLessThan(byChance.value ?? 0)
  const same = rows.map((row) => ({ ...row, value: rows[2 * Number(row.item)]?.value ?? [] }))
  expect(gamma(tabulate(same), options).value).toBe(1)
  expect(gamma(tabulate(rows.map((row) => ({ ...row, value: [] }))), options)).toMatchObject({
    value: null,
    reason: "no_pairs",
    observed: null,
  })
})

test("agreement on spans does not depend on the order of rows, and has a reason without pairs", () => {
  fc.assert(
    fc.property(shuffledRows(ratingRows(spans, { items: 4, raters: 3 })), ({ rows, shuffled }) => {
      const [one, other] = [rows, shuffled].map((each) => spanAgreement(tabulate(each)))
      expect(isClean(one)).toBe(true)
      if (one?.value === null) expect(other).toMatchObject({ value: null, reason: "no_pairs" })
      else expect(other?.value).toBeCloseTo(one?.value ?? Number.NaN, 12)
    }),
  )
})
