/** Days without gaps, and weeks where there are too many of them to be drawn. */

export interface DayCount {
  readonly day: string
  readonly submitted: number
  readonly completed: number
}

const dayMs = 86_400_000
/** More bars than these are too thin to be told apart on a laptop. */
export const MOST_BARS = 92

interface Calendar {
  readonly unit: "day" | "week"
  readonly days: string[]
  /** The place in `days` of a day within them. */
  readonly at: (day: string) => number
}

/** Every day from the first to the last, or every week beginning on the first day's weekday. */
function calendarOf(days: readonly { readonly day: string }[]): Calendar {
  const [first] = days
  const last = days.at(-1)
  if (!first || !last) return { unit: "day", days: [], at: () => 0 }
  const from = Date.parse(first.day)
  const length = Math.round((Date.parse(last.day) - from) / dayMs) + 1
  const step = length > MOST_BARS ? 7 : 1
  return {
    unit: step === 7 ? "week" : "day",
    days: Array.from({ length: Math.ceil(length / step) }, (_, at) =>
      new Date(from + at * step * dayMs).toISOString().slice(0, 10),
    ),
    at: (day) => Math.floor(Math.round((Date.parse(day) - from) / dayMs) / step),
  }
}

export function drawnDays(days: readonly DayCount[]): { unit: "day" | "week"; bars: DayCount[] } {
  const calendar = calendarOf(days)
  const bars = calendar.days.map((day) => ({ day, submitted: 0, completed: 0 }))
  for (const each of days) {
    const bar = bars[calendar.at(each.day)]
    if (!bar) continue
    bar.submitted += each.submitted
    bar.completed += each.completed
  }
  return { unit: calendar.unit, bars }
}

interface DayCounts {
  readonly day: string
  /** Of several things, always in the same order. */
  readonly counts: readonly number[]
}

/** The same for several counts a day. */
export function drawnCounts(given: readonly DayCounts[]) {
  const { unit, days, at } = calendarOf(given)
  const counts = days.map(() => (given[0]?.counts ?? []).map(() => 0))
  for (const each of given) {
    const sums = counts[at(each.day)]
    if (!sums) continue
    for (const [place, times] of each.counts.entries()) sums[place] = (sums[place] ?? 0) + times
  }
  return { unit, days, counts }
}

/** A day as people write it; days are those of UTC. */
export function dayName(day: string, year = false): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString(undefined, {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
    ...(year ? { year: "numeric" } : {}),
  })
}
