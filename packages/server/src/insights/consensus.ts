/** One answer a record, page by page: what is read of a million records is one page of them. */

import type { Unified } from "@loam/quality"
import type { ConsensusItem, ConsensusPage, ConsensusQuery, Json } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import type { Reads } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import { type Asked, asAsked, findAsked } from "./asked.ts"
import { readPolicy, refusingMisfits } from "./policy.ts"
import { readyUnifier } from "./unifiers.ts"
import { type RecordRow, readVotes } from "./votes.ts"

async function placeOf(db: Db, asked: Asked, after: string | undefined): Promise<number> {
  if (after === undefined) return 0
  const { rows } = await sql<{ seq: number }>`
    select seq from records where dataset_id = ${asked.dataset_id} and id = ${after}`.execute(db)
  if (!rows[0]) throw refuse.invalid(`There is no record with id ${after} in this dataset to continue after`)
  return rows[0].seq
}

function asItem(record: RecordRow, unified: Unified<Json>): ConsensusItem {
  const { value, values, status, reason, confidence, contributors, supporters, weights, tie } = unified
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
    weights: [...weights],
    tie: tie && { values: [...tie.values], rule: tie.rule },
  }
}

export async function consensusOn(
  reads: Reads,
  datasetId: string,
  query: ConsensusQuery,
): Promise<ConsensusPage> {
  const { db } = reads.database
  const asked = await findAsked(db, datasetId, query.question)
  const policy = readPolicy(asked.question.settings.type, query.policy)
  const unifier = await readyUnifier(reads, asked, policy)
  const rows = await readVotes(db, asked, await placeOf(db, asked, query.after), query.limit + 1)
  const page = rows.slice(0, query.limit)
  return {
    question: asAsked(asked),
    policy: { ...unifier.policy },
    items: refusingMisfits(() => page.map((record) => asItem(record, unifier.unify(record)))),
    next: rows.length > page.length ? (page.at(-1)?.id ?? null) : null,
  }
}
