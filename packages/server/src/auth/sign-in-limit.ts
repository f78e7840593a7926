/** Slows guessing down: failed sign-ins are counted for a name from an address, and for the address alone. */
import { createHmac } from "node:crypto"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import type { Services } from "../http/context.ts"
import { refuse } from "../http/errors.ts"

/** Failures within one window: enough for a forgotten password, far too few for guessing one. */
const allowedForName = 10
/** A whole office may share an address. */
const allowedForAddress = 100
const windowMinutes = 15

export interface Attempt {
  readonly username: string
  readonly address: string
}

interface Buckets {
  readonly name: string
  readonly address: string
}

/** Neither names nor addresses are kept: what is stored cannot be read back without the server's secret. */
function bucketsOf({ sessionSecret }: Pick<Services, "sessionSecret">, attempt: Attempt): Buckets {
  const hash = (...parts: string[]) =>
    createHmac("sha256", sessionSecret).update(JSON.stringify(parts)).digest("base64url")
  return { name: hash("name", attempt.username, attempt.address), address: hash("address", attempt.address) }
}

/**
 * Counts the attempt as failed before the password is looked at, so that a burst of guesses at once gets no further
 * than one after the other. Refuses with 429 when there were too many.
 */
export async function beginAttempt(db: Db, services: Services, attempt: Attempt): Promise<void> {
  const buckets = bucketsOf(services, attempt)
  const { rows } = await sql<{ bucket: string; failures: number; seconds: number }>`
    insert into sign_in_failures (bucket, failures, window_ends_at)
    select bucket, 1, now() + make_interval(mins => ${windowMinutes})
    from unnest(${[buckets.name, buckets.address].sort()}::text[]) as bucket
    on conflict (bucket) do update set
      failures = case when sign_in_failures.window_ends_at < now() then 1 else sign_in_failures.failures + 1 end,
      window_ends_at = case when sign_in_failures.window_ends_at < now() then excluded.window_ends_at
        else sign_in_failures.window_ends_at end
    returning bucket, failures, ceil(extract(epoch from window_ends_at - now()))::int as seconds`.execute(db)
  const over = rows.filter(
    ({ bucket, failures }) => failures > (bucket === buckets.name ? allowedForName : allowedForAddress),
  )
  if (over.length === 0) return
  const seconds = Math.max(1, ...over.map((row) => row.seconds))
  throw refuse.tooMany(`Too many failed sign-ins; try again in ${Math.ceil(seconds / 60)} minutes`, seconds)
}

/** The attempt was none: its name starts afresh, its address gets the count back; old windows go. */
export async function forgiveAttempt(db: Db, services: Services, attempt: Attempt): Promise<void> {
  const buckets = bucketsOf(services, attempt)
  await sql`
    with forgiven as (
      update sign_in_failures set failures = greatest(failures - 1, 0) where bucket = ${buckets.address}
    )
    delete from sign_in_failures
    where bucket = ${buckets.name} or (window_ends_at < now() and bucket <> ${buckets.address})`.execute(db)
}
