/** Where datasets were copied from. */
import type { DatasetOrigin } from "@loam/schema"
import { now } from "../db/now.ts"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"

type Origin = Omit<DatasetOrigin, "dataset_id">

export async function insertOrigin(
  db: Db,
  dataset_id: string,
  { source, source_dataset_id }: Origin,
): Promise<void> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("dataset_origins")
    .values({ dataset_id, source, source_dataset_id, inserted_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows !== 1n)
    throw refuse.conflict(`A dataset was copied from '${source_dataset_id}' of ${source} already`)
}

export async function listOrigins(db: Db, source: string | undefined): Promise<DatasetOrigin[]> {
  let query = db.selectFrom("dataset_origins").select(["dataset_id", "source", "source_dataset_id"])
  if (source !== undefined) query = query.where("source", "=", source)
  return query.orderBy("inserted_at").execute()
}
