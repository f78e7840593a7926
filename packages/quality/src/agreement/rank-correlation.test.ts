import fc from "fast-check"
import { expect, test } from "vitest"
import {
  kendallTauB,
  kendallW,
  mulberry32,
  ndcgOfRanks,
  pearson,
  rankingAgreement,
  rankingDistance,
  rankRow,
  spearman,
  tabulate,
} from "../index.ts"
import { isClean, ratingRows, shuffledRows } from "../test/arbitraries.ts"
import { midRanks } from "./rank-correlation.ts"

const numbers = (max: number) => fc.array(fc.nat({ max }), { minLength: 0, maxLength: 30 })

/** Pair by pair, from the definition. */
function naiveTau(x: readonly number[], y: readonly number[]): number {
  let [concordant, discordant, tiedX, tiedY] = [0, 0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    for (let j = 0; j < i; j++) {
      const [a, b] = [Math.sign((x[i] ?? 0) - (x[j] ?? 0)), Math.sign((y[i] ?? 0) - (y[j] ?? 0))]
      if (a === 0 && b !== 0) tiedX++
      else if (b === 0 && a !== 0) tiedY++
      else if (a * b > 0) concordant++
      else if (a * b < 0) discordant++
    }
  }
  const pairs = concordant + discordant
  return (concordant - discordant) / Math.sqrt((pairs + tiedX) * (pairs + tiedY))
}

test("tau by merge sort is tau by counting pairs, ties and all", () => {
  fc.assert(
    fc.property(numbers(6), numbers(6), (a, b) => {
      const length = Math.min(a.length, b.length)
      const [x, y] = [a.slice(0, length), b.slice(0, length)]
      const { value } = kendallTauB(x, y)
      const wanted = naiveTau(x, y)
      if (Number.isFinite(wanted)) expect(value).toBeCloseTo(wanted, 12)
      else expect(value).toBeNull()
    }),
    { numRuns: 400 },
  )
})

test("correlations are symmetric, within −1 and 1, and 1 with themselves", () => {
  fc.assert(
    fc.property(numbers(9), numbers(9), (x, y) => {
      for (const measure of [kendallTauB, spearman, pearson]) {
        const [one, other] = [measure(x, y), measure(y, x)]
        expect(isClean(one)).toBe(true)
        expect(one.value ?? 0).toBeCloseTo(other.value ?? 0, 12)
        expect(Math.abs(one.value ?? 0)).toBeLessThanOrEqual(1 + 1e-12)
        const self = measure(x, x)
        if (self.value !== null) expect(self.value).toBeCloseTo(1, 12)
      }
    }),
  )
})

test("too little or constant data has a reason", () => {
  expect(kendallTauB([1], [2])).toMatchObject({ value: null, reason: "too_few_values" })
  expect(spearman([1, 1], [2, 3])).toMatchObject({ value: null, reason: "no_variation" })
  expect(kendallW([[1, 2]])).toMatchObject({ value: null, reason: "too_few_values", chi_square: null })
  expect(kendallW([])).toMatchObject({ value: null, degrees: 0 })
  expect(
    kendallW([
      [1, 1],
      [2, 2],
    ]),
  ).toMatchObject({ value: null, reason: "no_variation" })
})

test("without ties W is ((m − 1) ρ̄ + 1) / m, ρ̄ the mean Spearman over pairs of people", () => {
  const order = fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 5, maxLength: 5 })
  fc.assert(
    fc.property(fc.array(order, { minLength: 2, maxLength: 5 }), (rows) => {
      const pairs = rows.flatMap((a, at) => rows.slice(at + 1).map((b) => spearman(a, b).value ?? 0))
      const mean = pairs.reduce((sum, rho) => sum + rho, 0) / pairs.length
      expect(kendallW(rows).value).toBeCloseTo(((rows.length - 1) * mean + 1) / rows.length, 10)
    }),
  )
})

test("mid-ranks share the places of ties, and an interval is drawn over pairs", () => {
  expect([...midRanks([30, 10, 20, 10])]).toEqual([4, 1.5, 3, 1.5])
  const x = Array.from({ length: 60 }, (_, at) => at)
  const y = x.map((value) => value + ((value * 37) % 23))
  const { value, interval } = kendallTauB(x, y, { bootstrap: { random: mulberry32(1), draws: 200 } })
  expect(interval?.low).toBeLessThan(value ?? 0)
  expect(interval?.high).toBeGreaterThan((value ?? 1) - 0.02)
  expect(
    kendallW([x, y], { bootstrap: { random: mulberry32(1), draws: 100 } }).interval?.low,
  ).toBeGreaterThan(0.5)
})

const OPTIONS = ["a", "b", "c", "d"]
const ranking = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 4, maxLength: 4 })
  .map((ranks) => ranks.map((rank, at) => ({ value: OPTIONS[at] ?? "", rank })))

test("agreement on rankings does not depend on the order of rows, and is never NaN", () => {
  fc.assert(
    fc.property(shuffledRows(ratingRows(ranking, { items: 4, raters: 4 })), ({ rows, shuffled }) => {
      const [one, other] = [rows, shuffled].map((each) => rankingAgreement(tabulate(each), OPTIONS))
      expect(isClean(one)).toBe(true)
      for (const name of ["w", "tau", "alpha"] as const) {
        if (one?.[name].value === null) expect(other?.[name].value).toBeNull()
        else expect(one?.[name].value).toBeCloseTo(other?.[name].value ?? Number.NaN, 9)
      }
    }),
  )
})

test("ranking alpha, summed over pairs of options, is 1 − D_o / D_e over all pairs of rankings", () => {
  fc.assert(
    fc.property(ratingRows(ranking, { items: 4, raters: 4 }), (rows) => {
      const groups = Map.groupBy(rows, (row) => row.item)
      const pairable = rows.filter((row) => (groups.get(row.item)?.length ?? 0) > 1)
      const far = (a: (typeof rows)[number], b: (typeof rows)[number]) =>
        rankingDistance(rankRow(a.value, OPTIONS), rankRow(b.value, OPTIONS)) ?? 0
      let [observed, expected] = [0, 0]
      for (const a of pairable) {
        for (const b of pairable) {
          if (a === b) continue
          expected += far(a, b) / (pairable.length - 1)
          if (a.item === b.item) observed += far(a, b) / ((groups.get(a.item)?.length ?? 2) - 1)
        }
      }
      const { alpha } = rankingAgreement(tabulate(rows), OPTIONS)
      if (expected > 0) expect(alpha.value).toBeCloseTo(1 - observed / expected, 9)
      else expect(alpha.value === null || alpha.value === 1).toBe(true)
    }),
  )
})

test("without ties the distance of two rankings is ½ (1 − τ)", () => {
  const order = fc.shuffledSubarray([1, 2, 3, 4, 5], { minLength: 5, maxLength: 5 })
  fc.assert(
    fc.property(order, order, (a, b) => {
      expect(rankingDistance(a, b)).toBeCloseTo((1 - (kendallTauB(a, b).value ?? 0)) / 2, 12)
    }),
  )
  expect(rankingDistance([1, null], [null, 1])).toBeNull()
})

test("NDCG is 1 for the reference order and less for its reverse", () => {
  expect(ndcgOfRanks([1, 2, 3], [0, 1, 2]).value).toBe(1)
  expect(ndcgOfRanks([1, 2, 3], [2, 1, 0]).value).toBeLessThan(0.8)
  expect(ndcgOfRanks([], [])).toMatchObject({ value: null })
})
