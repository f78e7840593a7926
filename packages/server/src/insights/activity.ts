/** Answers and completed records day by day, by whom, and when all will be done. */
import type { Activity } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { forecastOf } from "./forecast.ts"

type Totals = Pick<Activity, "records" | "completed" | "wanted" | "given" | "surplus">

async function totalsOf(db: Db, datasetId: string): Promise<Totals & { remaining: number }> {
  const { rows } = await sql<Totals & { remaining: number }>`
    select count(r.id) as records, count(r.id) filter (where r.status = 'completed') as completed,
      count(r.id) * d.min_submitted as wanted, coalesce(sum(r.submitted_count), 0) as given,
      (select count(*) from responses a where a.dataset_id = d.id and a.surplus) as surplus,
      coalesce(sum(greatest(d.min_submitted - r.submitted_count, 0)) filter (where r.status = 'pending'), 0) as remaining
    from datasets d left join records r on r.dataset_id = d.id
    where d.id = ${datasetId} group by d.id`.execute(db)
  return rows[0] ?? { records: 0, completed: 0, wanted: 0, given: 0, surplus: 0, remaining: 0 }
}

const day = sql`to_char(a.submitted_at at time zone 'UTC', 'YYYY-MM-DD')`

/** A record is completed by the answer that makes the wanted number full. */
async function completedByDay(db: Db, datasetId: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ day: string; completed: number }>`
    select ${day} as day, count(*) as completed from (
      select a.submitted_at, row_number() over (partition by a.record_id order by a.submitted_at, a.seq) as nth
      from responses a where a.dataset_id = ${datasetId} and a.status = 'submitted' and not a.surplus
    ) a where a.nth = (select min_submitted from datasets where id = ${datasetId})
    group by 1`.execute(db)
  return new Map(rows.map((row) => [row.day, row.completed]))
}

interface PersonDay {
  readonly user_id: string
  readonly day: string
  readonly submitted: number
}

async function personDays(db: Db, datasetId: string): Promise<PersonDay[]> {
  const { rows } = await sql<PersonDay>`
    select a.user_id, ${day} as day, count(*) as submitted from responses a
    where a.dataset_id = ${datasetId} and a.status = 'submitted' group by 1, 2 order by 2`.execute(db)
  return rows
}

type PersonRow = Omit<Activity["people"][number], "user" | "days"> & { id: string; username: string }

async function peopleOf(db: Db, datasetId: string): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select u.id, u.username, c.submitted, c.discarded, c.draft, c.first_at, c.last_at, e.active_seconds
    from (
      select user_id, count(*) filter (where status = 'submitted') as submitted,
        count(*) filter (where status = 'discarded') as discarded, count(*) filter (where status = 'draft') as draft,
        min(submitted_at) as first_at, max(submitted_at) as last_at
      from responses where dataset_id = ${datasetId} group by user_id
    ) c
    join users u on u.id = c.user_id
    left join (
      select user_id, sum((context ->> 'active_seconds')::float8) as active_seconds from response_events
      where dataset_id = ${datasetId} and action = 'submitted' and context ? 'active_seconds' group by user_id
    ) e on e.user_id = c.user_id
    order by c.submitted desc, u.username`.execute(db)
  return rows
}

export async function activityOf(db: Db, datasetId: string, now = new Date()): Promise<Activity> {
  const { remaining, ...totals } = await totalsOf(db, datasetId)
  const completed = await completedByDay(db, datasetId)
  const perPerson = await personDays(db, datasetId)
  const byDay = Map.groupBy(perPerson, (row) => row.day)
  const days = [...byDay].map(([each, rows]) => ({
    day: each,
    submitted: rows.reduce((sum, row) => sum + row.submitted, 0),
    completed: completed.get(each) ?? 0,
  }))
  const byPerson = Map.groupBy(perPerson, (row) => row.user_id)
  const people = (await peopleOf(db, datasetId)).map(({ id, username, ...counts }) => ({
    user: { id, username },
    ...counts,
    days: (byPerson.get(id) ?? []).map((row) => ({ day: row.day, submitted: row.submitted })),
  }))
  const pace = { records: totals.records, remaining, days }
  return { ...totals, days, people, forecast: forecastOf(pace, now) }
}
