/** The messages that wait to be sent: taken a wave at a time, put back with a later moment when they fail. */
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import type { Message } from "./send.ts"

export interface Waiting extends Message {
  readonly webhook_id: string
  readonly event: string
  readonly subject: string
  /** With the one that begins now. */
  readonly attempts: number
}

/** Seconds until the next attempt; after the last one a message has failed. */
export const retryAfterSeconds = [10, 60, 180, 900, 3_600, 4 * 3_600, 12 * 3_600] as const

/**
 * Takes what is due, up to `wave` messages for each webhook that is not `busy`. Another process takes others; if this
 * one dies, they are due again after `holdSeconds`.
 */
export async function takeDue(
  db: Db,
  options: { readonly busy: readonly string[]; readonly wave: number; readonly holdSeconds: number },
): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    with due as (
      select found.id from webhooks h cross join lateral (
        select d.id from webhook_deliveries d
        where d.webhook_id = h.id and d.status = 'pending' and d.next_attempt_at <= clock_timestamp()
        order by d.next_attempt_at, d.seq limit ${options.wave} for update skip locked
      ) found
      where not (h.id = any(${options.busy}::uuid[]))
    ), taken as (
      update webhook_deliveries d set attempts = d.attempts + 1, updated_at = now(),
        next_attempt_at = clock_timestamp() + make_interval(secs => ${options.holdSeconds})
      from due where d.id = due.id
      returning d.seq, d.id, d.webhook_id, d.event, d.subject, d.body, d.attempts
    )
    select t.id, t.webhook_id, t.event, t.subject, t.body, t.attempts, h.url, h.secret
    from taken t join webhooks h on h.id = t.webhook_id order by t.seq`.execute(db)
  return rows
}

export interface Outcome {
  readonly id: string
  readonly attempts: number
  readonly ok: boolean
  readonly last_status: number | null
  readonly last_error: string | null
}

/** Writes down how a wave went, in one statement. */
export async function settle(db: Db, outcomes: readonly Outcome[]): Promise<void> {
  const rows = outcomes.map((outcome) => {
    const wait = outcome.ok ? undefined : retryAfterSeconds[outcome.attempts - 1]
    const unhappy = wait === undefined ? "failed" : "pending"
    return { ...outcome, status: outcome.ok ? "delivered" : unhappy, wait: wait ?? null }
  })
  await sql`
    update webhook_deliveries d set status = n.status, last_status = n.last_status, last_error = n.last_error,
      next_attempt_at = clock_timestamp() + make_interval(secs => n.wait), updated_at = now(),
      body = case when n.status = 'delivered' then null else d.body end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(
      id text, attempts int, status text, wait float8, last_status int, last_error text)
    where d.id = n.id and d.attempts = n.attempts`.execute(db)
}

/** Messages that were taken and not begun. */
export async function giveBack(db: Db, messages: readonly Waiting[]): Promise<void> {
  await sql`
    update webhook_deliveries set attempts = attempts - 1, next_attempt_at = now()
    where id = any(${messages.map((message) => message.id)}::text[]) and status = 'pending'`.execute(db)
}
