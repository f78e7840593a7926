/** Where j and k lead. */
import { expect, test } from "vitest"
import { nextIndex } from "./use-list-keys.ts"

test("j and k stay within the list and other keys are left alone", () => {
  expect(nextIndex("j", -1, 3)).toBe(0)
  expect(nextIndex("j", 2, 3)).toBe(2)
  expect(nextIndex("k", -1, 3)).toBe(0)
  expect(nextIndex("k", 2, 3)).toBe(1)
  expect(nextIndex("x", 1, 3)).toBeUndefined()
  expect(nextIndex("j", -1, 0)).toBeUndefined()
})
