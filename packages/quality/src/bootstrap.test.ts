import { expect, test } from "vitest"
import { bootstrap } from "./bootstrap.ts"
import { answerPatterns, encode, itemPatterns, krippendorffAlpha, mulberry32, tabulate } from "./index.ts"
import { found, missing } from "./measure.ts"

/** 400 items × 3 answers that agree about two times in three. */
function crowd() {
  const random = mulberry32(11)
  const rows = Array.from({ length: 1200 }, (_, at) => {
    const truth = Math.floor(at / 3) % 3
    return {
      item: `${Math.floor(at / 3)}`,
      rater: `${at % 3}`,
      value: random() < 0.7 ? truth : Math.floor(random() * 3),
    }
  })
  return encode(tabulate(rows))
}

test("drawing merged patterns gives the interval of drawing items one by one", () => {
  const options = { bootstrap: { random: mulberry32(1), draws: 2000 } }
  const byItem = krippendorffAlpha(itemPatterns(crowd()), "nominal", options)
  const merged = krippendorffAlpha(answerPatterns(crowd()), "nominal", options)
  expect(merged.value).toBeCloseTo(byItem.value ?? 0, 12)
  expect(merged.interval?.low).toBeCloseTo(byItem.interval?.low ?? 0, 1.7)
  expect(merged.interval?.high).toBeCloseTo(byItem.interval?.high ?? 0, 1.7)
  expect(Math.abs((merged.interval?.low ?? 0) - (byItem.interval?.low ?? 1))).toBeLessThan(0.008)
})

test("resamples without a value are left out and counted; with none left there is no interval", () => {
  const random = mulberry32(2)
  const weights = Float64Array.of(1, 1)
  const onlyFirst = (w: Float64Array) => (w[0] === 2 ? missing("no_pairs") : found(w[1] ?? 0))
  const interval = bootstrap(weights, onlyFirst, { random, draws: 400 })
  expect(interval?.undefined_draws).toBeGreaterThan(60)
  expect(interval?.undefined_draws).toBeLessThan(140)
  expect(bootstrap(weights, () => missing("no_pairs"), { random, draws: 5 })).toBeNull()
})

test("the same seed gives the same interval, a wider level a wider one", () => {
  const at = (seed: number, level: number) =>
    krippendorffAlpha(answerPatterns(crowd()), "nominal", { bootstrap: { random: mulberry32(seed), level } })
      .interval
  expect(at(3, 0.95)).toEqual(at(3, 0.95))
  expect(at(3, 0.95)).not.toEqual(at(4, 0.95))
  expect(at(3, 0.99)?.low).toBeLessThan(at(3, 0.8)?.low ?? 0)
})
