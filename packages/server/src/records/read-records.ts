/** Queries that read records, as JSON texts the answer is made of. */
import { type RawBuilder, sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import { recordCount } from "./record-counts.ts"
import { type RecordView, recordJson } from "./record-json.ts"

/** The records that exist of the given ones, in the order given. */
export async function readRecords(db: Db, ids: readonly string[], view: RecordView): Promise<string[]> {
  const { rows } = await sql<{ record: string }>`
    select ${recordJson(view)} as record
    from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) with ordinality as wanted(id, position)
    join records r on r.id = wanted.id::uuid
    order by wanted.position`.execute(db)
  return rows.map((row) => row.record)
}

export type StatusFilter = "draft" | "missing" | "pending" | "submitted" | "discarded"

/** Records where anybody's answer has one of the statuses; `pending` and `missing`: where nobody's has. */
function withStatuses(statuses: readonly StatusFilter[]): RawBuilder<unknown> {
  const unanswered = statuses.some((status) => status === "pending" || status === "missing")
  return sql`and (
    exists (select 1 from responses a where a.record_id = r.id and a.status = any(${statuses}::text[]))
    ${unanswered ? sql`or not exists (select 1 from responses a where a.record_id = r.id)` : sql``})`
}

/** Where a page that follows a record begins. */
async function positionOf(db: Db, datasetId: string, id: string): Promise<number> {
  // One that was removed meanwhile had its place too.
  const { rows } = await sql<{ seq: number }>`
    select seq from records where dataset_id = ${datasetId} and id = ${id}
    union all select seq from removed_records where dataset_id = ${datasetId} and id = ${id}
    limit 1`.execute(db)
  const [row] = rows
  if (!row) throw refuse.invalid(`There is no record with id ${id} in this dataset to continue after`)
  return row.seq
}

export interface Page {
  readonly records: readonly string[]
  readonly total: number
}

export interface ListRequest {
  readonly datasetId: string
  readonly offset: number
  readonly limit: number
  /** Only what comes after this record. */
  readonly after?: string | undefined
  readonly statuses?: readonly StatusFilter[] | undefined
  /** Only records with as many answers as wanted, or only those without. */
  readonly status?: "pending" | "completed" | undefined
}

/** Records in the order in which they came in; `total` counts all that match, whatever the page. */
export async function listRecords(db: Db, request: ListRequest, view: RecordView): Promise<Page> {
  const { datasetId, offset, limit, after, statuses, status } = request
  const matches = sql`r.dataset_id = ${datasetId} ${status ? sql`and r.status = ${status}` : sql``}
    ${statuses ? withStatuses(statuses) : sql``}`
  const behind = after === undefined ? sql`` : sql`and r.seq > ${await positionOf(db, datasetId, after)}`
  // The page is cut first, from the index alone: what is skipped is neither read nor made into JSON.
  const total = statuses
    ? sql<number>`(select count(*) from records r where ${matches})`
    : recordCount(datasetId, status)
  const { rows } = await sql<{ record: string; total: number }>`
    select ${recordJson(view)} as record, ${total} as total
    from (
      select r.seq from records r where ${matches} ${behind} order by r.seq limit ${limit} offset ${offset}
    ) page
    join records r on r.dataset_id = ${datasetId} and r.seq = page.seq
    order by r.seq`.execute(db)
  const [first] = rows
  if (first) return { records: rows.map((row) => row.record), total: first.total }
  const counted = await sql<{ total: number }>`select ${total} as total`.execute(db)
  return { records: [], total: counted.rows[0]?.total ?? 0 }
}
