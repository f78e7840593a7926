import { describe, expect, it } from "vitest"
import { foldedFrom, hintOf, listOptions, scoreOf, shapeOf, suggestedFirst } from "./option-list.ts"

const options = Array.from({ length: 25 }, (_, index) => ({
  value: `v${index}`,
  text: `Label ${index}`,
  description: null,
}))
const view = { search: "", unfolded: false, visible: 3, kept: [] }
const suggestion = {
  id: "s",
  question_id: "q",
  type: null,
  agent: "a",
  inserted_at: "2026-01-01T00:00:00.000000",
  updated_at: "2026-01-01T00:00:00.000000",
}

describe("options", () => {
  it("have keys 1–9, 0, then Shift with the same, and none after twenty", () => {
    expect([0, 8, 9, 10, 19, 20].map(hintOf)).toEqual(["1", "9", "0", "⇧1", "⇧0", undefined])
  })

  it("keep their numbers when they are folded or searched", () => {
    const numbers = (change: object) => listOptions(options, { ...view, ...change }).map(({ index }) => index)
    expect(numbers({})).toEqual([0, 1, 2])
    expect(numbers({ kept: ["v20"] })).toEqual([0, 1, 2, 20])
    expect(numbers({ search: "label 1" })).toEqual([1, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19])
    expect(numbers({ unfolded: true })).toHaveLength(25)
  })

  it("that are suggested come first, the surest at the top, and keep their numbers", () => {
    const first = suggestedFirst({ ...suggestion, value: ["v7", "v20"], score: [0.25, 0.5] })
    expect(first).toEqual(["v20", "v7"])
    const shown = listOptions(options, { ...view, first })
    expect(shown.map(({ index }) => index)).toEqual([20, 7, 0])
    expect(suggestedFirst({ ...suggestion, value: ["b", "a"], score: null })).toEqual(["b", "a"])
  })

  it("are folded when there are a thousand, and found by what they begin with first", () => {
    const many = Array.from({ length: 1_000 }, (_, at) => ({
      value: `${at}`,
      text: at % 2 ? `card_lost_${at}` : `lost card ${at}`,
      description: null,
    }))
    expect(listOptions(many, { ...view, visible: null })).toHaveLength(foldedFrom)
    const hits = listOptions(many, { ...view, search: "Lost card" })
    expect(hits).toHaveLength(100)
    expect(hits[0]?.option.text).toBe("lost card 0")
    expect(listOptions(many, { ...view, search: "card lost 999" })).toHaveLength(1)
  })

  it("stand in rows when there are few of them or they are wordy", () => {
    expect(shapeOf(options.slice(0, 6))).toBe("rows")
    expect(shapeOf(options.slice(0, 7))).toBe("chips")
    expect(shapeOf([...options, { value: "x", text: "x", description: "Says more" }])).toBe("rows")
  })

  it("show the score of their own value when a suggestion has several", () => {
    expect(scoreOf({ ...suggestion, value: ["a", "b"], score: [0.25, 0.5] }, "b")).toBe("0.50")
    expect(scoreOf({ ...suggestion, value: "a", score: 0.875 }, "a")).toBe("0.88")
    expect(scoreOf({ ...suggestion, value: "a", score: null }, "a")).toBe(undefined)
  })
})
