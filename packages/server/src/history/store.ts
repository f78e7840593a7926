/** What is kept of earlier states, and what was purged of it. */
import type { History, HistoryPurge } from "@loam/schema"
import { type RawBuilder, sql } from "kysely"
import type { Db } from "../db/tables.ts"

const purgesTold = 100

/** Newest first; `where` is about the row `p`. */
export async function listPurges(db: Db, where: RawBuilder<unknown>): Promise<HistoryPurge[]> {
  const { rows } = await sql<HistoryPurge>`
    select case when u.id is not null then json_build_object('id', u.id, 'username', u.username) end as actor,
      wire_time(p.before) as before, p.record_id, p.records, p.suggestions, p.responses, p.events,
      wire_time(p.inserted_at) as inserted_at
    from history_purges p left join users u on u.id = p.actor_id
    where ${where} order by p.seq desc limit ${purgesTold}`.execute(db)
  return rows
}

export async function historyOf(db: Db, datasetId: string): Promise<History> {
  const { rows } = await sql<Omit<History, "purges">>`
    select wire_time(d.history_since) as since,
      (select count(*) from record_versions v where v.dataset_id = d.id) as records,
      (select count(*) from suggestion_versions v where v.dataset_id = d.id) as suggestions,
      (select count(*) from response_versions v where v.dataset_id = d.id) as responses,
      (select count(distinct v.id) from record_versions v where v.dataset_id = d.id
        and not exists (select 1 from records r where r.id = v.id)) as deleted_records
    from datasets d where d.id = ${datasetId}`.execute(db)
  const kept = rows[0] ?? { since: null, records: 0, suggestions: 0, responses: 0, deleted_records: 0 }
  return { ...kept, purges: await listPurges(db, sql`p.dataset_id = ${datasetId}`) }
}
