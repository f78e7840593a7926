/** Reading answers, and what is needed to check them. */
import type { Response as LoamResponse, Question, ResponseEvent } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import type { QuestionRules } from "./check-answers.ts"

const columns = [
  "id",
  "values",
  "status",
  "record_id",
  "user_id",
  "surplus",
  "inserted_at",
  "updated_at",
] as const

/** Answers of (record, person) pairs, in the order of the pairs. */
export async function findResponses(
  db: Db,
  pairs: readonly { readonly record_id: string; readonly user_id: string }[],
): Promise<LoamResponse[]> {
  const keys = JSON.stringify(
    pairs.map(({ record_id, user_id }, position) => ({ record_id, user_id, position })),
  )
  const { rows } = await sql<LoamResponse>`
    select ${sql.join(columns.map((column) => sql.ref(`a.${column}`)))}
    from jsonb_to_recordset(${keys}::jsonb) as p(record_id uuid, user_id uuid, position int)
    join responses a on a.record_id = p.record_id and a.user_id = p.user_id
    order by p.position`.execute(db)
  return rows
}

export async function findResponse(
  db: Db,
  id: string,
): Promise<(LoamResponse & { dataset_id: string }) | undefined> {
  return db
    .selectFrom("responses")
    .select([...columns, "dataset_id"])
    .where("id", "=", id)
    .executeTakeFirst()
}

/** What an answer is checked against. */
export interface RecordRules {
  readonly id: string
  readonly dataset_id: string
  readonly workspace_id: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** Locks the records that exist, in id order, and reads what their answers are checked against. */
export async function lockForAnswers(
  db: Db,
  recordIds: readonly string[],
): Promise<Map<string, RecordRules>> {
  const { rows } = await sql<RecordRules>`
    select r.id, r.dataset_id, d.workspace_id, r.fields from records r join datasets d on d.id = r.dataset_id
    where r.id = any(${recordIds}::uuid[]) order by r.id for update of r`.execute(db)
  return new Map(rows.map((row) => [row.id, row]))
}

/** Questions of datasets, by dataset, in their order. */
export async function questionsOf(
  db: Db,
  datasetIds: readonly string[],
): Promise<Map<string, QuestionRules[]>> {
  // "in ()" is no SQL: without this an answer to nothing but deleted records would be an error of the server.
  if (datasetIds.length === 0) return new Map()
  const rows = await db
    .selectFrom("questions")
    .select(["dataset_id", "name", "required", "settings"])
    .where("dataset_id", "in", datasetIds)
    .orderBy("seq")
    .execute()
  const byDataset = new Map<string, QuestionRules[]>(datasetIds.map((id) => [id, []]))
  for (const { dataset_id, name, required, settings } of rows) {
    // Settings were checked when they were written; the column only knows JSON.
    byDataset.get(dataset_id)?.push({ name, required, settings: settings as Question["settings"] })
  }
  return byDataset
}

export async function listEvents(db: Db, responseId: string): Promise<ResponseEvent[]> {
  return db
    .selectFrom("response_events")
    .select([
      "id",
      "response_id",
      "record_id",
      "user_id",
      "actor_id",
      "action",
      "values",
      "context",
      "inserted_at",
    ])
    .where("response_id", "=", responseId)
    .orderBy("seq")
    .execute()
}
