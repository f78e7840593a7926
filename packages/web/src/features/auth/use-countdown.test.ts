/** The seconds shown before another attempt. */
import { expect, test } from "vitest"
import { secondsLeft } from "./use-countdown.ts"

test("the last second is shown as 1 and never goes below 0", () => {
  expect(secondsLeft(10_000, 0)).toBe(10)
  expect(secondsLeft(10_000, 9_001)).toBe(1)
  expect(secondsLeft(10_000, 10_000)).toBe(0)
  expect(secondsLeft(10_000, 99_000)).toBe(0)
})
