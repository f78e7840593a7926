/** One answer a record, page by page: what is read of a million records is one page of them. */

import type { Unified } from "@loam/quality"
import { type ConsensusItem, type ConsensusPage, type ConsensusQuery, type Json, limits } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import type { Services } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import { type Asked, asAsked, counts, findAsked, givenAnswer } from "./asked.ts"
import { readPolicy, refusingMisfits } from "./policy.ts"
import { readyUnifier } from "./unifiers.ts"

export interface RecordRow {
  readonly seq: number
  readonly metadata: { readonly [key: string]: Json } | null
  readonly id: string
  readonly external_id: string | null
  readonly suggestion: Json
  readonly answers: readonly { readonly rater: string; readonly value: Json }[]
}

async function placeOf(db: Db, asked: Asked, after: string | undefined): Promise<number> {
  if (after === undefined) return 0
  const { rows } = await sql<{ seq: number }>`
    select seq from records where dataset_id = ${asked.dataset_id} and id = ${after}`.execute(db)
  if (!rows[0]) throw refuse.invalid(`There is no record with id ${after} in this dataset to continue after`)
  return rows[0].seq
}

/** Records in their order, those without answers too. */
export async function readVotes(db: Db, asked: Asked, after: number, limit: number): Promise<RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    select r.seq, r.id, r.external_id, r.metadata, s.value as suggestion, coalesce((
      select json_agg(json_build_object('rater', a.user_id, 'value', ${givenAnswer(asked)}) order by a.submitted_at, a.seq)
      from responses a where a.record_id = r.id and ${counts(asked)}
    ), '[]'::json) as answers
    from records r
    left join suggestions s on s.record_id = r.id and s.question_id = ${asked.question.id}
    where r.dataset_id = ${asked.dataset_id} and r.seq > ${after} order by r.seq limit ${limit}`.execute(db)
  return rows
}

/** The votes of all records, a page at a time. */
export async function* eachVotes(db: Db, asked: Asked): AsyncGenerator<RecordRow> {
  let after = 0
  for (;;) {
    const rows = await readVotes(db, asked, after, limits.pageSize.max)
    yield* rows
    if (rows.length < limits.pageSize.max) return
    after = rows.at(-1)?.seq ?? after
  }
}

function asItem(record: RecordRow, unified: Unified<Json>): ConsensusItem {
  const { value, values, status, reason, confidence, contributors, supporters, tie } = unified
  return {
    record_id: record.id,
    external_id: record.external_id,
    value,
    values: [...values],
    status,
    reason,
    confidence,
    contributors: [...contributors],
    supporters: [...supporters],
    tie: tie && { values: [...tie.values], rule: tie.rule },
  }
}

export async function consensusOn(
  services: Services,
  datasetId: string,
  query: ConsensusQuery,
): Promise<ConsensusPage> {
  const { db } = services.database
  const asked = await findAsked(db, datasetId, query.question)
  const policy = readPolicy(asked.question.settings.type, query.policy)
  const unifier = await readyUnifier(services, asked, policy)
  const rows = await readVotes(db, asked, await placeOf(db, asked, query.after), query.limit + 1)
  const page = rows.slice(0, query.limit)
  return {
    question: asAsked(asked),
    policy: { ...unifier.policy },
    items: refusingMisfits(() => page.map((record) => asItem(record, unifier.unify(record)))),
    next: rows.length > page.length ? (page.at(-1)?.id ?? null) : null,
  }
}
