/** Forgets for good what records, suggestions and answers once were. What they are now stays, and so does that they were answered. */
import type { HistoryPurge, PurgeRequest } from "@loam/schema"
import { type RawBuilder, sql } from "kysely"
import { v7 as uuid } from "uuid"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import { listPurges } from "./store.ts"

interface Purge {
  readonly dataset_id: string
  /** Null: the server's own housekeeping. */
  readonly actor_id: string | null
  readonly before: string | null
  readonly record_id: string | null
}

/** Versions that a purge takes; `record` names the column that holds the record's id. */
const purged = ({ dataset_id, before, record_id }: Purge, record: string): RawBuilder<unknown> => sql`
  dataset_id = ${dataset_id} ${before === null ? sql`` : sql`and valid_to <= ${before}::timestamptz`}
  ${record_id === null ? sql`` : sql`and ${sql.ref(record)} = ${record_id}`}`

interface Gone {
  readonly versions: number
  /** Until when the last of them was so; as a text without loss, null when there were none. */
  readonly latest: string | null
}

async function take(db: Db, table: string, purge: Purge, record = "record_id"): Promise<Gone> {
  const { rows } = await sql<Gone>`
    with taken as (delete from ${sql.table(table)} where ${purged(purge, record)} returning valid_to)
    select count(*) as versions, wire_time(max(valid_to)) as latest from taken`.execute(db)
  return rows[0] ?? { versions: 0, latest: null }
}

/**
 * Events keep who did what when; what was said goes where it is said no more: of records that are gone, and of answers
 * that were changed or deleted before the moment.
 */
async function emptyEvents(db: Db, { dataset_id, before, record_id }: Purge): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    update response_events e set "values" = '{}', context = null
    where e.dataset_id = ${dataset_id} and e."values" <> '{}'
      ${record_id === null ? sql`` : sql`and e.record_id = ${record_id}`}
      and (
        (not exists (select 1 from records r where r.id = e.record_id)
          and not exists (select 1 from record_versions v where v.id = e.record_id))
        or exists (select 1 from response_events n where n.response_id = e.response_id and n.seq > e.seq
          ${before === null ? sql`` : sql`and n.inserted_at <= ${before}::timestamptz`})
      )`.execute(db)
  return Number(numAffectedRows)
}

/** Exports as of moments before the last version that went are no longer whole. */
async function raiseSince(db: Db, datasetId: string, gone: readonly Gone[]): Promise<void> {
  const latest = gone
    .flatMap((each) => each.latest ?? [])
    .sort()
    .at(-1)
  if (latest === undefined) return
  await sql`
    update datasets set history_since = greatest(history_since, ${latest}::timestamp at time zone 'UTC')
    where id = ${datasetId}`.execute(db)
}

/** In one transaction with whatever asks for it. */
export async function purgeHistory(db: Db, purge: Purge): Promise<HistoryPurge> {
  const records = await take(db, "record_versions", purge, "id")
  const suggestions = await take(db, "suggestion_versions", purge)
  const responses = await take(db, "response_versions", purge)
  const events = await emptyEvents(db, purge)
  await raiseSince(db, purge.dataset_id, [records, suggestions, responses])
  const id = uuid()
  await sql`
    insert into history_purges (id, dataset_id, actor_id, before, record_id, records, suggestions, responses, events,
      history_since, inserted_at)
    select ${id}, id, ${purge.actor_id}, ${purge.before}::timestamptz, ${purge.record_id}, ${records.versions},
      ${suggestions.versions}, ${responses.versions}, ${events}, history_since, clock_timestamp()
    from datasets where id = ${purge.dataset_id}`.execute(db)
  const [written] = await listPurges(db, sql`p.id = ${id}`)
  if (!written) throw refuse.notFound("dataset", purge.dataset_id)
  return written
}

/** The record that is named: there, or only in what is kept of it. */
async function recordNamed(
  db: Db,
  datasetId: string,
  { record_id, external_id }: PurgeRequest,
): Promise<string | null> {
  if (record_id === undefined && external_id === undefined) return null
  if (record_id !== undefined && external_id !== undefined)
    throw refuse.invalid("record_id and external_id name the record each: give one of them")
  const named = record_id === undefined ? sql`external_id = ${external_id}` : sql`id = ${record_id}`
  const { rows } = await sql<{ id: string }>`
    select id from (
      select id from records where dataset_id = ${datasetId} and ${named}
      union select id from record_versions where dataset_id = ${datasetId} and ${named}
      ${record_id === undefined ? sql`` : sql`union select record_id from response_events where dataset_id = ${datasetId} and record_id = ${record_id}`}
    ) found`.execute(db)
  if (rows.length > 1)
    throw refuse.conflict(
      `Several records had the external id ${external_id}: ${rows.map(({ id }) => id).join(", ")}. Name one by record_id`,
    )
  if (!rows[0])
    throw refuse.missing(
      `Nothing is known of a record with ${record_id === undefined ? `external id ${external_id}` : `id ${record_id}`}`,
    )
  return rows[0].id
}

export async function purgeOnRequest(
  db: Db,
  datasetId: string,
  actorId: string,
  request: PurgeRequest,
): Promise<HistoryPurge> {
  const { rows } = await sql`select 1 from datasets where id = ${datasetId} for update`.execute(db)
  if (!rows[0]) throw refuse.notFound("dataset", datasetId)
  const record_id = await recordNamed(db, datasetId, request)
  return purgeHistory(db, {
    dataset_id: datasetId,
    actor_id: actorId,
    before: request.before ?? null,
    record_id,
  })
}
