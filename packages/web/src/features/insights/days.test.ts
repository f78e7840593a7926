import { expect, test } from "vitest"
import { drawnDays, MOST_BARS } from "./days.ts"

const day = (name: string, submitted: number) => ({ day: name, submitted, completed: 0 })

test("days without answers are drawn as empty, not left out", () => {
  const { unit, bars } = drawnDays([day("2026-02-27", 3), day("2026-03-02", 4)])
  expect(unit).toBe("day")
  expect(bars.map((bar) => bar.submitted)).toEqual([3, 0, 0, 4])
  expect(bars.at(-1)?.day).toBe("2026-03-02")
})

test("a long campaign is drawn by weeks, and no answer is lost", () => {
  const { unit, bars } = drawnDays([day("2026-01-01", 3), day("2026-08-09", 4), day("2026-11-21", 5)])
  expect(unit).toBe("week")
  expect(bars.length).toBeLessThanOrEqual(MOST_BARS)
  expect(bars.reduce((sum, bar) => sum + bar.submitted, 0)).toBe(12)
})

test("nothing is drawn of nothing", () => expect(drawnDays([]).bars).toEqual([]))
