/** Reading and writing questions. */
import type { Question } from "@loam/schema"
import { now } from "../db/now.ts"
import type { Db } from "../db/tables.ts"

const columns = [
  "id",
  "name",
  "title",
  "description",
  "required",
  "settings",
  "dataset_id",
  "inserted_at",
  "updated_at",
] as const

/** Questions in their order, the order of creation. */
export async function listQuestions(db: Db, datasetId: string): Promise<Question[]> {
  const rows = await db
    .selectFrom("questions")
    .select(columns)
    .where("dataset_id", "=", datasetId)
    .orderBy("seq")
    .execute()
  // Settings were checked when they were written; the column only knows JSON.
  return rows as Question[]
}

/** One question, kept from changing meanwhile. */
export async function lockQuestion(db: Db, id: string): Promise<Question | undefined> {
  const row = await db
    .selectFrom("questions")
    .select(columns)
    .where("id", "=", id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row as Question | undefined
}

export async function insertQuestion(
  db: Db,
  { settings, ...question }: Omit<Question, "inserted_at" | "updated_at">,
): Promise<Question> {
  const row = await db
    .insertInto("questions")
    .values({ ...question, settings: JSON.stringify(settings), inserted_at: now, updated_at: now })
    .returning(columns)
    .executeTakeFirstOrThrow()
  return row as Question
}

export async function updateQuestion(
  db: Db,
  id: string,
  { title, description, settings }: Pick<Question, "title" | "description" | "settings">,
): Promise<Question> {
  const row = await db
    .updateTable("questions")
    .set({ title, description, settings: JSON.stringify(settings), updated_at: now })
    .where("id", "=", id)
    .returning(columns)
    .executeTakeFirstOrThrow()
  return row as Question
}

export async function removeQuestion(db: Db, id: string): Promise<void> {
  await db.deleteFrom("questions").where("id", "=", id).execute()
}
