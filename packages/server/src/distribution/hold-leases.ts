/** Renewing leases and giving them back. */
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { lockRecords, recomputeRecords } from "./recompute.ts"
import type { LeaseRow } from "./take-leases.ts"

export interface Holding {
  readonly datasetId: string
  readonly userId: string
  readonly holder: string
}

/** Renews what is still there. An overdue lease that nobody swept still has its slot, so it can be renewed. */
export async function renewLeases(db: Db, holding: Holding, leaseSeconds: number): Promise<LeaseRow[]> {
  const { rows } = await sql<LeaseRow>`
    update leases set expires_at = clock_timestamp() + make_interval(secs => ${leaseSeconds})
    where dataset_id = ${holding.datasetId} and user_id = ${holding.userId} and holder = ${holding.holder}
    returning id, record_id, expires_at`.execute(db)
  await sql`
    update labeler_presence set seen_at = clock_timestamp()
    where dataset_id = ${holding.datasetId} and user_id = ${holding.userId}`.execute(db)
  return rows
}

/** Gives leases back; the next search of this person starts with them, and they no longer count as answering. */
export async function giveBackLeases(db: Db, holding: Holding): Promise<void> {
  const { datasetId, userId, holder } = holding
  const held = await sql<{ record_id: string }>`
    select record_id from leases where dataset_id = ${datasetId} and user_id = ${userId} and holder = ${holder}`.execute(
    db,
  )
  const ids = held.rows.map((row) => row.record_id)
  if (ids.length > 0) {
    await lockRecords(db, ids)
    await sql`
      delete from leases where record_id = any(${ids}::uuid[]) and user_id = ${userId} and holder = ${holder}`.execute(
      db,
    )
    await recomputeRecords(db, ids)
  }
  await sql`
    update labeler_presence p set
      seen_at = case when exists (
        select 1 from leases l where l.dataset_id = p.dataset_id and l.user_id = p.user_id
      ) then seen_at else '-infinity' end,
      last_seq = least(last_seq, coalesce((select min(seq) - 1 from records where id = any(${ids}::uuid[])), last_seq))
    where dataset_id = ${datasetId} and user_id = ${userId}`.execute(db)
}
