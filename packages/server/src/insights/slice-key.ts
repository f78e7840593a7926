/** What figures are sliced by: when a record was answered last, or a metadata key. */
import { type RawBuilder, sql } from "kysely"
import { refuse } from "../http/errors.ts"

const metadataPrefix = "metadata."

/** The key of metadata that a parameter names, as in `metadata.lang`. */
export function metadataKey(parameter: string, value: string): string {
  const key = value.slice(metadataPrefix.length)
  if (value.startsWith(metadataPrefix) && key !== "") return key
  throw refuse.invalid(`${parameter} must be 'metadata.' and a key, found '${value}'`)
}

/** Days, weeks as ISO counts them, months. */
const moments = new Map([
  ["day", "YYYY-MM-DD"],
  ["week", 'IYYY"-W"IW'],
  ["month", "YYYY-MM"],
])

/**
 * The slice of a record as an expression over its row `r` and an aggregate of its answers `a`. A day (week, month) is the one
 * of the latest answer: only then could people agree. Records without the key are in no slice.
 */
export function sliceKey(by: string): RawBuilder<string | null> {
  const form = moments.get(by)
  if (form !== undefined) return sql`to_char(max(a.submitted_at) at time zone 'UTC', ${form}::text)`
  if (!by.startsWith(metadataPrefix))
    throw refuse.invalid(`by must be 'day', 'week', 'month' or 'metadata.' and a key, found '${by}'`)
  return sql`max(r.metadata ->> ${metadataKey("by", by)}::text)`
}
