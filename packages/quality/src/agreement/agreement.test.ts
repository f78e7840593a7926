import fc from "fast-check"
import { expect, test } from "vitest"
import {
  type AlphaDistance,
  answerPatterns,
  brennanPrediger,
  cohenKappa,
  type Estimate,
  encode,
  fleissKappa,
  gwetAC,
  krippendorffAlpha,
  masi,
  meanPairKappa,
  mulberry32,
  pairsOfPeople,
  pairTable,
  patternsFromCounts,
  percentAgreement,
  tabulate,
} from "../index.ts"
import { isClean, ratingRows, shuffledRows } from "../test/arbitraries.ts"

type Coded = ReturnType<typeof encode<number>>

const SCALES: readonly AlphaDistance<number>[] = ["nominal", "ordinal", "interval", "ratio"]

/** Every coefficient of a table, by name. */
function everything(coded: Coded): Record<string, Estimate> {
  const patterns = answerPatterns(coded)
  const alphas = SCALES.map((scale) => [`alpha ${scale}`, krippendorffAlpha(patterns, scale)])
  return {
    ...Object.fromEntries(alphas),
    percent: percentAgreement(patterns),
    pooled: percentAgreement(patterns, { average: "pairs" }),
    fleiss: fleissKappa(patterns),
    brennan: brennanPrediger(patterns),
    ac1: gwetAC(patterns),
    ac2: gwetAC(patterns, { weights: "quadratic" }),
  }
}

const OPTIONS = [1, 2, 3, 4, 5]
const rating = fc.constantFrom(...OPTIONS)

test("no coefficient depends on the order of rows, or on what people and items are called", () => {
  fc.assert(
    fc.property(shuffledRows(ratingRows(rating)), ({ rows, shuffled }) => {
      const renamed = shuffled.map((row) => ({ ...row, item: `x${row.item}`, rater: `y${row.rater}` }))
      expect(everything(encode(tabulate(renamed), OPTIONS))).toEqual(
        everything(encode(tabulate(rows), OPTIONS)),
      )
    }),
  )
})

test("no table whatever gives NaN: a coefficient is a number or has a reason", () => {
  fc.assert(
    fc.property(ratingRows(rating, { items: 3, raters: 3 }), fc.boolean(), (rows, allOptions) => {
      const coded = allOptions ? encode(tabulate(rows), OPTIONS) : encode(tabulate(rows))
      for (const [name, estimate] of Object.entries(everything(coded))) {
        expect(isClean(estimate), `${name} ${JSON.stringify(estimate)}`).toBe(true)
        if (estimate.value === null) expect(estimate.reason).toBe("no_pairs")
        else expect(estimate.value).toBeLessThanOrEqual(1 + 1e-12)
      }
    }),
    { numRuns: 300 },
  )
})

test("alpha equals the coincidence matrix worked out cell by cell", () => {
  fc.assert(
    fc.property(ratingRows(rating), (rows) => {
      const coded = encode(tabulate(rows), OPTIONS)
      for (const scale of SCALES) {
        const { value } = krippendorffAlpha(answerPatterns(coded), scale)
        const wanted = alphaByMatrix(coded, scale as string)
        if (wanted === null) expect(value === null || value === 1).toBe(true)
        else expect(value).toBeCloseTo(wanted, 9)
      }
    }),
  )
})

test("nominal alpha ignores what labels are called, interval alpha their unit, ordinal alpha their spacing", () => {
  fc.assert(
    fc.property(ratingRows(rating), (rows) => {
      const alpha = (change: (value: number) => number, scale: AlphaDistance<number>) => {
        const values = rows.map((row) => ({ ...row, value: change(row.value) }))
        return (
          krippendorffAlpha(answerPatterns(encode(tabulate(values), OPTIONS.map(change))), scale).value ?? 0
        )
      }
      const same = (value: number) => value
      expect(alpha((value) => 7 - 3 * value, "nominal")).toBeCloseTo(alpha(same, "nominal"), 9)
      expect(alpha((value) => 7 - 3 * value, "interval")).toBeCloseTo(alpha(same, "interval"), 9)
      expect(alpha((value) => value ** 3, "ordinal")).toBeCloseTo(alpha(same, "ordinal"), 9)
      expect(alpha((value) => 10 * value, "ratio")).toBeCloseTo(alpha(same, "ratio"), 9)
    }),
  )
})

test("perfect agreement is 1 for every coefficient, answers of one person only have no value", () => {
  const perfect = encode(
    tabulate(
      OPTIONS.flatMap((value, item) =>
        [0, 1, 2].map((rater) => ({ item: `${item}`, rater: `${rater}`, value })),
      ),
    ),
  )
  for (const estimate of Object.values(everything(perfect))) expect(estimate.value).toBeCloseTo(1, 12)
  const lonely = encode(tabulate(OPTIONS.map((value, item) => ({ item: `${item}`, rater: "one", value }))))
  for (const estimate of Object.values(everything(lonely))) {
    expect(estimate).toMatchObject({ value: null, reason: "no_pairs", interval: null })
  }
})

test("all answers alike are flagged, not praised: alpha 1 with the note no_variation", () => {
  const alike = encode(
    tabulate(
      [0, 1].flatMap((item) => [0, 1].map((rater) => ({ item: `${item}`, rater: `${rater}`, value: 3.3 }))),
    ),
  )
  for (const scale of SCALES) {
    expect(krippendorffAlpha(answerPatterns(alike), scale)).toMatchObject({ value: 1, note: "no_variation" })
  }
  expect(gwetAC(answerPatterns(alike))).toMatchObject({ value: 1, note: "no_variation" })
  // The question offers more, so AC1 can tell agreement from chance.
  const offered = encode(
    tabulate([0, 1].map((rater) => ({ item: "i", rater: `${rater}`, value: 3 }))),
    OPTIONS,
  )
  expect(gwetAC(answerPatterns(offered))).toEqual({ value: 1, interval: null, units: 1 })
})

test("a scale that does not fit the answers is refused with its reason", () => {
  const words = patternsFromCounts(["a", "b"], [{ counts: [1, 1] }])
  expect(krippendorffAlpha(words, "interval")).toMatchObject({ value: null, reason: "not_numeric" })
  const negative = patternsFromCounts([-1, 1], [{ counts: [1, 1] }])
  expect(krippendorffAlpha(negative, "ratio")).toMatchObject({ value: null, reason: "negative_values" })
  const many = patternsFromCounts(
    Array.from({ length: 3000 }, (_, at) => [String(at)]),
    [{ counts: [1, 1] }],
  )
  expect(krippendorffAlpha(many, masi)).toMatchObject({ value: null, reason: "too_many_values" })
})

test("the prevalence paradox: 96 % agreement, alpha low, AC1 high", () => {
  const patterns = patternsFromCounts(
    ["no", "yes"],
    [
      { counts: [2, 0], items: 95 },
      { counts: [1, 1], items: 4 },
      { counts: [0, 2], items: 1 },
    ],
  )
  expect(percentAgreement(patterns).value).toBeCloseTo(0.96, 12)
  expect(krippendorffAlpha(patterns).value).toBeLessThan(0.35)
  expect(gwetAC(patterns).value).toBeGreaterThan(0.95)
})

test("Cohen's kappa does not care who is first, and has a value or a reason for any two people", () => {
  fc.assert(
    fc.property(ratingRows(rating, { items: 8, raters: 2 }), (rows) => {
      const coded = encode(tabulate(rows), OPTIONS)
      if (coded.raters.length < 2) return
      for (const weights of ["identity", "linear", "quadratic"] as const) {
        const [one, other] = [
          cohenKappa(pairTable(coded, 0, 1), { weights }),
          cohenKappa(pairTable(coded, 1, 0), { weights }),
        ]
        expect(isClean(one)).toBe(true)
        if (one.value === null) expect(one.reason).toBe("no_pairs")
        else expect(one.value).toBeCloseTo(other.value ?? Number.NaN, 9)
      }
    }),
  )
})

test("pairs of people: the same kappa as the pair alone, shared items counted, thin pairs left out", () => {
  fc.assert(
    fc.property(ratingRows(rating), (rows) => {
      const coded = encode(tabulate(rows), OPTIONS)
      const pairs = pairsOfPeople(coded)
      for (const { first, second, shared, kappa, percent } of pairs) {
        const alone = cohenKappa(pairTable(coded, first, second))
        expect(kappa.value).toBe(alone.value)
        expect(shared).toBe(alone.units)
        expect(percent).toBeLessThanOrEqual(1)
      }
      expect(pairsOfPeople(coded, { minShared: 3 })).toEqual(pairs.filter(({ shared }) => shared >= 3))
      expect(isClean(meanPairKappa(pairs))).toBe(true)
    }),
  )
})

test("an interval from the bootstrap holds the estimate and is the same for the same seed", () => {
  const rows = Array.from({ length: 90 }, (_, at) => ({
    item: `${Math.floor(at / 3)}`,
    rater: `${at % 3}`,
    value: (at * 7) % 11 < 8 ? Math.floor(at / 3) % 3 : at % 3,
  }))
  const patterns = answerPatterns(encode(tabulate(rows)))
  for (const measure of [gwetAC, fleissKappa, percentAgreement, brennanPrediger]) {
    const draw = () => measure(patterns, { bootstrap: { random: mulberry32(5), draws: 300 } })
    const { value, interval } = draw()
    expect(interval?.low).toBeLessThan(value ?? 0)
    expect(interval?.high).toBeGreaterThan(value ?? 1)
    expect(draw()).toEqual(draw())
  }
})

/** The definition, pair by pair over a full matrix. */
function alphaByMatrix(coded: Coded, scale: string): number | null {
  const K = coded.categories.length
  const o = Array.from({ length: K }, () => new Array<number>(K).fill(0))
  coded.items.forEach((_, item) => {
    const own = [...coded.item.keys()].filter((row) => coded.item[row] === item)
    for (const a of own) {
      for (const b of own) {
        const [c, k] = [coded.value[a] ?? 0, coded.value[b] ?? 0]
        const line = o[c]
        if (a !== b && line) line[k] = (line[k] ?? 0) + 1 / (own.length - 1)
      }
    }
  })
  const n = o.map((line) => line.reduce((sum, cell) => sum + cell, 0))
  const total = n.reduce((sum, each) => sum + each, 0)
  const distance = (c: number, k: number) => {
    const [x, y] = [coded.categories[c] ?? 0, coded.categories[k] ?? 0]
    if (scale === "nominal") return c === k ? 0 : 1
    if (scale === "interval") return (x - y) ** 2
    if (scale === "ratio") return ((x - y) / (x + y)) ** 2
    const between = n.slice(Math.min(c, k), Math.max(c, k) + 1).reduce((sum, each) => sum + each, 0)
    return c === k ? 0 : (between - ((n[c] ?? 0) + (n[k] ?? 0)) / 2) ** 2
  }
  let [observed, expected] = [0, 0]
  o.forEach((line, c) => {
    line.forEach((cell, k) => {
      observed += (cell * distance(c, k)) / total
      expected += ((n[c] ?? 0) * (n[k] ?? 0) * distance(c, k)) / (total * (total - 1))
    })
  })
  return total === 0 || expected === 0 ? null : 1 - observed / expected
}
