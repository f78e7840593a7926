/** How many records datasets have, read from sums that triggers keep: a million records are not counted to say so. */
import { type RawBuilder, sql } from "kysely"
import type { Db } from "../db/tables.ts"

const sums = {
  all: sql`sum(c.records)`,
  completed: sql`sum(c.completed)`,
  pending: sql`sum(c.records) - sum(c.completed)`,
}

/** The number of records of a dataset, or of those with one status, as an expression. */
export const recordCount = (datasetId: unknown, which: keyof typeof sums = "all"): RawBuilder<number> =>
  sql<number>`(select coalesce(${sums[which]}, 0)::bigint from record_counts c where c.dataset_id = ${datasetId})`

/** Rows after which those of a dataset become one: a sum over so many takes well under a millisecond. */
const mostRows = 200

/** Adds up what statements noted; whoever reads meanwhile sees the rows or their sum. */
export async function addUpCounts(db: Db): Promise<void> {
  const { rows } = await sql<{ dataset_id: string }>`
    select dataset_id from record_counts group by dataset_id having count(*) > ${mostRows}`.execute(db)
  for (const { dataset_id } of rows)
    await sql`
      with noted as (
        delete from record_counts where id in (
          select id from record_counts where dataset_id = ${dataset_id} for update skip locked
        ) returning records, completed
      )
      insert into record_counts (dataset_id, records, completed)
      select ${dataset_id}, sum(records), sum(completed) from noted having count(*) > 0`.execute(db)
}
