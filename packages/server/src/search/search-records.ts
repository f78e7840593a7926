/** Finds records: a text, filters, an order, a page. */
import type { SearchQuery } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { type RecordView, recordCount, recordJson } from "../records/index.ts"
import type { SearchContext } from "./context.ts"
import { filterExpression } from "./filter.ts"
import type { Sql } from "./json-target.ts"
import { latestAnswerFirst, sortExpression } from "./sort.ts"
import { searchText, type TextHits } from "./text/search-text.ts"

export interface SearchRequest {
  readonly context: SearchContext
  readonly search: SearchQuery
  readonly offset: number
  readonly limit: number
}

/** One text, so that a list of half a million numbers is read at once. */
export const seqList = (seqs: Iterable<number>): Sql =>
  sql`any(string_to_array(nullif(${[...seqs].join(",")}, ''), ',')::bigint[])`

/** The records that fit the text of a request; `undefined` when it has none. */
export async function textHits(db: Db, { context, search }: SearchRequest): Promise<TextHits | undefined> {
  const { text } = search.query ?? {}
  return text ? searchText(db, context.rules, text) : undefined
}

/** What filters and words demand of the row called `r`. */
export function condition({ context, search }: SearchRequest, hits: TextHits | undefined): Sql {
  return sql`r.dataset_id = ${context.rules.id}
    and ${filterExpression(context, search.filters?.and ?? [])}
    ${hits ? sql`and r.seq = ${seqList(hits.seqs)}` : sql``}`
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
  /** JSON texts, in order, with how well each fits what was asked for; `null` where another order was asked for. */
  readonly records: readonly { readonly json: string; readonly score: number | null }[]
  readonly total: number
}

/** JSON texts of records by their place. */
export async function readBySeq(
  db: Db,
  datasetId: string,
  seqs: readonly number[],
  view: RecordView,
): Promise<Map<number, string>> {
  const { rows } = await sql<{ seq: number; record: string }>`
    select r.seq, ${recordJson(view)} as record from records r
    where r.dataset_id = ${datasetId} and r.seq = ${seqList(seqs)}`.execute(db)
  return new Map(rows.map((row) => [row.seq, row.record]))
}

/** In the order of relevance; what fits as well as another comes in the order of the records. */
async function mostRelevant(
  db: Db,
  request: SearchRequest,
  hits: TextHits,
  view: RecordView,
): Promise<Found> {
  const { context, search, offset, limit } = request
  const scores = new Map<number, number>()
  for (const [index, seq] of hits.seqs.entries()) scores.set(seq, hits.scores[index] ?? 0)
  if (search.filters && hits.seqs.length > 0) {
    const { rows } = await sql<{ seq: number }>`
      select r.seq from records r where ${condition(request, hits)}`.execute(db)
    const kept = new Set(rows.map((row) => row.seq))
    for (const seq of scores.keys()) if (!kept.has(seq)) scores.delete(seq)
  }
  const page = [...scores]
    .sort(([seq, score], [other, otherScore]) => otherScore - score || seq - other)
    .slice(offset, offset + limit)
  if (page.length === 0) return { records: [], total: scores.size }
  const texts = await readBySeq(
    db,
    context.rules.id,
    page.map(([seq]) => seq),
    view,
  )
  const records = page.flatMap(([seq, score]) => {
    const json = texts.get(seq)
    return json === undefined ? [] : [{ json, score }]
  })
  return { records, total: scores.size }
}

export async function searchRecords(db: Db, request: SearchRequest, view: RecordView): Promise<Found> {
  const { search, offset, limit } = request
  const hits = await textHits(db, request)
  if (hits && !search.sort && !isAnswerQueue(request)) return mostRelevant(db, request, hits, view)
  const matches = condition(request, hits)
  const ordered = order(request)
  // The page is cut first: what is skipped is not made into JSON.
  const all = !hits && (search.filters?.and ?? []).length === 0
  const total = all
    ? recordCount(request.context.rules.id)
    : sql<number>`(select count(*) from records r where ${matches})`
  const { rows } = await sql<{ record: string; total: number }>`
    select ${recordJson(view)} as record, ${total} as total
    from (select r.id from records r where ${matches} order by ${ordered} limit ${limit} offset ${offset}) page
    join records r on r.id = page.id
    order by ${ordered}`.execute(db)
  const [first] = rows
  const score = search.sort ? null : 1
  if (first) return { records: rows.map(({ record }) => ({ json: record, score })), total: first.total }
  const counted = await sql<{ total: number }>`select ${total} as total`.execute(db)
  return { records: [], total: counted.rows[0]?.total ?? 0 }
}
