/** Reading and writing vectors and their settings. */
import type { VectorSettings } from "@loam/schema"
import { sql } from "kysely"
import { now } from "../db/now.ts"
import type { Db } from "../db/tables.ts"

const columns = ["id", "name", "title", "dimensions", "dataset_id", "inserted_at", "updated_at"] as const

/** In the order of creation. */
export async function listVectorsSettings(db: Db, datasetId: string): Promise<VectorSettings[]> {
  return db
    .selectFrom("vectors_settings")
    .select(columns)
    .where("dataset_id", "=", datasetId)
    .orderBy("seq")
    .execute()
}

export async function findVectorSettings(db: Db, id: string): Promise<VectorSettings | undefined> {
  return db.selectFrom("vectors_settings").select(columns).where("id", "=", id).executeTakeFirst()
}

export async function insertVectorSettings(
  db: Db,
  settings: Omit<VectorSettings, "inserted_at" | "updated_at">,
): Promise<VectorSettings> {
  return db
    .insertInto("vectors_settings")
    .values({ ...settings, inserted_at: now, updated_at: now })
    .returning(columns)
    .executeTakeFirstOrThrow()
}

export async function renameVectorSettings(db: Db, id: string, title: string): Promise<VectorSettings> {
  return db
    .updateTable("vectors_settings")
    .set({ title, updated_at: now })
    .where("id", "=", id)
    .returning(columns)
    .executeTakeFirstOrThrow()
}

export async function removeVectorSettings(db: Db, id: string): Promise<void> {
  await db.deleteFrom("vectors_settings").where("id", "=", id).execute()
}

export interface VectorWrite {
  readonly record_id: string
  readonly vector_settings_id: string
  readonly value: readonly number[]
}

/** Length of a vector, without overflow or underflow on the way. */
export function normOf(vector: readonly number[]): number {
  let largest = 0
  for (const each of vector) largest = Math.max(largest, Math.abs(each))
  if (largest === 0) return 0
  let sum = 0
  for (const each of vector) sum += (each / largest) ** 2
  return largest * Math.sqrt(sum)
}

/** What is nearer to zero than this counts as zero: products of such numbers would underflow in the database. */
const tiny = 1e-150
export const withoutTiny = (vector: readonly number[]) =>
  vector.map((each) => (Math.abs(each) < tiny ? 0 : each))

/** Sets vectors, one a (record, settings) in `writes`. */
export async function upsertVectors(db: Db, writes: readonly VectorWrite[]): Promise<void> {
  if (writes.length === 0) return
  const rows = writes.map(({ value, ...keys }) => {
    const stored = withoutTiny(value)
    return { ...keys, value: stored, norm: normOf(stored) }
  })
  await sql`
    insert into vectors (vector_settings_id, record_id, value, norm)
    select vector_settings_id, record_id, value, norm
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(
      vector_settings_id uuid, record_id uuid, value float8[], norm float8)
    order by vector_settings_id, record_id
    on conflict (vector_settings_id, record_id) do update set value = excluded.value, norm = excluded.norm`.execute(
    db,
  )
}

/** The vector of a record of the dataset; `null`: it has none; `undefined`: there is no such record. */
export async function findVector(
  db: Db,
  datasetId: string,
  recordId: string,
  settingsId: string,
): Promise<number[] | null | undefined> {
  const { rows } = await sql<{ value: number[] | null }>`
    select to_jsonb(v.value) as value from records r
    left join vectors v on v.record_id = r.id and v.vector_settings_id = ${settingsId}
    where r.id = ${recordId} and r.dataset_id = ${datasetId}`.execute(db)
  return rows[0]?.value
}
