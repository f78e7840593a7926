import { expect, test } from "vitest"
import { drawnCounts, drawnDays, MOST_BARS } from "./days.ts"

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

test("counts of several things fall on the wrong day or get lost in weeks", () => {
  const days = drawnCounts([
    { day: "2026-02-27", counts: [1, 2] },
    { day: "2026-03-01", counts: [3, 0] },
  ])
  expect(days.counts).toEqual([
    [1, 2],
    [0, 0],
    [3, 0],
  ])
  const weeks = drawnCounts([
    { day: "2026-01-01", counts: [1] },
    { day: "2026-01-07", counts: [2] },
    { day: "2026-06-01", counts: [4] },
  ])
  expect(weeks.unit).toBe("week")
  expect(weeks.counts[0]).toEqual([3])
  expect(weeks.counts.flat().reduce((sum, times) => sum + times, 0)).toBe(7)
  expect(drawnCounts([])).toEqual({ unit: "day", days: [], counts: [] })
})
