import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { groupId, normalise } from "./group.ts"
import { boundaries, createSplitter, SplitError } from "./split.ts"
import { largestRemainder, planSplits } from "./stratified.ts"

const groups = fc.array(fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }), {
  minLength: 1,
  maxLength: 200,
})
const seed = fc.string({ minLength: 1, maxLength: 10 })
const parts = fc.constantFrom(
  { train: 0.9, test: 0.1 },
  { train: 0.7, validation: 0.2, test: 0.1 },
  { test: 0.5, train: 0.5 },
  { train: 1 },
)

describe("createSplitter", () => {
  it("moves no row when data is added, whatever the order", () => {
    fc.assert(
      fc.property(groups, groups, seed, parts, (old, added, seed, parts) => {
        const before = createSplitter({ seed, parts })
        const after = createSplitter({ seed, parts })
        const assigned = new Map(old.map((group) => [group, before(group)]))
        for (const group of [...added, ...old].reverse()) {
          const part = after(group)
          if (assigned.has(group)) expect(part).toBe(assigned.get(group))
        }
      }),
    )
  })
  it("keeps every copy of a prompt on one side: case, blanks and width make no other prompt", () => {
    const copy = fc.constantFrom(
      (text: string) => text,
      (text: string) => `  ${text}\n`,
      (text: string) => text.toUpperCase().toLowerCase(),
      (text: string) => text.replaceAll(" ", "  \t"),
      (text: string) => text.normalize("NFD"),
    )
    fc.assert(
      fc.property(fc.lorem({ maxCount: 12 }), copy, seed, (text, change, seed) => {
        const split = createSplitter({ seed, parts: { train: 0.5, test: 0.5 } })
        expect(split(change(text))).toBe(split(text))
      }),
    )
    expect(normalise("ＡＢＣ\u00a0 d")).toBe("abc d")
  })
  it("gives each part its share", () => {
    const split = createSplitter({ seed: "7", parts: { train: 0.8, validation: 0.15, test: 0.05 } })
    const counts: Record<string, number> = {}
    for (let i = 0; i < 20_000; i += 1) {
      const part = split(`prompt ${i}`)
      counts[part] = (counts[part] ?? 0) + 1
    }
    // Four standard deviations: sqrt(20000 * p * (1 - p)) is 57, 50 and 31.
    expect(Math.abs((counts.train ?? 0) - 16_000)).toBeLessThan(4 * 57)
    expect(Math.abs((counts.validation ?? 0) - 3_000)).toBeLessThan(4 * 50)
    expect(Math.abs((counts.test ?? 0) - 1_000)).toBeLessThan(4 * 31)
  })
  it("takes the rows of a grown test split from training only", () => {
    const small = createSplitter({ seed: "s", parts: { train: 0.9, test: 0.1 } })
    const large = createSplitter({ seed: "s", parts: { train: 0.8, test: 0.2 } })
    const names = Array.from({ length: 500 }, (_, i) => `p${i}`)
    expect(names.filter((name) => small(name) === "test" && large(name) !== "test")).toEqual([])
  })
  it("is another split under another seed", () => {
    const names = Array.from({ length: 100 }, (_, i) => `p${i}`)
    const assign = (seed: string) =>
      names.map(createSplitter({ seed, parts: { train: 0.5, test: 0.5 } })).join()
    expect(assign("a")).not.toBe(assign("b"))
  })
  it("takes shares that miss 1 by rounding, and says what is wrong with others", () => {
    expect(() => boundaries({ train: 0.7, validation: 0.2, test: 0.1 })).not.toThrow()
    expect(() => boundaries({ train: 0.7, test: 0.2 })).toThrow(SplitError)
    expect(() => boundaries({ "my-train": 1 })).toThrow(/my-train/)
    expect(() => boundaries({ train: 1.5, test: -0.5 })).toThrow(SplitError)
    expect(() => boundaries({})).toThrow(SplitError)
  })
  it("stays what it was in files exported before: a changed hash would leak test rows into training", () => {
    const split = createSplitter({ seed: "42", parts: { train: 0.5, test: 0.5 } })
    expect(["a", "b", "c", "d", "e", "f"].map(split)).toMatchInlineSnapshot(`
      [
        "test",
        "test",
        "test",
        "test",
        "test",
        "train",
      ]
    `)
    expect(groupId("Capital of Peru?")).toMatchInlineSnapshot(`"cef4cd53838751cf"`)
  })
})

describe("planSplits", () => {
  const strata = fc.array(
    fc.record({ group: fc.string({ minLength: 1, maxLength: 8 }), stratum: fc.constantFrom("a", "b", "c") }),
    {
      maxLength: 150,
    },
  )
  it("does not depend on the order of the groups", () => {
    fc.assert(
      fc.property(strata, seed, (list, seed) => {
        const options = { seed, parts: { train: 0.8, test: 0.2 } }
        const one = planSplits(list, options)
        const other = planSplits([...list].reverse(), options)
        for (const { group } of list) expect(one(group)).toBe(other(group))
      }),
    )
  })
  it("gives every stratum its shares within one group", () => {
    fc.assert(
      fc.property(strata, seed, (list, seed) => {
        const split = planSplits(list, { seed, parts: { train: 0.7, validation: 0.2, test: 0.1 } })
        const stratumOf = new Map<string, string>()
        for (const { group, stratum } of list) {
          const id = groupId(group)
          const known = stratumOf.get(id)
          if (known === undefined || stratum < known) stratumOf.set(id, stratum)
        }
        const groupOf = new Map(list.map(({ group }) => [groupId(group), group]))
        for (const stratum of ["a", "b", "c"]) {
          const members = [...stratumOf]
            .filter(([, of]) => of === stratum)
            .map(([id]) => groupOf.get(id) ?? "")
          const tests = members.filter((group) => split(group) === "test").length
          expect(Math.abs(tests - members.length * 0.1)).toBeLessThan(1)
        }
      }),
    )
  })
  it("puts groups it has not seen where the hash splitter's remainder goes", () => {
    expect(planSplits([], { seed: "1", parts: { train: 0.9, test: 0.1 } })("new")).toBe("train")
  })
})

it("largestRemainder hands out exactly the total", () => {
  fc.assert(
    fc.property(
      fc.nat(1000),
      fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 6 }),
      (total, weights) => {
        const sum = weights.reduce((a, b) => a + b, 0)
        const counts = largestRemainder(
          total,
          weights.map((weight) => weight / sum),
        )
        expect(counts.reduce((a, b) => a + b, 0)).toBe(total)
        counts.forEach((count, at) => {
          expect(Math.abs(count - (total * (weights[at] ?? 0)) / sum)).toBeLessThan(1 + 1e-6)
        })
      },
    ),
  )
})
