/** Takes slots back whose time is up: leases nobody renewed, drafts nobody finished. */
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { recomputeRecords } from "./recompute.ts"

/** Most records one request cleans up after others; the rest is for the next. */
const batch = 500

/** Frees the overdue slots of a dataset. Records somebody is writing to at the moment are left for next time. */
export async function sweepDataset(db: Db, datasetId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select id from records where id in (
      select record_id from leases where dataset_id = ${datasetId} and expires_at <= clock_timestamp()
      union
      select record_id from responses where dataset_id = ${datasetId} and slot_until <= clock_timestamp()
      limit ${batch}
    ) order by id for update skip locked`.execute(db)
  const ids = rows.map((row) => row.id)
  if (ids.length === 0) return
  await sql`delete from leases where record_id = any(${ids}::uuid[]) and expires_at <= clock_timestamp()`.execute(
    db,
  )
  await sql`
    update responses set slot_until = null
    where record_id = any(${ids}::uuid[]) and slot_until <= clock_timestamp()`.execute(db)
  await recomputeRecords(db, ids)
}
