import { expect, test } from "vitest"
import { columnsOf, parseLine, turnsOf } from "./rows.ts"

test("a conversation is found in any column, and nothing else is taken for one", () => {
  const row = { messages: [{ role: "user", content: "hi" }], tags: ["a"], empty: [] }
  expect(turnsOf(row)).toEqual([{ part: "messages", role: "user", content: "hi" }])
  expect(turnsOf("text")).toEqual([])
})

test("a line that is no JSON breaks the page, or a column of a later row is missing", () => {
  expect(parseLine("{oops")).toBe("{oops")
  expect(columnsOf([{ a: 1 }, { b: 2, a: 1 }])).toEqual(["a", "b"])
})
