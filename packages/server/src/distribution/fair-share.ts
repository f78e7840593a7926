/** How many records one labeler may hold, so that prefetching by a few never shows an empty queue to the rest. */
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"

export interface DistributionRow {
  readonly strategy: "overlap" | "everyone"
  readonly min_submitted: number
}

interface Labeler {
  readonly datasetId: string
  readonly userId: string
  readonly leaseSeconds: number
}

/** Notes that this person is answering here now; answers behind which record their next search starts. */
export async function notePresence(db: Db, { datasetId, userId }: Labeler): Promise<number> {
  const { rows } = await sql<{ last_seq: number }>`
    insert into labeler_presence (dataset_id, user_id, seen_at) values (${datasetId}, ${userId}, clock_timestamp())
    on conflict (dataset_id, user_id) do update set seen_at = excluded.seen_at
    returning last_seq`.execute(db)
  return rows[0]?.last_seq ?? 0
}

/** `ceil(open slots / people answering)`: pure arithmetic, at least one. */
export function fairShare(openSlots: number, labelers: number): number {
  return Math.max(1, Math.ceil(openSlots / Math.max(1, labelers)))
}

/**
 * How many more leases this person may take, at most `wanted`. Open slots are those free or leased; counting stops
 * as soon as there is plenty for everybody, so a large dataset costs no more than a small one.
 */
export async function allowance(
  db: Db,
  labeler: Labeler,
  dataset: DistributionRow,
  wanted: number,
): Promise<number> {
  if (dataset.strategy === "everyone") return wanted
  const { datasetId, userId, leaseSeconds } = labeler
  const { rows } = await sql<{ labelers: number; leased: number; mine: number }>`
    select
      (select count(*) from labeler_presence where dataset_id = ${datasetId}
        and seen_at > clock_timestamp() - make_interval(secs => ${leaseSeconds})) as labelers,
      (select count(*) from leases where dataset_id = ${datasetId}) as leased,
      (select count(*) from leases where dataset_id = ${datasetId} and user_id = ${userId}) as mine`.execute(
    db,
  )
  const { labelers = 1, leased = 0, mine = 0 } = rows[0] ?? {}
  const plenty = (wanted + mine) * Math.max(1, labelers)
  const free = await sql<{ slots: number | null }>`
    select sum(slots) as slots from (
      select ${dataset.min_submitted} - taken as slots from records
      where dataset_id = ${datasetId} and status = 'pending' and taken < ${dataset.min_submitted}
      limit ${plenty}
    ) open`.execute(db)
  const share = fairShare((free.rows[0]?.slots ?? 0) + leased, labelers)
  return Math.max(0, Math.min(wanted, share - mine))
}
