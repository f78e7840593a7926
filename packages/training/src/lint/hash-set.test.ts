import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { createHashSet } from "./hash-set.ts"

const word = fc.integer({ min: 0, max: 0xffffffff })

describe("createHashSet", () => {
  it("answers like a Set of pairs, zeros and growth included", () => {
    const pairs = fc.array(
      fc.tuple(fc.oneof(fc.constantFrom(0, 1), word), fc.oneof(fc.constantFrom(0, 1, 2), word)),
      {
        maxLength: 3000,
        size: "max",
      },
    )
    fc.assert(
      fc.property(pairs, (list) => {
        const set = createHashSet()
        const known = new Set<string>()
        for (const [high, low] of list) {
          const key = high === 0 && low === 0 ? "0,1" : `${high},${low}`
          expect(set.seen(high, low)).toBe(known.has(key))
          known.add(key)
        }
      }),
      { numRuns: 20 },
    )
  })
  it("says so when it is full, instead of forgetting in silence", () => {
    const set = createHashSet(2)
    expect([set.seen(1, 1), set.seen(2, 2), set.seen(3, 3), set.seen(2, 2)]).toEqual([
      false,
      false,
      undefined,
      true,
    ])
  })
})
