/** The votes of records, page by page: as they are now, or as they were at a moment. */
import type { Json } from "@loam/schema"
import { type RawBuilder, sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { changedSince, recordsAsOf } from "../exports/as-of.ts"
import { refuse } from "../http/errors.ts"
import { type Asked, counts, givenAnswer } from "./asked.ts"

export interface RecordRow {
  readonly seq: number
  readonly metadata: { readonly [key: string]: Json } | null
  readonly id: string
  readonly external_id: string | null
  readonly suggestion: Json
  /** Who suggested it. */
  readonly agent: string | null
  readonly answers: readonly { readonly rater: string; readonly value: Json }[]
}

const pageRecords = 1_000

/** Behind which record a page begins, of the record it is to continue after. */
export async function placeAfter(db: Db, datasetId: string, after: string | undefined): Promise<number> {
  if (after === undefined) return 0
  const { rows } = await sql<{ seq: number }>`
    select seq from records where dataset_id = ${datasetId} and id = ${after}`.execute(db)
  if (!rows[0]) throw refuse.invalid(`There is no record with id ${after} in this dataset to continue after`)
  return rows[0].seq
}

const rowsOf = (asked: Asked, after: number, limit: number): RawBuilder<RecordRow> => sql<RecordRow>`
  select r.seq, r.id, r.external_id, r.metadata, s.value as suggestion, s.agent, coalesce((
    select json_agg(json_build_object('rater', a.user_id, 'value', ${givenAnswer(asked)}) order by a.submitted_at, a.seq)
    from responses a where a.record_id = r.id and ${counts(asked)}
  ), '[]'::json) as answers
  from records r
  left join suggestions s on s.record_id = r.id and s.question_id = ${asked.question.id}
  where r.dataset_id = ${asked.dataset_id} and r.seq > ${after} order by r.seq limit ${limit}`

/** Records in their order, those without answers too. */
export async function readVotes(db: Db, asked: Asked, after: number, limit: number): Promise<RecordRow[]> {
  const { rows } = await rowsOf(asked, after, limit).execute(db)
  return rows
}

/** A `with`: what was there by the moment, of tables as they are now. */
function untilMoment(moment: string): RawBuilder<unknown> {
  const of = (table: string) =>
    sql`${sql.table(table)} as (select * from ${sql.table(table)} where inserted_at <= ${moment}::timestamp at time zone 'UTC')`
  return sql`with ${of("records")}, ${of("responses")}, ${of("suggestions")}`
}

/** From the tables as they are while nothing was changed since the moment, else from the versions too. */
async function readPage(
  db: Db,
  asked: Asked,
  after: number,
  moment: string | undefined,
): Promise<RecordRow[]> {
  if (moment === undefined) return readVotes(db, asked, after, pageRecords)
  const rows = await sql<RecordRow>`${untilMoment(moment)} ${rowsOf(asked, after, pageRecords)}`.execute(db)
  // Asked afterwards: a change that the page saw is seen here.
  if (!(await changedSince(db, asked.dataset_id, moment))) return rows.rows
  const past = recordsAsOf(asked.dataset_id, moment, after)
  return (await sql<RecordRow>`${past} ${rowsOf(asked, after, pageRecords)}`.execute(db)).rows
}

/** All records of the dataset; the next page is read while one is being used. */
export async function* votePages(db: Db, asked: Asked, moment?: string): AsyncGenerator<RecordRow[]> {
  let coming = readPage(db, asked, 0, moment)
  for (;;) {
    const rows = await coming
    const last = rows.at(-1)
    if (!last) return
    coming = readPage(db, asked, last.seq, moment)
    // Awaited in the next turn, or never when nobody wants it; a failure until then is not an unhandled one.
    coming.catch(() => undefined)
    yield rows
  }
}

/** The same one by one. */
export async function* eachVotes(db: Db, asked: Asked, moment?: string): AsyncGenerator<RecordRow> {
  for await (const page of votePages(db, asked, moment)) yield* page
}
