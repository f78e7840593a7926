import { describe, expect, it } from "vitest"
import { candidateOf, findComparison } from "./comparison.ts"
import type { Field } from "./fields.ts"

const field = (name: string): Field => ({
  id: name,
  name,
  title: name,
  required: true,
  settings: { type: "text", use_markdown: false },
  dataset_id: "d",
  inserted_at: "2026-01-01T00:00:00.000000",
  updated_at: "2026-01-01T00:00:00.000000",
})
const marksOf = (...names: string[]) =>
  findComparison(names.map(field))?.candidates.map(({ field: { name }, mark }) => `${name}=${mark}`) ?? null

describe("candidates", () => {
  it.each([
    [
      ["prompt", "response_a", "response_b"],
      ["response_a=A", "response_b=B"],
    ],
    [
      ["prompt", "response-1", "response-2", "response-3"],
      ["response-1=1", "response-2=2", "response-3=3"],
    ],
    [
      ["instruction", "answer1", "answer2"],
      ["answer1=1", "answer2=2"],
    ],
    [
      ["prompt", "chosen", "rejected"],
      ["chosen=A", "rejected=B"],
    ],
  ])("%j are compared as %j", (names, expected) => {
    expect(marksOf(...names)).toEqual(expected)
  })

  it.each([[["prompt", "response"]], [["text", "tent"]], [["context", "question_a"]], [["a", "b"]]])(
    "%j are not compared",
    (names) => {
      expect(marksOf(...names)).toBe(null)
    },
  )

  it("are found by what the option of a question says", () => {
    const comparison = findComparison(["prompt", "response_a", "response_b"].map(field))
    const nameOf = (value: string, text = value) =>
      candidateOf(comparison, { value, text })?.field.name ?? null
    expect(nameOf("response_b")).toBe("response_b")
    expect(nameOf("first", "Response A")).toBe("response_a")
    expect(nameOf("B")).toBe("response_b")
    expect(nameOf("tie")).toBe(null)
  })
})
