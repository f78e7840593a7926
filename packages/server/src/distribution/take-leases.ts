/** Hands out the next records: a lease reserves a slot on a record for one person. */
import { type RawBuilder, sql } from "kysely"
import { v7 as uuid } from "uuid"
import type { Db } from "../db/tables.ts"
import { allowance, type DistributionRow, notePresence } from "./fair-share.ts"
import { sweepDataset } from "./sweep.ts"

export interface LeaseRequest {
  readonly datasetId: string
  readonly userId: string
  readonly holder: string
  readonly count: number
  readonly leaseSeconds: number
  /** Further condition on `records r`, from the filters of the request. */
  readonly condition?: RawBuilder<unknown> | undefined
}

export interface LeaseRow {
  readonly id: string
  readonly record_id: string
  readonly expires_at: string
}

/** What this person could still answer here, whoever holds it at the moment. */
const answerable = ({ datasetId, userId, condition }: LeaseRequest, { strategy }: DistributionRow) => sql`
  r.dataset_id = ${datasetId}
  ${strategy === "overlap" ? sql`and r.status = 'pending'` : sql``}
  and not exists (select 1 from responses a where a.record_id = r.id and a.user_id = ${userId})
  and not exists (select 1 from leases l where l.record_id = r.id and l.user_id = ${userId})
  ${condition ? sql`and (${condition})` : sql``}`

/**
 * Locks up to `count` records with a free slot. `taken` is looked at again on the locked row (PostgreSQL re-evaluates
 * the condition after waiting), and a record somebody else is writing to is skipped, not waited for.
 */
async function pick(
  db: Db,
  request: LeaseRequest,
  dataset: DistributionRow,
  count: number,
  position: RawBuilder<unknown>,
) {
  const { rows } = await sql<{ id: string; seq: number }>`
    select r.id, r.seq from records r
    where ${answerable(request, dataset)} and ${position}
      ${dataset.strategy === "overlap" ? sql`and r.taken < ${dataset.min_submitted}` : sql``}
    order by r.seq limit ${count} for update of r skip locked`.execute(db)
  return rows
}

async function insertLeases(
  db: Db,
  request: LeaseRequest,
  recordIds: readonly string[],
): Promise<LeaseRow[]> {
  const leases = recordIds.map((record_id) => ({ id: uuid(), record_id }))
  const { rows } = await sql<LeaseRow>`
    with taken as (
      insert into leases (id, dataset_id, record_id, user_id, holder, expires_at, inserted_at)
      select n.id, ${request.datasetId}, n.record_id, ${request.userId}, ${request.holder},
        clock_timestamp() + make_interval(secs => ${request.leaseSeconds}), clock_timestamp()
      from jsonb_to_recordset(${JSON.stringify(leases)}::jsonb) as n(id uuid, record_id uuid)
      on conflict (record_id, user_id) do nothing
      returning id, record_id, expires_at
    ), counted as (
      update records set taken = taken + 1 where id in (select record_id from taken)
    )
    select * from taken`.execute(db)
  return rows
}

/** Leases for up to the caller's fair share of `count` records, in the records' order. */
export async function takeLeases(
  db: Db,
  request: LeaseRequest,
  dataset: DistributionRow,
): Promise<LeaseRow[]> {
  const { datasetId, userId } = request
  await sweepDataset(db, datasetId)
  // Searching goes on behind the last record this person was given: those before are answered or were not free.
  const last = await notePresence(db, request)
  const count = await allowance(db, request, dataset, request.count)
  if (count === 0) return []
  const picked = await pick(db, request, dataset, count, sql`r.seq > ${last}`)
  if (picked.length < count && last > 0) {
    picked.push(...(await pick(db, request, dataset, count - picked.length, sql`r.seq <= ${last}`)))
  }
  if (picked.length === 0) return []
  const leases = await insertLeases(
    db,
    request,
    picked.map((record) => record.id),
  )
  await sql`
    update labeler_presence set last_seq = ${picked.at(-1)?.seq ?? last}
    where dataset_id = ${datasetId} and user_id = ${userId}`.execute(db)
  const order = new Map(picked.map((record, index) => [record.id, index]))
  return leases.sort((a, b) => (order.get(a.record_id) ?? 0) - (order.get(b.record_id) ?? 0))
}

/** Most that is counted when somebody asks what is left: enough to say "many". */
const countedAtMost = 1_000

/** Records the caller could answer if those who hold them gave them back. */
export async function countWaiting(db: Db, request: LeaseRequest, dataset: DistributionRow): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    select count(*) as waiting from (
      select 1 from records r where ${answerable(request, dataset)} limit ${countedAtMost}
    ) left_over`.execute(db)
  return rows[0]?.waiting ?? 0
}
