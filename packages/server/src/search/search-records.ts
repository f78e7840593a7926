/** Finds records: a text, filters, an order, a page. */
import type { SearchQuery } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { type RecordView, recordJson } from "../records/index.ts"
import type { SearchContext } from "./context.ts"
import { filterExpression } from "./filter.ts"
import type { Sql } from "./json-target.ts"
import { latestAnswerFirst, sortExpression } from "./sort.ts"
import { textCondition } from "./text.ts"

export interface SearchRequest {
  readonly context: SearchContext
  readonly search: SearchQuery
  readonly offset: number
  readonly limit: number
}

/** What filters and words demand of the row called `r`. */
export function condition({ context, search }: SearchRequest): Sql {
  const { text } = search.query ?? {}
  return sql`r.dataset_id = ${context.rules.id}
    and ${filterExpression(context, search.filters?.and ?? [])}
    ${text ? sql`and ${textCondition(context.rules, text.q, text.field)}` : sql``}`
}

/** Only own answers of the given statuses are asked for: somebody looks through what they did. */
function isAnswerQueue({ context, search }: SearchRequest): boolean {
  return (
    context.answersOf !== undefined &&
    (search.filters?.and ?? []).some(
      ({ type, scope, ...filter }) =>
        type === "terms" &&
        scope.entity === "response" &&
        !scope.question &&
        "values" in filter &&
        !filter.values.includes("pending"),
    )
  )
}

function order(request: SearchRequest): Sql {
  const { context, search } = request
  if (search.sort) return sortExpression(context, search.sort)
  return isAnswerQueue(request) ? latestAnswerFirst(context) : sql`r.seq`
}

export interface Found {
  /** JSON texts, in order. */
  readonly records: readonly string[]
  readonly total: number
}

export async function searchRecords(db: Db, request: SearchRequest, view: RecordView): Promise<Found> {
  const { offset, limit } = request
  const matches = condition(request)
  const ordered = order(request)
  // The page is cut first: what is skipped is not made into JSON.
  const { rows } = await sql<{ record: string; total: number }>`
    select ${recordJson(view)} as record, (select count(*) from records r where ${matches}) as total
    from (select r.id from records r where ${matches} order by ${ordered} limit ${limit} offset ${offset}) page
    join records r on r.id = page.id
    order by ${ordered}`.execute(db)
  const [first] = rows
  if (first) return { records: rows.map((row) => row.record), total: first.total }
  const counted = await sql<{ total: number }>`
    select count(*) as total from records r where ${matches}`.execute(db)
  return { records: [], total: counted.rows[0]?.total ?? 0 }
}
