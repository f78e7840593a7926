/** The seconds shown before another attempt. */
import { expect, test } from "vitest"
import { clock, secondsLeft } from "./use-countdown.ts"

test("the last second is shown as 1 and never goes below 0", () => {
  expect(secondsLeft(10_000, 0)).toBe(10)
  expect(secondsLeft(10_000, 9_001)).toBe(1)
  expect(secondsLeft(10_000, 10_000)).toBe(0)
  expect(secondsLeft(10_000, 99_000)).toBe(0)
})

test("minutes are shown as minutes", () => {
  expect(clock(59)).toBe("59 s")
  expect(clock(60)).toBe("1:00")
  expect(clock(893)).toBe("14:53")
})
