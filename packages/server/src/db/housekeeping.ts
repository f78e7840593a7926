/** Forgets what nobody needs any more: idempotency keys, counters of failed sign-ins, webhook messages that are over, and earlier states where that is wanted. */
import { sql } from "kysely"
import type { Logger } from "pino"
import { forgetOldHistory } from "../history/index.ts"
import { addUpCounts } from "../records/index.ts"
import type { OpenedDatabase } from "./open.ts"

const hour = 60 * 60 * 1000
const tenSeconds = 10 * 1000
// The first pass leaves the start alone: a second start answers its first request within 3 s.
const firstPass = 60 * 1000

/** One pass; several processes may do it at once. */
export async function tidyUp({ db, engine }: OpenedDatabase, historyDays = 0): Promise<void> {
  if (historyDays > 0) await forgetOldHistory(db, historyDays)

  await sql`delete from idempotency_keys where inserted_at < now() - interval '1 day'`.execute(db)
  await sql`delete from sign_in_failures where window_ends_at < now()`.execute(db)
  await sql`
    delete from webhook_deliveries where status <> 'pending' and updated_at < now() - interval '7 days'`.execute(
    db,
  )
  // Jobs are begun again by themselves; what was computed within a request that a crash ended is not.
  await sql`
    update consensus_versions set status = 'failed', error = 'the server stopped while it was computed'
    where status = 'computing' and job_id is null and inserted_at < now() - interval '1 hour'`.execute(db)
  // PostgreSQL does this by itself; the embedded one has no background process that would.
  if (engine === "pglite") await sql`vacuum analyze`.execute(db)
}

/** Tidies up every hour; answers how to stop. A pass that fails is logged and tried again with the next. */
export function keepTidy(database: OpenedDatabase, log: Logger, historyDays: number): () => void {
  const pass = () =>
    tidyUp(database, historyDays).catch((error: unknown) => log.warn({ err: error }, "housekeeping failed"))
  const addUp = () =>
    addUpCounts(database.db).catch((error: unknown) => log.warn({ err: error }, "adding up counts failed"))
  const timers = [setTimeout(pass, firstPass), setInterval(pass, hour), setInterval(addUp, tenSeconds)]
  for (const timer of timers) timer.unref()
  return () => timers.forEach(clearTimeout)
}
