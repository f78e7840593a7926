/** Housekeeping: forgets earlier states after the days that the server is told to keep them. */
import { sql } from "kysely"
import { inTransaction } from "../db/in-transaction.ts"
import type { Db } from "../db/tables.ts"
import { purgeHistory } from "./purge-history.ts"

/** Dataset by dataset, only where there is something to forget. */
export async function forgetOldHistory(db: Db, days: number): Promise<void> {
  const { rows } = await sql<{ id: string; before: string }>`
    select d.id, wire_time(m.before) || 'Z' as before
    from datasets d, (select now() - make_interval(days => ${days}::int) as before) m
    where exists (select 1 from record_versions v where v.dataset_id = d.id and v.valid_to <= m.before)
      or exists (select 1 from suggestion_versions v where v.dataset_id = d.id and v.valid_to <= m.before)
      or exists (select 1 from response_versions v where v.dataset_id = d.id and v.valid_to <= m.before)`.execute(
    db,
  )
  for (const { id, before } of rows)
    await inTransaction(db, (transaction) =>
      purgeHistory(transaction, { dataset_id: id, actor_id: null, before, record_id: null }),
    )
}
