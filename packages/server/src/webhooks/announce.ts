/**
 * Says that something happened: writes the messages to whoever listens, in the transaction of the change, so that there
 * is neither a message without its change nor a change without its message. Without a listener it costs one look at a
 * table of at most ten rows.
 */
import type { WebhookEvent } from "@loam/schema"
import { type RawBuilder, sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { datasetJson, recordJson, responseJson } from "./payloads.ts"
import { listenedEvents } from "./store.ts"

/** One row for each message: `event`, `subject`, `data`, `place`; what `wanted` holds, in its order. */
async function write(db: Db, wanted: readonly Wanted[], messages: RawBuilder<unknown>): Promise<void> {
  await sql`
    with wanted as materialized (
      select event, id, place from rows from (
        jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as (event text, id uuid)
      ) with ordinality as n(event, id, place)
    ), messages as (${messages})
    insert into webhook_deliveries (id, webhook_id, event, subject, body, next_attempt_at, inserted_at, updated_at)
    select 'msg_' || replace(gen_random_uuid()::text, '-', ''), h.id, m.event, m.subject,
      json_build_object('type', m.event, 'version', 1, 'timestamp', wire_time(clock_timestamp()) || 'Z', 'data', m.data)::text,
      now(), now(), now()
    from messages m join webhooks h on h.enabled and m.event = any(h.events)
    order by m.place, h.seq`.execute(db)
}

const datasets = (of: RawBuilder<unknown>) => sql`
  select d.id, ${datasetJson} as json from datasets d join workspaces w on w.id = d.workspace_id where d.id in (${of})`

interface Wanted {
  readonly event: WebhookEvent
  readonly id: string
}

export type DatasetEvent = Extract<WebhookEvent, `dataset.${string}`>
export type RecordEvent = Extract<WebhookEvent, `record.${string}`>
export type ResponseEvent = Extract<WebhookEvent, `response.${string}`>

export async function announceDataset(db: Db, event: DatasetEvent, id: string): Promise<void> {
  if (!(await listenedEvents(db)).has(event)) return
  await write(
    db,
    [{ event, id }],
    sql`select n.event, n.id as subject, ds.json as data, n.place
      from wanted n join (${datasets(sql`select id from wanted`)}) ds on ds.id = n.id`,
  )
}

/** Several kinds at once keep their order: what is said first is sent first. */
export async function announceRecords(
  db: Db,
  events: readonly { readonly event: RecordEvent; readonly id: string }[],
): Promise<void> {
  if (events.length === 0) return
  const listened = await listenedEvents(db)
  const wanted = events.filter(({ event }) => listened.has(event))
  if (wanted.length === 0) return
  await write(
    db,
    wanted,
    sql`select n.event, r.id as subject, ${recordJson} as data, n.place from wanted n join records r on r.id = n.id
      join (${datasets(sql`select dataset_id from records where id in (select id from wanted)`)}) ds
        on ds.id = r.dataset_id`,
  )
}

/** Answers that were given, changed or taken back; their records are announced by {@link announceAnswers}. */
async function announceResponses(
  db: Db,
  wanted: readonly { readonly event: ResponseEvent; readonly id: string }[],
): Promise<void> {
  await write(
    db,
    wanted,
    sql`select n.event, r.id as subject, ${responseJson} as data, n.place from wanted n
      join responses a on a.id = n.id join records r on r.id = a.record_id join users u on u.id = a.user_id
      join (${datasets(sql`select dataset_id from responses where id in (select id from wanted)`)}) ds
        on ds.id = r.dataset_id`,
  )
}

/** Records whose answers changed, with the status they have now. */
async function recordsAnswered(db: Db, ids: readonly string[]) {
  const rows = await db
    .selectFrom("records")
    .select(["id", "status"])
    .where("id", "in", [...ids])
    .execute()
  const completed = new Set(rows.filter((row) => row.status === "completed").map((row) => row.id))
  return ids.flatMap((id) => [
    { event: "record.updated" as const, id },
    ...(completed.has(id) ? [{ event: "record.completed" as const, id }] : []),
  ])
}

interface Answered {
  readonly id: string
  readonly record_id: string
  readonly inserted_at: string
  readonly updated_at: string
}

/** Answers just written: for each its record, whether that is complete now, then the answer itself. */
export async function announceAnswers(db: Db, answers: readonly Answered[]): Promise<void> {
  const listened = await listenedEvents(db)
  if (![...listened].some((event) => /^(response|record)\./.test(event))) return
  for (const { id, record_id, inserted_at, updated_at } of answers) {
    await announceRecords(db, await recordsAnswered(db, [record_id]))
    const event = inserted_at === updated_at ? "response.created" : "response.updated"
    if (listened.has(event)) await announceResponses(db, [{ event, id }])
  }
}

/** Before an answer is deleted. */
export async function announceDeletedAnswer(db: Db, id: string): Promise<void> {
  const event = "response.deleted"
  if ((await listenedEvents(db)).has(event)) await announceResponses(db, [{ event, id }])
}

/** After something that may have changed what is complete. */
export async function announceRecomputed(db: Db, recordIds: readonly string[]): Promise<void> {
  if (recordIds.length === 0) return
  const listened = await listenedEvents(db)
  if (!listened.has("record.updated") && !listened.has("record.completed")) return
  await announceRecords(db, await recordsAnswered(db, recordIds))
}
