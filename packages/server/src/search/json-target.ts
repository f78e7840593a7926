/** Filters and sort keys over values that are JSON: answers, suggestions, scores, metadata. */
import { type RawBuilder, sql } from "kysely"

export type Sql = RawBuilder<unknown>

/** A list stands for each of its items. */
const itemsOf = (value: Sql) => sql`
  jsonb_array_elements(case when jsonb_typeof(${value}) = 'array' then ${value} else jsonb_build_array(${value}) end)`

/** True where a test holds for the value, or for one of its items. */
export const anyItem = (value: Sql, test: (item: Sql) => Sql): Sql =>
  sql`exists (select 1 from ${itemsOf(value)} as each(item) where ${test(sql`each.item`)})`

const textOf = (item: Sql) => sql`(${item} #>> '{}')`
/** `null` for what is no number; the order of conditions in SQL is not one of evaluation, that of `case` is. */
const numberOf = (item: Sql) =>
  sql`case when jsonb_typeof(${item}) = 'number' then (${item} #>> '{}')::numeric end`

/** Texts are compared as they are, numbers as numbers: `5` finds `5.0`. */
export function isOneOf(item: Sql, values: readonly string[]): Sql {
  const numbers = values.filter((value) => value.trim() !== "" && Number.isFinite(Number(value)))
  const asNumber = sql`${numberOf(item)} = any(${numbers}::numeric[])`
  return sql`(${textOf(item)} = any(${values}::text[]) ${numbers.length > 0 ? sql`or ${asNumber}` : sql``})`
}

const compare = (left: Sql, operator: ">=" | "<=", bound: number | string) =>
  typeof bound === "number"
    ? sql`${numberOf(left)} ${sql.raw(operator)} ${bound}::numeric`
    : sql`(case when jsonb_typeof(${left}) = 'string' then ${textOf(left)} end) collate "C" ${sql.raw(operator)} ${bound}`

export interface Bounds {
  readonly ge: number | string | null
  readonly le: number | string | null
}

export function isWithin(item: Sql, { ge, le }: Bounds): Sql {
  const low = ge === null ? sql`true` : compare(item, ">=", ge)
  const high = le === null ? sql`true` : compare(item, "<=", le)
  return sql`(${low} and ${high})`
}

/** A key to sort by: JSON orders numbers as numbers and texts as texts; `null` is a missing value. */
export const sortKey = (value: Sql): Sql => sql`nullif(${value}, 'null'::jsonb)`
