/** When all answers will be there, from the pace of the last days. */
import type { Forecast, ForecastReason } from "@loam/schema"

/** Older days say little about the pace of now. */
export const FORECAST_DAYS = 14
const dayMs = 86_400_000
/** Of a normal distribution: 19 of 20 outcomes lie within. */
const z95 = 1.96

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)

export interface Pace {
  readonly records: number
  readonly remaining: number
  /** Answers by day of UTC, `2026-11-21`. */
  readonly days: readonly { readonly day: string; readonly submitted: number }[]
}

function without(remaining: number, reason: ForecastReason): Forecast {
  return { remaining, per_day: null, days: 0, expected: null, earliest: null, latest: null, reason }
}

/**
 * Days without answers count: weekends are part of a pace. Today counts as far as it has gone. The range is that of the
 * mean of a day, from how much days differ; too few of them, or too uneven ones, and it has no end.
 */
export function forecastOf({ records, remaining, days }: Pace, now: Date): Forecast {
  if (records === 0) return without(remaining, "no_records")
  if (remaining === 0) return without(remaining, "done")
  if (days.length === 0) return without(remaining, "no_answers")
  const today = Date.parse(dayOf(now.getTime()))
  const since = today - (FORECAST_DAYS - 1) * dayMs
  const recent = days
    .map(({ day, submitted }) => ({ at: Date.parse(day), submitted }))
    .filter(({ at }) => at >= since && at <= today)
  const first = Math.min(...recent.map(({ at }) => at))
  if (recent.length === 0) return without(remaining, "idle")
  if (recent.length < 2) return without(remaining, "too_few_days")
  const length = Math.round((today - first) / dayMs) + 1
  const perDay = Array.from({ length }, () => 0)
  for (const { at, submitted } of recent) perDay[Math.round((at - first) / dayMs)] = submitted
  // At least a quarter: just after midnight a single answer would count as hundreds a day.
  const elapsed = length - 1 + Math.max(0.25, (now.getTime() - today) / dayMs)
  const pace = perDay.reduce((sum, each) => sum + each, 0) / elapsed
  const spread = perDay.reduce((sum, each) => sum + (each - pace) ** 2, 0) / (length - 1)
  const margin = z95 * Math.sqrt(spread / length)
  const dayAt = (rate: number) => dayOf(now.getTime() + Math.ceil(remaining / rate) * dayMs)
  // A year and more ahead is no forecast.
  const slow = pace - margin
  const late = slow > 0 && remaining / slow < 730 ? dayAt(slow) : null
  const reachable = remaining / pace < 3_650
  return {
    remaining,
    per_day: pace,
    days: length,
    expected: reachable ? dayAt(pace) : null,
    earliest: reachable ? dayAt(pace + margin) : null,
    latest: late,
    reason: null,
  }
}
