import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { createTokenCounter } from "./token-lengths.ts"

describe("createTokenCounter", () => {
  it("is within 2 % of the exact quantiles", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 1, maxLength: 500 }), (lengths) => {
        const counter = createTokenCounter(1000)
        for (const length of lengths) counter.add(length)
        const result = counter.result()
        const sorted = [...lengths].sort((a, b) => a - b)
        for (const [share, found] of [
          [0.5, result.p50],
          [0.95, result.p95],
          [0.99, result.p99],
        ] as const) {
          const exact = sorted[Math.ceil(share * sorted.length) - 1] ?? 0
          expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * 0.02 + 1)
        }
        expect(result.longest).toBe(sorted.at(-1))
        expect(result.over).toBeCloseTo(lengths.filter((one) => one > 1000).length / lengths.length, 10)
      }),
    )
  })
  it("has zeros, not NaN, without a row", () => {
    expect(createTokenCounter(10).result()).toEqual({
      rows: 0,
      total: 0,
      longest: 0,
      p50: 0,
      p95: 0,
      p99: 0,
      over: 0,
    })
  })
})
