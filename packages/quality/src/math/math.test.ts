import fc from "fast-check"
import { expect, test } from "vitest"
import { drawBinomial, drawMultinomial } from "./binomial.ts"
import { cholesky, inverse } from "./cholesky.ts"
import { shrunkShare, wilson } from "./intervals.ts"
import { hash32, mulberry32, shuffled } from "./random.ts"
import { digamma, logFactorial, logSumExp, normalQuantile } from "./special.ts"
import { entropy, mean, median, quantile, trimmedMean } from "./summary.ts"

const close = (actual: number | null | undefined, wanted: number, digits = 10) =>
  expect(actual).toBeCloseTo(wanted, digits)

test("summaries of [1, 2, 2, 5] and its like are the textbook ones", () => {
  close(mean([1, 2, 2, 5]), 2.5)
  close(median([1, 2, 2, 5]), 2)
  expect(["lower", "mid", "upper"].map((side) => median([1, 5, 2, 4], side as "mid"))).toEqual([2, 3, 4])
  close(trimmedMean([1, 2, 2, 3, 5], 0.2), 7 / 3)
  close(quantile([1, 2, 3, 4], 0.25), 1.75)
  close(entropy([1, 1, 1]), Math.log(3))
  expect([mean([]), median([]), quantile([], 0.5), trimmedMean([], 0.2)]).toEqual([null, null, null, null])
  expect(entropy([])).toBe(0)
})

test("special functions have their known values", () => {
  close(digamma(1), -0.5772156649015329)
  close(digamma(0.5), -1.9635100260214235)
  close(digamma(100), 4.600161852738087)
  close(logFactorial(5), Math.log(120))
  for (const n of [255, 256, 1000]) close(logFactorial(n) - logFactorial(n - 1), Math.log(n), 9)
  close(logSumExp([1000, 1000]), 1000 + Math.log(2))
  expect(logSumExp([])).toBe(Number.NEGATIVE_INFINITY)
  close(normalQuantile(0.975), 1.959963984540054)
  close(normalQuantile(0.005), -2.5758293035489004)
  expect(normalQuantile(0.5)).toBe(0)
})

test("binomial draws have the mean and variance they should, on both sides of the switch of method", () => {
  const random = mulberry32(1)
  for (const [trials, p] of [
    [5, 0.3],
    [1000, 0.004],
    [40, 0.5],
    [1_000_000, 0.2],
    [3000, 0.97],
  ] as const) {
    const draws = Array.from({ length: 4000 }, () => drawBinomial(trials, p, random))
    const average = mean(draws) ?? 0
    const spread = mean(draws.map((draw) => (draw - average) ** 2)) ?? 0
    const variance = trials * p * (1 - p)
    expect(Math.abs(average - trials * p)).toBeLessThan(4 * Math.sqrt(variance / 4000))
    expect(Math.abs(spread / variance - 1)).toBeLessThan(0.12)
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...draws)).toBeLessThanOrEqual(trials)
  }
})

test("the rejection method draws every count as often as the binomial law says", () => {
  const random = mulberry32(5)
  const [trials, p, draws] = [60, 0.4, 40_000]
  const seen = new Float64Array(trials + 1)
  for (let draw = 0; draw < draws; draw++) {
    const count = drawBinomial(trials, p, random)
    seen[count] = (seen[count] ?? 0) + 1
  }
  for (let count = 12; count <= 36; count++) {
    const log = logFactorial(trials) - logFactorial(count) - logFactorial(trials - count)
    const share = Math.exp(log + count * Math.log(p) + (trials - count) * Math.log(1 - p))
    const error = Math.sqrt((share * (1 - share)) / draws)
    expect(Math.abs((seen[count] ?? 0) / draws - share)).toBeLessThan(4.5 * error)
  }
})

test("multinomial draws keep the total and leave empty cells empty", () => {
  const weights = fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(weights, fc.integer(), (cells, seed) => {
      const counts = new Float64Array(cells.length)
      drawMultinomial(cells, mulberry32(seed), counts)
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(cells.reduce((sum, cell) => sum + cell, 0))
      cells.forEach((cell, at) => {
        if (cell === 0) expect(counts[at]).toBe(0)
      })
    }),
  )
})

test("Wilson intervals hold the share, stay inside 0 to 1, and know nothing without trials", () => {
  fc.assert(
    fc.property(fc.nat({ max: 200 }), fc.nat({ max: 200 }), (a, b) => {
      const share = wilson(a, a + b)
      if (a + b === 0) {
        expect(share).toMatchObject({ value: null, reason: "no_ratings", low: 0, high: 1 })
        return
      }
      expect(share.low).toBeLessThanOrEqual((share.value ?? 0) + 1e-12)
      expect(share.high).toBeGreaterThanOrEqual((share.value ?? 0) - 1e-12)
      expect(share.low).toBeGreaterThanOrEqual(0)
      expect(share.high).toBeLessThanOrEqual(1)
    }),
  )
  expect(shrunkShare(0, 0)).toBe(0.8)
})

test("hashes and shuffles are the same on every run", () => {
  expect([hash32(""), hash32("a"), hash32("record 1")]).toEqual([hash32(""), hash32("a"), hash32("record 1")])
  expect(new Set(Array.from({ length: 1000 }, (_, at) => hash32(`${at}`))).size).toBe(1000)
  expect(shuffled([1, 2, 3, 4, 5], mulberry32(3))).toEqual(shuffled([1, 2, 3, 4, 5], mulberry32(3)))
  expect(shuffled([1, 2, 3], mulberry32(9)).toSorted()).toEqual([1, 2, 3])
})

test("the inverse undoes its matrix; what is not positive definite is refused", () => {
  const matrix = Float64Array.of(4, 2, 0.6, 2, 2, 0.5, 0.6, 0.5, 3)
  const lower = cholesky(matrix, 3)
  const back = lower && inverse(lower, 3)
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 3; column++) {
      let cell = 0
      for (let k = 0; k < 3; k++) cell += (matrix[row * 3 + k] ?? 0) * (back?.[k * 3 + column] ?? 0)
      close(cell, row === column ? 1 : 0)
    }
  }
  expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeNull()
})
