import fc from "fast-check"
import { expect, test } from "vitest"
import {
  answerSpeed,
  canonicalOrder,
  dawidSkene,
  encode,
  lengthPreference,
  mace,
  positionPreference,
  reliability,
  straightLining,
  suggestionAcceptance,
  tabulate,
} from "../index.ts"
import { isClean, ratingRows, shuffledRows } from "../test/arbitraries.ts"

const rowsFor = <V>(rater: string, values: readonly V[]) =>
  values.map((value, at) => ({ item: `${rater} ${at}`, rater, value }))

test("no figure about a person depends on the order of the rows, and none is NaN", () => {
  fc.assert(
    fc.property(shuffledRows(ratingRows(fc.constantFrom("a", "b"))), ({ rows, shuffled }) => {
      const figures = (each: typeof rows) => {
        const coded = canonicalOrder(encode(tabulate(each), ["a", "b"]))
        const gold = coded.items.map((item) => (item === "i1" ? 1 : -1))
        const models = { dawidSkene: dawidSkene(coded), mace: mace(coded) }
        return reliability(coded, { gold, consensus: gold, ...models })
      }
      const [one, other] = [figures(rows), figures(shuffled)]
      expect(isClean(one)).toBe(true)
      for (const person of one) {
        const same = other.find((each) => each.rater === person.rater)
        expect([same?.answers, same?.gold, same?.with_consensus]).toEqual([
          person.answers,
          person.gold,
          person.with_consensus,
        ])
        expect(same?.expected_accuracy?.value).toBeCloseTo(person.expected_accuracy?.value ?? Number.NaN, 6)
        expect(same?.with_others.value ?? -1).toBeCloseTo(person.with_others.value ?? -1, 9)
      }
    }),
    { numRuns: 50 },
  )
})

test("a person without gold, model or company has reasons instead of numbers, and the few-answers mark", () => {
  const [person] = reliability(encode(tabulate(rowsFor("ann", ["a"]))))
  expect(person).toMatchObject({
    answers: 1,
    few_answers: true,
    with_others: { value: null, reason: "no_ratings", low: 0, high: 1 },
    with_consensus: null,
    gold: null,
    expected_accuracy: null,
    competence: null,
  })
  const coded = encode(tabulate(rowsFor("ann", ["a", "b"])))
  const silent = { ...coded, raters: [...coded.raters, "bob"] }
  const [, bob] = reliability(silent, { dawidSkene: dawidSkene(silent), mace: mace(silent), gold: [0, 1] })
  expect(bob).toMatchObject({
    answers: 0,
    expected_accuracy: { value: null },
    competence: { value: null },
    gold: { value: null, shrunk: 0.8 },
  })
})

test("who rushes is seen: half the typical time, answers below the limit", () => {
  const table = tabulate([
    ...rowsFor("ann", [10, 12, 14]),
    ...rowsFor("bob", [20, 24, 28]),
    ...rowsFor("cat", [1, 2, 60]),
  ])
  const [ann, , cat] = answerSpeed(table, { tooFast: 3 })
  expect(ann).toMatchObject({ answers: 3, median: 12, relative: 1, fast_share: 0 })
  expect(cat?.fast_share).toBeCloseTo(2 / 3, 12)
  expect(answerSpeed({ ...table, raters: [...table.raters, "dan"] })[3]).toMatchObject({
    answers: 0,
    median: null,
    relative: null,
    fast_share: null,
  })
  expect(answerSpeed(tabulate([]))).toEqual([])
})

test("choosing the left most of the time is a bias; choosing fairly is none", () => {
  const lefts = rowsFor(
    "ann",
    Array.from({ length: 60 }, (_, at) => ({ place: at % 6 === 0 ? 1 : 0, of: 2 })),
  )
  const fair = rowsFor(
    "bob",
    Array.from({ length: 60 }, (_, at) => ({ place: at % 3, of: 3 })),
  )
  const [everybody, ann, bob] = positionPreference(tabulate([...lefts, ...fair]))
  expect(everybody).toMatchObject({ rater: null, first: { trials: 120 }, biased: true })
  expect(ann).toMatchObject({ rater: "ann", expected: 0.5, biased: true, places: [50, 10] })
  expect(bob).toMatchObject({ biased: false, places: [20, 20, 20] })
  expect(bob?.expected).toBeCloseTo(1 / 3, 12)
  const rights = rowsFor(
    "cat",
    Array.from({ length: 60 }, (_, at) => ({ place: at % 6 === 0 ? 0 : 1, of: 2 })),
  )
  expect(positionPreference(tabulate(rights))[1]).toMatchObject({ biased: true, places: [10, 50] })
  expect(positionPreference(tabulate([]))[0]).toMatchObject({
    expected: null,
    biased: false,
    first: { value: null },
  })
})

test("always taking the longer answer is a bias; equal lengths say nothing", () => {
  const longer = rowsFor(
    "ann",
    Array.from({ length: 20 }, () => ({ chosen: 200, rejected: 100 })),
  )
  const even = rowsFor("bob", [{ chosen: 5, rejected: 5 }])
  const [, ann, bob] = lengthPreference(tabulate([...longer, ...even]))
  expect(ann).toMatchObject({ longer: { value: 1 }, biased: true })
  expect(ann?.log_ratio).toBeCloseTo(Math.log(2), 12)
  expect(bob).toMatchObject({ longer: { value: null, trials: 0 }, biased: false, log_ratio: 0 })
})

test("thirty times the same answer stands out where others vary, not where everybody says it", () => {
  const varied = rowsFor(
    "ann",
    Array.from({ length: 30 }, (_, at) => "abc"[at % 3] ?? "a"),
  )
  const [ann, bob] = straightLining(
    encode(tabulate([...varied, ...rowsFor("bob", new Array<string>(30).fill("b"))])),
  )
  expect(ann).toMatchObject({ longest_run: 1, run_chance: 1 })
  expect(ann?.entropy).toBeCloseTo(Math.log(3), 12)
  expect(bob).toMatchObject({ longest_run: 30, run_of: "b", commonest: "b", commonest_share: 1, entropy: 0 })
  expect(bob?.run_chance).toBeLessThan(1e-4)
  const alike = ["ann", "bob"].flatMap((rater) => rowsFor(rater, new Array<string>(30).fill("b")))
  expect(straightLining(encode(tabulate(alike)))[0]?.run_chance).toBe(1)
  const coded = encode(tabulate(varied))
  expect(straightLining({ ...coded, raters: ["ann", "nobody"] })[1]).toMatchObject({
    answers: 0,
    commonest: null,
    run_chance: null,
  })
})

test("rubber-stamping shows: everything accepted, in less time than changes take", () => {
  const stamps = rowsFor(
    "ann",
    Array.from({ length: 9 }, () => ({ accepted: true, seconds: 1 })),
  )
  const reads = rowsFor("bob", [
    { accepted: true, seconds: 20 },
    { accepted: false, seconds: 40 },
    { accepted: false, seconds: null },
  ])
  const [everybody, ann, bob] = suggestionAcceptance(tabulate([...stamps, ...reads]))
  expect(everybody?.accepted).toMatchObject({ hits: 10, trials: 12 })
  expect(ann).toMatchObject({ accepted: { value: 1 }, seconds_accepted: 1, seconds_changed: null })
  expect(bob).toMatchObject({ seconds_accepted: 20, seconds_changed: 40 })
})
