/** Forgets what nobody needs any more: idempotency keys no client retries, counters of failed sign-ins that are over. */
import { sql } from "kysely"
import type { Logger } from "pino"
import type { Db } from "./tables.ts"

const hour = 60 * 60 * 1000

/** One pass; several processes may do it at once. */
export async function tidyUp(db: Db): Promise<void> {
  await sql`delete from idempotency_keys where inserted_at < now() - interval '1 day'`.execute(db)
  await sql`delete from sign_in_failures where window_ends_at < now()`.execute(db)
}

/** Tidies up now and every hour; answers how to stop. A pass that fails is logged and tried again with the next. */
export function keepTidy(db: Db, log: Logger): () => void {
  const pass = () => tidyUp(db).catch((error: unknown) => log.warn({ err: error }, "housekeeping failed"))
  void pass()
  const timer = setInterval(pass, hour)
  timer.unref()
  return () => clearInterval(timer)
}
