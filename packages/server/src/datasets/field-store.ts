/** Reading and writing fields. */
import type { Field } from "@loam/schema"
import { now } from "../db/now.ts"
import type { Db } from "../db/tables.ts"

const columns = [
  "id",
  "name",
  "title",
  "required",
  "settings",
  "dataset_id",
  "inserted_at",
  "updated_at",
] as const

/** Fields in their order, the order of creation. */
export async function listFields(db: Db, datasetId: string): Promise<Field[]> {
  const rows = await db
    .selectFrom("fields")
    .select(columns)
    .where("dataset_id", "=", datasetId)
    .orderBy("seq")
    .execute()
  // Settings were checked when they were written; the column only knows JSON.
  return rows as Field[]
}

/** One field, kept from changing meanwhile. */
export async function lockField(db: Db, id: string): Promise<Field | undefined> {
  const row = await db
    .selectFrom("fields")
    .select(columns)
    .where("id", "=", id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return row as Field | undefined
}

export async function hasField(db: Db, datasetId: string, name: string): Promise<boolean> {
  const row = await db
    .selectFrom("fields")
    .select("id")
    .where("dataset_id", "=", datasetId)
    .where("name", "=", name)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertField(
  db: Db,
  { settings, ...field }: Omit<Field, "inserted_at" | "updated_at">,
): Promise<Field> {
  const row = await db
    .insertInto("fields")
    .values({ ...field, settings: JSON.stringify(settings), inserted_at: now, updated_at: now })
    .returning(columns)
    .executeTakeFirstOrThrow()
  return row as Field
}

export async function updateField(
  db: Db,
  id: string,
  { title, settings }: Pick<Field, "title" | "settings">,
): Promise<Field> {
  const row = await db
    .updateTable("fields")
    .set({ title, settings: JSON.stringify(settings), updated_at: now })
    .where("id", "=", id)
    .returning(columns)
    .executeTakeFirstOrThrow()
  return row as Field
}

export async function removeField(db: Db, id: string): Promise<void> {
  await db.deleteFrom("fields").where("id", "=", id).execute()
}
