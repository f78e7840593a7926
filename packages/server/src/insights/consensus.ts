/** One answer a record, page by page: what is read of a million records is one page of them. */

import type { Unified } from "@loam/quality"
import type { ConsensusItem, ConsensusPage, ConsensusQuery, Json } from "@loam/schema"
import type { Reads } from "../http/context.ts"
import { asAsked, findAsked } from "./asked.ts"
import { readPolicy, refusingMisfits } from "./policy.ts"
import { readyUnifier } from "./unifiers.ts"
import { placeAfter, type RecordRow, readVotes } from "./votes.ts"

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
  const rows = await readVotes(db, asked, await placeAfter(db, datasetId, query.after), query.limit + 1)
  const page = rows.slice(0, query.limit)
  return {
    question: asAsked(asked),
    policy: { ...unifier.policy },
    items: refusingMisfits(() => page.map((record) => asItem(record, unifier.unify(record)))),
    next: rows.length > page.length ? (page.at(-1)?.id ?? null) : null,
  }
}
