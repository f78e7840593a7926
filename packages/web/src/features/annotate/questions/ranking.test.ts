import { checkValue } from "@loam/schema"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { place, rankByKey, rankingOf, ranksOf, step, tell, tie } from "./ranking.ts"

const options = ["a", "b", "c", "d"].map((value) => ({ value, text: value.toUpperCase(), description: null }))
const settings = { type: "ranking" as const, options }
const ranks = new Map([
  ["a", 2],
  ["b", 1],
])

describe("a ranking", () => {
  it("is refused by the server, or comes back with other ranks than were shown", () => {
    const rank = fc.integer({ min: 1, max: 4 })
    fc.assert(
      fc.property(fc.tuple(rank, rank, rank, rank), (given) => {
        const map = new Map(options.map(({ value }, index) => [value, given[index] ?? 1]))
        const value = rankingOf(map, options)
        const checked = checkValue(settings, value, { submitted: true, fields: {} })
        expect(checked).toMatchObject({ ok: true })
        expect(checked.ok && new Map(ranksOf(checked.value, options))).toEqual(map)
      }),
    )
  })

  it("loses the ties or the gaps of an answer, or trusts ranks that do not exist", () => {
    expect(rankingOf(ranks, options)).toEqual([
      { value: "b", rank: 1 },
      { value: "a", rank: 2 },
    ])
    const hostile = [{ value: "a", rank: 9 }, { value: "x", rank: 1 }, null, "b", { value: "c", rank: null }]
    expect(ranksOf(hostile, options).size).toBe(0)
  })

  it("moves past its ends, or ties with a worse option", () => {
    expect(step(ranks, "b", -1, 4).get("b")).toBe(1)
    expect(step(ranks, "c", -1, 4).get("c")).toBe(4)
    expect(step(ranks, "c", 1, 4).has("c")).toBe(false)
    expect(tie(ranks, "a").get("a")).toBe(1)
    expect(tie(place(ranks, "c", 4), "c").get("c")).toBe(2)
    expect(tell(tie(ranks, "a"), "a", options)).toBe("A: rank 1, tied with B")
  })

  it("takes a digit for another option than the focused or the first open one", () => {
    expect(rankByKey(ranks, options, 2, null)?.get("c")).toBe(3)
    expect(rankByKey(ranks, options, 2, "a")?.get("a")).toBe(3)
    expect(rankByKey(ranks, options, 9, "a")?.has("a")).toBe(false)
    expect(rankByKey(ranks, options, 9, null)).toBeNull()
    expect(rankByKey(ranks, options, 6, "a")).toBeNull()
  })
})
