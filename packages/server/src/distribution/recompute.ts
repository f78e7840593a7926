/**
 * Brings records in line with their answers: which answers count, how many slots are in use, whether a record is
 * complete. Pure functions of the rows, set-based, so every writer calls the same two statements.
 *
 * The order of locks everywhere: record rows first, in id order, then whatever hangs on them.
 */
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"

/** The first `min_submitted` submitted answers count; later ones are surplus: kept, shown, left out of unify. */
async function markSurplus(db: Db, recordIds: readonly string[]): Promise<void> {
  await sql`
    with ranked as (
      select r.id,
        r.status = 'submitted' and d.strategy = 'overlap' and row_number() over (
          partition by r.record_id, r.status order by r.submitted_at, r.seq
        ) > d.min_submitted as surplus
      from responses r join datasets d on d.id = r.dataset_id
      where r.record_id = any(${recordIds}::uuid[])
    )
    update responses r set surplus = ranked.surplus
    from ranked where r.id = ranked.id and r.surplus <> ranked.surplus`.execute(db)
}

/** Slots and status; `updated_at` moves only when the status does. Answers whose status turned. */
async function countSlots(db: Db, recordIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string; turned: boolean }>`
    with counted as (
      select r.id, r.status as before, d.min_submitted,
        (select count(*) from responses a where a.record_id = r.id and a.status = 'submitted' and not a.surplus) as submitted,
        (select count(*) from (
          select a.user_id from responses a where a.record_id = r.id
            and ((a.status = 'submitted' and not a.surplus) or a.slot_until is not null)
          union
          select l.user_id from leases l where l.record_id = r.id
        ) holders) as taken
      from records r join datasets d on d.id = r.dataset_id
      where r.id = any(${recordIds}::uuid[])
    ), decided as (
      select id, before, submitted, taken, case when submitted >= min_submitted then 'completed' else 'pending' end as status from counted
    )
    update records r set
      submitted_count = decided.submitted,
      taken = decided.taken,
      status = decided.status,
      updated_at = case when r.status <> decided.status then now() else r.updated_at end
    from decided where r.id = decided.id
      and (r.submitted_count, r.taken, r.status) is distinct from (decided.submitted::int, decided.taken::int, decided.status)
    returning r.id, decided.before <> r.status as turned`.execute(db)
  return rows.filter((row) => row.turned).map((row) => row.id)
}

/** Locks records in id order, so that two writers of the same ones wait for each other instead of deadlocking. */
export async function lockRecords(db: Db, recordIds: readonly string[]): Promise<void> {
  await sql`select id from records where id = any(${recordIds}::uuid[]) order by id for update`.execute(db)
}

/** Recomputes records whose answers or leases changed; the caller holds their locks. Answers whose status turned. */
export async function recomputeRecords(db: Db, recordIds: readonly string[]): Promise<string[]> {
  if (recordIds.length === 0) return []
  await markSurplus(db, recordIds)
  return countSlots(db, recordIds)
}

/** After a change of the distribution. Answers the records whose status turned. */
export async function recomputeDataset(db: Db, datasetId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from records where dataset_id = ${datasetId} order by id for update`.execute(db)
  const step = 10_000
  const turned: string[] = []
  for (let start = 0; start < rows.length; start += step) {
    const ids = rows.slice(start, start + step).map((row) => row.id)
    turned.push(...(await recomputeRecords(db, ids)))
  }
  return turned
}
