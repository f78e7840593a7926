/** Works a version out: the answers of its moment, unified page by page, so that memory does not grow with the dataset. */
import type { Json } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import type { Reads } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import {
  findAsked,
  type Policy,
  peopleIn,
  readyUnifier,
  refusingMisfits,
  votePages,
} from "../insights/index.ts"
import { insertValues, noteProgress } from "./store.ts"

interface Begun {
  readonly dataset_id: string
  readonly question: string
  readonly policy: Policy
  readonly as_of: string
}

async function findBegun(db: Db, id: string): Promise<Begun> {
  const { rows } = await sql<Begun>`
    select c.dataset_id, q.name as question, c.policy, wire_time(c.as_of) as as_of
    from consensus_versions c join questions q on q.id = c.question_id
    where c.id = ${id} and c.status = 'computing'`.execute(db)
  if (!rows[0]) throw refuse.notFound("version that is being computed", id)
  return rows[0]
}

/** May be begun again: what an earlier attempt wrote is taken away first. */
export async function computeVersion(reads: Reads, id: string): Promise<void> {
  const { db } = reads.database
  const { dataset_id, question, policy, as_of } = await findBegun(db, id)
  await sql`delete from consensus_values where consensus_id = ${id}`.execute(db)
  const asked = await findAsked(db, dataset_id, question)
  const unifier = await readyUnifier(reads, asked, policy, as_of)
  const counted = { done: 0, resolved: 0, kept_all: 0 }
  const sure = { sum: 0, count: 0 }
  for await (const page of votePages(db, asked, as_of)) {
    const values = page.map((record) => {
      const unified = refusingMisfits(() => unifier.unify(record))
      counted.resolved += Number(unified.status === "resolved")
      counted.kept_all += Number(unified.status === "kept_all")
      if (unified.confidence !== null) {
        sure.sum += unified.confidence
        sure.count += 1
      }
      return { ...unified, record_id: record.id }
    })
    counted.done += page.length
    await insertValues(db, id, values)
    await noteProgress(db, id, counted)
  }
  const people = peopleIn(unifier) satisfies Json
  await sql`
    update consensus_versions set status = 'ready', error = null, people = ${JSON.stringify(people)}::jsonb,
      total = ${counted.done}, mean_confidence = ${sure.count === 0 ? null : sure.sum / sure.count},
      finished_at = clock_timestamp()
    where id = ${id}`.execute(db)
}

export async function failVersion(db: Db, id: string, error: string): Promise<void> {
  await sql`
    update consensus_versions set status = 'failed', error = ${error}, finished_at = clock_timestamp()
    where id = ${id} and status = 'computing'`.execute(db)
}
