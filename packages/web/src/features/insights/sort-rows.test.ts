import { expect, test } from "vitest"
import { sortRows } from "./DataTable.tsx"

const rows = [
  ["b10", 2],
  ["b2", null],
  ["a", -1],
] as const
const names = (order: { at: number; down: boolean } | null) => sortRows(rows, order).map(([name]) => name)

test("a missing number sorts as zero, or b10 before b2", () => {
  expect(names(null)).toEqual(["b10", "b2", "a"])
  expect(names({ at: 1, down: false })).toEqual(["a", "b10", "b2"])
  expect(names({ at: 1, down: true })).toEqual(["b10", "a", "b2"])
  expect(names({ at: 0, down: false })).toEqual(["a", "b2", "b10"])
})
