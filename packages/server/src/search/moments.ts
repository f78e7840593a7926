/** Moments as filters name them: a date, with or without a time, with or without a zone (UTC without). */

const pattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?)?\s*(?:Z|[+-](\d\d):?(\d\d)?)?$/i

/** The text as PostgreSQL reads it, or `undefined` for what is no moment. */
export function readMoment(text: string): string | undefined {
  const match = pattern.exec(text.trim())
  if (!match) return undefined
  const [year, month, day, hour, minute, second, zoneHours, zoneMinutes] = match
    .slice(1)
    .map((part) => Number(part ?? 0)) as [number, number, number, number, number, number, number, number]
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  if (!exists || hour > 23 || minute > 59 || second > 59 || zoneHours > 15 || zoneMinutes > 59)
    return undefined
  return text.trim()
}
