/** Times as people say them. The wire's timestamps are UTC without a zone. */

const steps: [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
]

export function parseTimestamp(timestamp: string): Date {
  return new Date(/[zZ]|[+-]\d\d:?\d\d$/.test(timestamp) ? timestamp : `${timestamp}Z`)
}

/** "3 hours ago"; below a minute, and for clocks that disagree, "just now". */
export function timeAgo(timestamp: string, now: Date = new Date(), locale?: string): string {
  const seconds = (parseTimestamp(timestamp).getTime() - now.getTime()) / 1000
  const step = steps.find(([, size]) => -seconds >= size)
  if (!step) return "just now"
  const [unit, size] = step
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.ceil(seconds / size), unit)
}

/** The whole date and time, for tooltips. */
export function exactTime(timestamp: string): string {
  return parseTimestamp(timestamp).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })
}

export function shortDate(timestamp: string): string {
  return parseTimestamp(timestamp).toLocaleDateString(undefined, { dateStyle: "medium" })
}
