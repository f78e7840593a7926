/** Writes answers: an event each, the current state beside it, the records recomputed; one statement a step. */
import type { Json, Response as LoamResponse, ResponseContext, ResponseStatus } from "@loam/schema"
import { sql } from "kysely"
import { v7 as uuid } from "uuid"
import type { Db } from "../db/tables.ts"
import { recomputeRecords } from "../distribution/recompute.ts"
import { findResponses } from "./store.ts"

export interface ResponseWrite {
  readonly dataset_id: string
  readonly record_id: string
  readonly user_id: string
  readonly status: ResponseStatus
  readonly values: { readonly [question: string]: { readonly value: Json } }
  readonly context?: ResponseContext | null | undefined
  /** When it was made and last changed, where that was elsewhere and before; now unless given. */
  readonly inserted_at?: string | null | undefined
  readonly updated_at?: string | null | undefined
}

export interface WriteOptions {
  /** Who does it: the authors themselves, or an admin for them. */
  readonly actorId: string
  /** How long a draft keeps its slot. */
  readonly draftSlotHours: number
}

/**
 * Upserts one answer a (record, person); a pair must not occur twice in `writes`. The caller holds the records' locks
 * ({@link lockRecords}). A first submit starts the clock that decides who counts; an edit of a submitted answer keeps
 * it. A submit or discard ends the person's lease on the record, a draft keeps its slot for a while.
 */
export async function writeResponses(
  db: Db,
  writes: readonly ResponseWrite[],
  options: WriteOptions,
): Promise<LoamResponse[]> {
  if (writes.length === 0) return []
  const rows = JSON.stringify(
    writes.map((write, index) => ({
      ...write,
      context: write.context ?? null,
      id: uuid(),
      event_id: uuid(),
      position: index,
    })),
  )
  const slot = sql`make_interval(secs => ${options.draftSlotHours * 3600})`
  await sql`
    with incoming as (
      select * from jsonb_to_recordset(${rows}::jsonb) as n(
        id uuid, event_id uuid, position int, dataset_id uuid, record_id uuid, user_id uuid, status text, "values" jsonb, context jsonb,
        inserted_at timestamptz, updated_at timestamptz)
    ), written as (
      insert into responses (id, dataset_id, record_id, user_id, status, "values", submitted_at, slot_until, inserted_at, updated_at)
      select id, dataset_id, record_id, user_id, status, "values",
        case when status = 'submitted' then coalesce(inserted_at, clock_timestamp()) end,
        -- An old draft from elsewhere keeps no slot.
        case when status = 'draft' and coalesce(updated_at, now()) + ${slot} > now()
          then coalesce(updated_at, clock_timestamp()) + ${slot} end,
        coalesce(inserted_at, now() + position * interval '1 microsecond'),
        coalesce(updated_at, now() + position * interval '1 microsecond')
      from incoming order by position
      on conflict (record_id, user_id) do update set
        status = excluded.status,
        "values" = excluded."values",
        submitted_at = case when excluded.status = 'submitted' then coalesce(responses.submitted_at, excluded.submitted_at) end,
        slot_until = excluded.slot_until,
        updated_at = excluded.updated_at
      returning id, record_id, user_id
    ), released as (
      delete from leases l using incoming n
      where l.record_id = n.record_id and l.user_id = n.user_id and n.status <> 'draft'
    )
    insert into response_events (id, dataset_id, record_id, response_id, user_id, actor_id, action, "values", context, inserted_at)
    select n.event_id, n.dataset_id, n.record_id, w.id, n.user_id, ${options.actorId}, n.status, n."values", n.context, coalesce(n.updated_at, clock_timestamp())
    from incoming n join written w on w.record_id = n.record_id and w.user_id = n.user_id
    order by n.position`.execute(db)
  await recomputeRecords(db, [...new Set(writes.map((write) => write.record_id))])
  return findResponses(db, writes)
}

/** Takes an answer back; what was answered stays in the events. */
export async function removeResponse(
  db: Db,
  response: LoamResponse & { dataset_id: string },
  actorId: string,
): Promise<void> {
  await sql`
    with gone as (delete from responses where id = ${response.id} returning *)
    insert into response_events (id, dataset_id, record_id, response_id, user_id, actor_id, action, "values", inserted_at)
    select ${uuid()}, dataset_id, record_id, id, user_id, ${actorId}, 'deleted', "values", clock_timestamp() from gone`.execute(
    db,
  )
  await recomputeRecords(db, [response.record_id])
}
