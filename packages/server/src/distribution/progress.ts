/** How far datasets are, and how far one person is in them: one statement for any number of datasets. */
import type { DatasetProgress, Metrics, Progress } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { recordCount } from "../records/index.ts"

/** Team and own counts of several datasets. `mine.pending`: what this person could still answer. */
export async function datasetProgress(
  db: Db,
  userId: string,
  datasetIds: readonly string[],
): Promise<Map<string, DatasetProgress>> {
  const { rows } = await sql<
    Omit<DatasetProgress, "mine"> & DatasetProgress["mine"] & { id: string; open: number; strategy: string }
  >`
    select d.id, d.strategy, ${recordCount(sql`d.id`)} as total, ${recordCount(sql`d.id`, "completed")} as completed,
      ${recordCount(sql`d.id`, "pending")} as pending,
      m.draft, m.submitted, m.discarded, m.on_open as open
    from datasets d
    cross join lateral (
      select count(*) filter (where a.status = 'draft') as draft,
        count(*) filter (where a.status = 'submitted') as submitted,
        count(*) filter (where a.status = 'discarded') as discarded,
        count(*) filter (where r.status = 'pending') as on_open
      from responses a join records r on r.id = a.record_id
      where a.dataset_id = d.id and a.user_id = ${userId}
    ) m
    where d.id = any(${datasetIds}::uuid[])`.execute(db)
  return new Map(
    rows.map(({ id, strategy, total, completed, pending, draft, submitted, discarded, open }) => {
      const left = strategy === "overlap" ? pending - open : total - draft - submitted - discarded
      return [id, { total, completed, pending, mine: { pending: left, draft, submitted, discarded } }]
    }),
  )
}

/** Both protocols' counts of a dataset. */
export async function readProgress(db: Db, datasetId: string): Promise<Progress> {
  const { rows } = await sql<Omit<Progress, "users">>`
    with answered as (
      select record_id, bool_or(status = 'submitted') as submitted, bool_or(status = 'discarded') as discarded,
        count(*) filter (where surplus) as surplus
      from responses where dataset_id = ${datasetId} group by record_id
    )
    select ${recordCount(datasetId)} as total,
      ${recordCount(datasetId, "completed")} as completed,
      ${recordCount(datasetId, "pending")} as pending,
      count(*) filter (where a.submitted and not a.discarded) as submitted,
      count(*) filter (where a.discarded and not a.submitted) as discarded,
      count(*) filter (where a.submitted and a.discarded) as conflicting,
      coalesce(sum(a.surplus), 0)::int as surplus
    from answered a`.execute(db)
  const users = await sql<{ username: string }>`
    select u.username from users u
    join (select user_id, min(seq) as first from responses where dataset_id = ${datasetId} group by user_id) a
      on a.user_id = u.id
    order by a.first`.execute(db)
  const counts = rows[0] ?? {
    total: 0,
    completed: 0,
    pending: 0,
    submitted: 0,
    discarded: 0,
    conflicting: 0,
    surplus: 0,
  }
  return { ...counts, users: users.rows }
}

interface UserCounts {
  username: string
  completed: { submitted: number; discarded: number; draft: number }
  pending: { submitted: number; discarded: number; draft: number }
}

/** Each person's answers, split by whether the record is complete; in the order the people were created. */
export async function readUsersProgress(db: Db, datasetId: string): Promise<UserCounts[]> {
  const { rows } = await sql<UserCounts>`
    select username,
      jsonb_build_object('submitted', cs, 'discarded', cx, 'draft', cd) as completed,
      jsonb_build_object('submitted', ps, 'discarded', px, 'draft', pd) as pending
    from (
      select u.username, u.seq,
        count(*) filter (where r.status = 'completed' and a.status = 'submitted') as cs,
        count(*) filter (where r.status = 'completed' and a.status = 'discarded') as cx,
        count(*) filter (where r.status = 'completed' and a.status = 'draft') as cd,
        count(*) filter (where r.status = 'pending' and a.status = 'submitted') as ps,
        count(*) filter (where r.status = 'pending' and a.status = 'discarded') as px,
        count(*) filter (where r.status = 'pending' and a.status = 'draft') as pd
      from responses a join records r on r.id = a.record_id join users u on u.id = a.user_id
      where a.dataset_id = ${datasetId} group by u.id
    ) counted order by seq`.execute(db)
  return rows
}

/** The caller's own counts. `pending` is what the protocol says: everything not answered by them. */
export async function readMetrics(db: Db, datasetId: string, userId: string): Promise<Metrics> {
  const { rows } = await sql<{ total: number; draft: number; submitted: number; discarded: number }>`
    select (select count(*) from records where dataset_id = ${datasetId}) as total,
      count(*) filter (where status = 'draft') as draft,
      count(*) filter (where status = 'submitted') as submitted,
      count(*) filter (where status = 'discarded') as discarded
    from responses where dataset_id = ${datasetId} and user_id = ${userId}`.execute(db)
  const { total, draft, submitted, discarded } = rows[0] ?? { total: 0, draft: 0, submitted: 0, discarded: 0 }
  const count = draft + submitted + discarded
  return {
    records: { count: total },
    responses: { count, total, submitted, discarded, draft, pending: total - count },
  }
}
