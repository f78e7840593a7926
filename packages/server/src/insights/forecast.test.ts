import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { FORECAST_DAYS, forecastOf } from "./forecast.ts"

const noon = new Date("2026-11-21T12:00:00Z")
const dayBefore = (days: number) => new Date(noon.getTime() - days * 86_400_000).toISOString().slice(0, 10)
const steady = (days: number, submitted: number) =>
  Array.from({ length: days }, (_, at) => ({ day: dayBefore(days - 1 - at), submitted }))

describe("forecast", () => {
  it("divides what is left by the pace, today as far as it has gone", () => {
    const found = forecastOf({ records: 100, remaining: 300, days: steady(4, 35) }, noon)
    expect(found).toMatchObject({
      remaining: 300,
      per_day: 40,
      days: 4,
      expected: "2026-11-29",
      reason: null,
    })
    expect(found.earliest && found.earliest <= "2026-11-29").toBe(true)
    expect(found.latest && found.latest >= "2026-11-29").toBe(true)
  })

  it("counts days without answers, so that weekends slow the pace", () => {
    const days = [
      { day: dayBefore(9), submitted: 50 },
      { day: dayBefore(0), submitted: 45 },
    ]
    expect(forecastOf({ records: 9, remaining: 10, days }, noon)).toMatchObject({ per_day: 10, days: 10 })
  })

  it("promises no end where the pace is too uneven", () => {
    const days = [
      { day: dayBefore(13), submitted: 1_000 },
      { day: dayBefore(12), submitted: 1 },
    ]
    expect(forecastOf({ records: 9, remaining: 500, days }, noon)).toMatchObject({
      latest: null,
      reason: null,
    })
  })

  it.each([
    ["no_records", 0, 0, steady(3, 5)],
    ["done", 10, 0, steady(3, 5)],
    ["no_answers", 10, 10, []],
    ["too_few_days", 10, 10, steady(1, 5)],
    ["idle", 10, 10, [{ day: dayBefore(FORECAST_DAYS), submitted: 5 }]],
  ])("says %s instead of guessing", (reason, records, remaining, days) => {
    const found = forecastOf({ records, remaining, days }, noon)
    expect(found).toMatchObject({ reason, expected: null, per_day: null })
  })

  it("never ends before now, never earliest after latest, never a number that is none", () => {
    const day = fc.record({
      ago: fc.integer({ min: 0, max: 30 }),
      submitted: fc.integer({ min: 1, max: 10_000 }),
    })
    fc.assert(
      fc.property(
        fc.uniqueArray(day, { selector: (each) => each.ago }),
        fc.integer({ min: 1, max: 1e9 }),
        (some, left) => {
          const days = some.map(({ ago, submitted }) => ({ day: dayBefore(ago), submitted }))
          const { expected, earliest, latest, per_day } = forecastOf(
            { records: 1, remaining: left, days },
            noon,
          )
          if (per_day !== null) expect(Number.isFinite(per_day)).toBe(true)
          if (expected === null || earliest === null) return
          expect(dayBefore(0) <= earliest && earliest <= expected).toBe(true)
          if (latest !== null) expect(expected <= latest).toBe(true)
        },
      ),
    )
  })
})
