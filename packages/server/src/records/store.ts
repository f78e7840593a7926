/** Queries that write records: a batch is one statement over a JSON parameter. */
import type { Json } from "@loam/schema"
import { type RawBuilder, sql } from "kysely"
import type { Db } from "../db/tables.ts"

export interface NewRecord {
  readonly id: string
  readonly external_id: string | null
  readonly fields: { readonly [name: string]: Json }
  readonly metadata: { readonly [name: string]: Json } | null
  /** Now unless given. */
  readonly inserted_at: string | null
  readonly updated_at: string | null
}

/** Metadata as they are stored; the extra step is for datasets that need it. */
const written = (metadata: RawBuilder<unknown>, floatKeys: readonly string[]) =>
  floatKeys.length === 0 ? metadata : sql`with_fractions(${metadata}, ${floatKeys}::text[])`

/**
 * Inserts records in the order given; answers those that went in: when, by id. Missing are the ones whose external id
 * was there already, or came up meanwhile in another transaction (it is waited for).
 *
 * Rows go in by external id, so that two batches with the same ones wait for each other instead of deadlocking;
 * `seq` is drawn before that, in the order of the request.
 */
export async function insertRecords(
  db: Db,
  datasetId: string,
  records: readonly NewRecord[],
  floatKeys: readonly string[],
): Promise<Map<string, string>> {
  if (records.length === 0) return new Map()
  const { rows } = await sql<{ id: string; inserted_at: string }>`
    insert into records (id, seq, dataset_id, fields, metadata, external_id, inserted_at, updated_at)
    overriding system value
    select id, seq, ${datasetId}, fields, ${written(sql`metadata`, floatKeys)}, external_id,
      coalesce(inserted_at, now() + position * interval '1 microsecond'),
      coalesce(updated_at, now() + position * interval '1 microsecond')
    from (
      select n.*, nextval(pg_get_serial_sequence('records', 'seq')) as seq
      from rows from (
        jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as (
          id uuid, fields jsonb, metadata jsonb, external_id text, inserted_at timestamptz, updated_at timestamptz)
      ) with ordinality as n(id, fields, metadata, external_id, inserted_at, updated_at, position)
      order by position
    ) n
    order by external_id
    on conflict (dataset_id, external_id) where external_id is not null do nothing
    returning id, inserted_at`.execute(db)
  return new Map(rows.map((row) => [row.id, row.inserted_at]))
}

export interface RecordKey {
  readonly id?: string | null | undefined
  readonly external_id?: string | null | undefined
}

export interface MatchedRecord {
  readonly id: string
  readonly external_id: string | null
  /** Empty unless asked for: a batch of them is half a megabyte. */
  readonly fields: { readonly [name: string]: Json }
}

/** Locks, in id order, the records of a dataset that have one of the ids or external ids. */
export async function lockMatching(
  db: Db,
  datasetId: string,
  keys: readonly RecordKey[],
  options: { readonly withFields: boolean },
): Promise<MatchedRecord[]> {
  const present = (values: readonly (string | null | undefined)[]) => values.filter((value) => value != null)
  const ids = JSON.stringify(present(keys.map((key) => key.id)))
  const externalIds = JSON.stringify(present(keys.map((key) => key.external_id)))
  if (ids === "[]" && externalIds === "[]") return []
  // Arrays, so that the external ids are looked up one by one in their index: joined as rows they are a reason for the
  // planner to read the whole dataset.
  const { rows } = await sql<MatchedRecord>`
    select r.id, r.external_id, ${options.withFields ? sql`r.fields` : sql`'{}'::jsonb`} as fields
    from (
      select value::uuid as id from jsonb_array_elements_text(${ids}::jsonb)
      union
      select id from records where dataset_id = ${datasetId}
        and external_id = any(array(select value from jsonb_array_elements_text(${externalIds}::jsonb)))
    ) wanted
    join records r on r.id = wanted.id and r.dataset_id = ${datasetId}
    order by r.id for no key update of r`.execute(db)
  return rows
}

export interface RecordChange {
  readonly id: string
  /** Absent: as they are. */
  readonly fields?: { readonly [name: string]: Json }
  readonly metadata?: { readonly [name: string]: Json } | null
}

/**
 * Changes records and their `updated_at`; answers the ids of those it changed. With `onlyDifferent` the rest are
 * those that had these very fields and metadata.
 */
export async function updateRecords(
  db: Db,
  changes: readonly RecordChange[],
  options: { readonly onlyDifferent: boolean; readonly floatKeys: readonly string[] },
): Promise<Set<string>> {
  if (changes.length === 0) return new Set()
  const given = changes.map((change) => ({ ...change, with_metadata: change.metadata !== undefined }))
  const different = sql`and (
    coalesce(n.fields, r.fields) <> r.fields or n.with_metadata and n.metadata is distinct from r.metadata)`
  const { rows } = await sql<{ id: string }>`
    update records r set
      fields = coalesce(n.fields, r.fields),
      metadata = case when n.with_metadata then ${written(sql`n.metadata`, options.floatKeys)} else r.metadata end,
      updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as n(
      id uuid, fields jsonb, metadata jsonb, with_metadata boolean)
    where r.id = n.id ${options.onlyDifferent ? different : sql``}
    returning r.id`.execute(db)
  return new Set(rows.map((row) => row.id))
}

/** Deletes those of the given ids that are records of the dataset. */
export async function removeRecords(db: Db, datasetId: string, ids: readonly string[]): Promise<void> {
  await sql`delete from records where dataset_id = ${datasetId} and id = any(${ids}::uuid[])`.execute(db)
}

/** Which of these people exist; a deleted one is a tombstone, whose answers may still arrive from a file. */
export async function findUserIds(db: Db, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`select id from users where id = any(${ids}::uuid[])`.execute(db)
  return new Set(rows.map((row) => row.id))
}

/** Those of the given ids that are no records of the dataset; the others are locked, in id order. */
export async function findUnknown(db: Db, datasetId: string, ids: readonly string[]): Promise<string[]> {
  const matched = await lockMatching(
    db,
    datasetId,
    ids.map((id) => ({ id })),
    { withFields: false },
  )
  const known = new Set(matched.map((record) => record.id))
  return ids.filter((id) => !known.has(id))
}
