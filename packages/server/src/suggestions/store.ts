/** Queries of suggestions: one a record and question. */
import type { Json, Suggestion } from "@loam/schema"
import { sql } from "kysely"
import { v7 as uuid } from "uuid"
import type { Db } from "../db/tables.ts"
import type { CheckedSuggestion, SuggestedQuestion } from "./check-suggestion.ts"

type SuggestionWrite = CheckedSuggestion & { readonly record_id: string }

/**
 * Sets suggestions, one a (record, question) in `writes`: those there already keep their id, absent members of the new
 * one reset theirs. Answers which were created.
 */
export async function upsertSuggestions(
  db: Db,
  datasetId: string,
  writes: readonly SuggestionWrite[],
): Promise<{ id: string; created: boolean }[]> {
  if (writes.length === 0) return []
  const rows = JSON.stringify(writes.map((write, position) => ({ ...write, id: uuid(), position })))
  const { rows: written } = await sql<{ id: string; created: boolean }>`
    insert into suggestions (id, dataset_id, record_id, question_id, type, value, agent, score, inserted_at, updated_at)
    select id, ${datasetId}, record_id, question_id, type, value, agent, score,
      coalesce(inserted_at, now() + position * interval '1 microsecond'),
      coalesce(updated_at, now() + position * interval '1 microsecond')
    from jsonb_to_recordset(${rows}::jsonb) as n(
      id uuid, record_id uuid, question_id uuid, type text, value jsonb, agent text, score jsonb,
      inserted_at timestamptz, updated_at timestamptz, position int)
    order by position
    on conflict (record_id, question_id) do update set
      type = excluded.type, value = excluded.value, agent = excluded.agent, score = excluded.score,
      updated_at = excluded.updated_at
    returning id, xmax = 0 as created`.execute(db)
  return written
}

const columns = ["question_id", "type", "value", "agent", "score", "id", "inserted_at", "updated_at"] as const

/** What a suggestion is checked against: the question, where it is the dataset's, and the record's fields. */
export async function findSuggestionRules(
  db: Db,
  recordId: string,
  questionId: string,
): Promise<{ question: SuggestedQuestion | null; fields: { [name: string]: Json } } | undefined> {
  const { rows } = await sql<{ question: SuggestedQuestion | null; fields: { [name: string]: Json } }>`
    select r.fields, (
      select json_build_object('id', q.id, 'name', q.name, 'settings', q.settings)
      from questions q where q.id = ${questionId} and q.dataset_id = r.dataset_id
    ) as question
    from records r where r.id = ${recordId} for no key update of r`.execute(db)
  return rows[0]
}

export async function listSuggestions(db: Db, recordId: string): Promise<Suggestion[]> {
  return db
    .selectFrom("suggestions")
    .select(columns)
    .where("record_id", "=", recordId)
    .orderBy("seq")
    .execute()
}

export async function findSuggestion(db: Db, id: string): Promise<Suggestion | undefined> {
  return db.selectFrom("suggestions").select(columns).where("id", "=", id).executeTakeFirst()
}

/** Deletes all suggestions of a record but those for the questions named. */
export async function removeOtherSuggestions(
  db: Db,
  recordId: string,
  questionIds: readonly string[],
): Promise<void> {
  await sql`
    delete from suggestions where record_id = ${recordId} and not (question_id = any(${questionIds}::uuid[]))`.execute(
    db,
  )
}

/** Deletes those of the given ids that belong to the record. */
export async function removeSuggestions(db: Db, recordId: string, ids: readonly string[]): Promise<void> {
  await sql`delete from suggestions where record_id = ${recordId} and id = any(${ids}::uuid[])`.execute(db)
}

/** Deletes one; answers what it was. */
export async function removeSuggestion(db: Db, id: string): Promise<Suggestion | undefined> {
  return db.deleteFrom("suggestions").where("id", "=", id).returning(columns).executeTakeFirst()
}
