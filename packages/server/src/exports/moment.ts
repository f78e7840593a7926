/** The moment an export is as of: everything before it is committed, so that the same moment gives the same rows. */
import { setTimeout as pause } from "node:timers/promises"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { listPurges } from "../history/index.ts"
import { refuse } from "../http/errors.ts"

/** How long running transactions are waited for; then the export is as of the oldest one's begin. */
const patienceMs = 2_000
const stepMs = 10

/**
 * Now, when nobody is still writing with an earlier clock: rows carry the time at which their transaction began, so one
 * that began before and ends later would slip rows into the past.
 */
async function settledNow(db: Db): Promise<string> {
  const { rows } = await sql<{ now: string }>`select wire_time(clock_timestamp()) as now`.execute(db)
  const moment = rows[0]?.now ?? ""
  for (let waited = 0; ; waited += stepMs) {
    const running = await sql<{ oldest: string | null }>`
      select wire_time(min(xact_start) - interval '1 microsecond') as oldest from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()
        and xact_start <= ${moment}::timestamp at time zone 'UTC'`.execute(db)
    const oldest = running.rows[0]?.oldest ?? null
    if (oldest === null) return moment
    if (waited >= patienceMs) return oldest
    await pause(stepMs)
  }
}

/** What was purged since the moment, newest first, as the end of a sentence. */
async function purgesSince(db: Db, datasetId: string, moment: string): Promise<string> {
  const purges = await listPurges(
    db,
    sql`p.dataset_id = ${datasetId} and p.inserted_at > ${moment}::timestamp at time zone 'UTC'`,
  )
  const told = purges.map(
    ({ inserted_at, actor, records, suggestions, responses }) =>
      `\n  ${inserted_at}: ${actor?.username ?? "housekeeping"} purged ${records} states of records, ${suggestions} of suggestions, ${responses} of answers`,
  )
  return told.length === 0 ? "" : `:${told.join("")}`
}

/** The moment asked for, or now; refused where it lies in the future, or before what is still known. */
export async function readMoment(db: Db, datasetId: string, asked: string | undefined): Promise<string> {
  const now = await settledNow(db)
  if (asked === undefined) return now
  const { rows } = await sql<{ asked: string; since: string | null; early: boolean; late: boolean }>`
    select wire_time(m.at) as asked, wire_time(d.history_since) as since,
      coalesce(m.at < d.history_since, false) as early, m.at > ${now}::timestamp at time zone 'UTC' as late
    from datasets d, (select ${asked}::timestamptz as at) m where d.id = ${datasetId}`.execute(db)
  const found = rows[0]
  if (!found) throw refuse.notFound("dataset", datasetId)
  if (found.late) throw refuse.invalid(`as_of ${found.asked} lies in the future`)
  if (found.early)
    throw refuse.conflict(
      `The history of this dataset begins at ${found.since}; what it was at ${found.asked} is no longer known${await purgesSince(db, datasetId, found.asked)}`,
    )
  return found.asked
}
