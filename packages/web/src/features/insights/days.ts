/** Days without gaps, and weeks where there are too many of them to be drawn. */

export interface DayCount {
  readonly day: string
  readonly submitted: number
  readonly completed: number
}

const dayMs = 86_400_000
/** More bars than these are too thin to be told apart on a laptop. */
export const MOST_BARS = 92

/** Every day from the first to the last, or every week beginning on the first day's weekday. */
export function drawnDays(days: readonly DayCount[]): { unit: "day" | "week"; bars: DayCount[] } {
  const [first] = days
  const last = days.at(-1)
  if (!first || !last) return { unit: "day", bars: [] }
  const from = Date.parse(first.day)
  const length = Math.round((Date.parse(last.day) - from) / dayMs) + 1
  const step = length > MOST_BARS ? 7 : 1
  const bars = Array.from({ length: Math.ceil(length / step) }, (_, at) => ({
    day: new Date(from + at * step * dayMs).toISOString().slice(0, 10),
    submitted: 0,
    completed: 0,
  }))
  for (const each of days) {
    const bar = bars[Math.floor(Math.round((Date.parse(each.day) - from) / dayMs) / step)]
    if (!bar) continue
    bar.submitted += each.submitted
    bar.completed += each.completed
  }
  return { unit: step === 7 ? "week" : "day", bars }
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
