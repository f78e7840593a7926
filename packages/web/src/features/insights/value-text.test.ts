import { expect, test } from "vitest"
import { valueText } from "./value-text.ts"

test("an answer of some type reads [object Object], or a ranking in the wrong order", () => {
  expect(valueText("yes")).toBe("yes")
  expect(valueText(4)).toBe("4")
  expect(valueText(["a", "b"])).toBe("a, b")
  expect(valueText([])).toBe("nothing")
  const rank = (value: string, place: number) => ({ value, rank: place })
  expect(valueText([rank("c", 2), rank("a", 1), rank("b", 1)])).toBe("a = b > c")
  expect(valueText([{ label: "ORG", start: 3, end: 9 }])).toBe("ORG 3–9")
  expect(valueText("x".repeat(500))).toHaveLength(201)
})
