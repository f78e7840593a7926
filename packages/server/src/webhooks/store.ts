/** Reading and writing webhooks and what was sent to them. */
import type { Webhook, WebhookDelivery, WebhookEvent } from "@loam/schema"
import { sql } from "kysely"
import { now } from "../db/now.ts"
import type { Db } from "../db/tables.ts"

const columns = [
  "id",
  "url",
  "secret",
  "events",
  "enabled",
  "description",
  "inserted_at",
  "updated_at",
] as const

export async function listWebhooks(db: Db): Promise<Webhook[]> {
  return db.selectFrom("webhooks").select(columns).orderBy("seq").execute()
}

export async function findWebhook(db: Db, id: string): Promise<Webhook | undefined> {
  return db.selectFrom("webhooks").select(columns).where("id", "=", id).executeTakeFirst()
}

const eventList = (events: readonly WebhookEvent[]) => sql<WebhookEvent[]>`${[...events]}::text[]`

export async function insertWebhook(
  db: Db,
  { events, ...webhook }: Pick<Webhook, "id" | "url" | "secret" | "events" | "description">,
): Promise<Webhook> {
  return db
    .insertInto("webhooks")
    .values({ ...webhook, events: eventList(events), inserted_at: now, updated_at: now })
    .returning(columns)
    .executeTakeFirstOrThrow()
}

export type WebhookChange = Partial<Pick<Webhook, "url" | "events" | "enabled" | "description">>

export async function updateWebhook(
  db: Db,
  id: string,
  { events, ...change }: WebhookChange,
): Promise<Webhook | undefined> {
  return db
    .updateTable("webhooks")
    .set({ ...change, ...(events ? { events: eventList(events) } : {}), updated_at: now })
    .where("id", "=", id)
    .returning(columns)
    .executeTakeFirst()
}

export async function removeWebhook(db: Db, id: string): Promise<Webhook | undefined> {
  return db.deleteFrom("webhooks").where("id", "=", id).returning(columns).executeTakeFirst()
}

/** Two creations at once must not both see room for one more. */
export async function lockWebhooks(db: Db): Promise<number> {
  await sql`lock table webhooks in share row exclusive mode`.execute(db)
  const { count } = await db
    .selectFrom("webhooks")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow()
  return count
}

/** Events that an enabled webhook asks for. */
export async function listenedEvents(db: Db): Promise<Set<WebhookEvent>> {
  const { rows } = await sql<{ event: WebhookEvent }>`
    select distinct unnest(events) as event from webhooks where enabled`.execute(db)
  return new Set(rows.map((row) => row.event))
}

export async function listDeliveries(
  db: Db,
  webhookId: string,
  { status, limit }: { readonly status?: WebhookDelivery["status"] | undefined; readonly limit: number },
): Promise<WebhookDelivery[]> {
  const query = db
    .selectFrom("webhook_deliveries")
    .select(["id", "webhook_id", "event", "status", "attempts", "next_attempt_at", "last_status"])
    .select(["last_error", "inserted_at", "updated_at"])
    .where("webhook_id", "=", webhookId)
    .orderBy("seq", "desc")
    .limit(limit)
  return (status ? query.where("status", "=", status) : query).execute()
}
