/** All records of a dataset with everything on them as of a moment, page by page: memory stays constant. */
import { setImmediate } from "node:timers/promises"
import type { ExportQuery } from "@loam/schema"
import type { SourceRecord } from "@loam/training"
import { type RawBuilder, sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { at, changedSince, changedWithin, recordsAsOf } from "./as-of.ts"
import { type RecordView, readRecord, recordText } from "./record-text.ts"

const pageRecords = 1_000
/**
 * Records handed on at a time, 4 ms of work: in between this thread takes requests, and takes in the next page, which the
 * database cannot go on sending otherwise (a fifth of an export's time).
 */
const sliceRecords = 200
/** Stored, that is compressed, bytes of fields and metadata after which a page ends; one record is always taken. */
const pageBytes = 2 * 1024 * 1024

export interface PageQuery {
  readonly datasetId: string
  readonly status?: ExportQuery["status"]
  /** As the wire writes moments; absent: as it is while it is read. */
  readonly moment?: string | undefined
  /** Everything, unless less is asked for. */
  readonly view?: RecordView
}

interface Row {
  readonly seq: number
  readonly record: string
}

/** What was there by the moment, of tables as they are now. */
const until = (moment: string | undefined): RawBuilder<unknown> =>
  moment === undefined
    ? sql``
    : sql`with
        records as not materialized (select * from records where inserted_at <= ${at(moment)}),
        responses as (select * from responses where inserted_at <= ${at(moment)}),
        suggestions as (select * from suggestions where inserted_at <= ${at(moment)})`

async function readCurrent(db: Db, query: PageQuery, after: number): Promise<Row[]> {
  const { datasetId, status, moment, view = "whole" } = query
  const of = sql`dataset_id = ${datasetId} and seq > ${after} ${status ? sql`and status = ${status}` : sql``}`
  // Where the page ends is found out first: windows over whole records would copy them.
  const { rows } = await sql<Row>`
    ${until(moment)}
    select r.seq, ${recordText(view)} as record
    from records r
    where ${of} and r.seq <= (
      select max(seq) from (
        select seq, sum(bytes) over (order by seq) as bytes, row_number() over (order by seq) as position
        from (
          select seq, pg_column_size(fields) + coalesce(pg_column_size(metadata), 0) as bytes
          from records where ${of} order by seq limit ${pageRecords}
        ) page
      ) sized
      where bytes <= ${pageBytes} or position = 1
    )
    order by r.seq`.execute(db)
  return rows
}

interface Page {
  readonly rows: readonly Row[]
  /** Behind which the next page begins; null at the end. */
  readonly last: number | null
}

const pageOf = (all: readonly Row[], rows: readonly Row[] = all): Page => ({
  rows,
  last: all.at(-1)?.seq ?? null,
})

/** From the tables as they are where nothing on the page was changed since the moment, else from the versions too. */
async function readPage(db: Db, query: PageQuery, after: number): Promise<Page> {
  const { datasetId, status, moment, view = "whole" } = query
  const current = pageOf(await readCurrent(db, query, after))
  // Asked afterwards: a change that the page saw is seen here.
  if (moment === undefined || !(await changedSince(db, datasetId, moment))) return current
  if (!(await changedWithin(db, datasetId, moment, after, current.last))) return current
  const past = await sql<Row & { status: string }>`
    ${recordsAsOf(datasetId, moment, after)}
    select r.seq, ${recordText(view)} as record, r.status from records r order by r.seq`.execute(db)
  return pageOf(
    past.rows,
    past.rows.filter((row) => status === undefined || row.status === status),
  )
}

/** Pages read before they are wanted, one after the other: the database and this thread rarely wait for each other. */
const pagesAhead = 2

/** Records come in the order in which they were added; without a moment one that arrives meanwhile is among the last. */
export async function* recordPages(db: Db, query: PageQuery): AsyncGenerator<SourceRecord[]> {
  const following = async (before: Promise<Page>): Promise<Page> => {
    const page = await before
    return page.last === null ? page : readPage(db, query, page.last)
  }
  const coming = [readPage(db, query, 0)]
  for (;;) {
    for (let newest = coming.at(-1); newest && coming.length <= pagesAhead; newest = coming.at(-1))
      coming.push(following(newest))
    // Awaited in its turn, or never when nobody wants it; a failure until then is not an unhandled one.
    for (const page of coming) page.catch(() => undefined)
    const { rows, last } = (await coming.shift()) ?? pageOf([])
    if (last === null) return
    for (let from = 0; from < rows.length; from += sliceRecords) {
      yield rows.slice(from, from + sliceRecords).map(({ record }) => readRecord(record))
      await setImmediate()
    }
  }
}

export async function countRecords(
  db: Db,
  datasetId: string,
  status: ExportQuery["status"],
): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from records where dataset_id = ${datasetId} ${status ? sql`and status = ${status}` : sql``}`.execute(
    db,
  )
  return rows[0]?.total ?? 0
}
