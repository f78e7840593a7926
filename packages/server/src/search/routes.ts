/** Searching the records of a dataset, as an admin and as somebody who answers. */
import { api, limits, type SearchQuery } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import type { Bind } from "../http/bind.ts"
import { JsonText } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import {
  type DatasetRules,
  findRules,
  jsonList,
  ownViewOf,
  parseInclude,
  type RecordView,
  viewOf,
} from "../records/index.ts"
import { contextForAll, contextForOne, type SearchContext } from "./context.ts"
import { type OldParameters, withOldParameters } from "./old-parameters.ts"
import { searchRecords } from "./search-records.ts"
import { findSimilar } from "./similar.ts"

async function rulesOf(db: Db, datasetId: string): Promise<DatasetRules> {
  const rules = await findRules(db, datasetId)
  if (!rules) throw refuse.notFound("dataset", datasetId)
  return rules
}

interface Page extends OldParameters {
  readonly offset: number
  readonly limit: number
}

async function answer(
  db: Db,
  context: SearchContext,
  body: SearchQuery,
  { offset, limit, ...old }: Page,
  view: RecordView,
): Promise<JsonText<never>> {
  if (offset + limit > limits.searchWindow)
    throw refuse.invalid(
      `offset and limit together must not exceed ${limits.searchWindow}; narrow the search down`,
    )
  const search = withOldParameters(context.rules, body, old)
  const request = { context, search, offset, limit }
  const { vector } = search.query ?? {}
  if (vector) {
    const similar = await findSimilar(db, request, vector, view)
    const items = similar.records.map(({ json, score }) => `{"record":${json},"query_score":${score}}`)
    return new JsonText(`{"items":${jsonList(items)},"total":${similar.total}}`)
  }
  const { records, total } = await searchRecords(db, request, view)
  const items = records.map(({ json, score }) => `{"record":${json},"query_score":${score}}`)
  return new JsonText(`{"items":${jsonList(items)},"total":${total}}`)
}

/** Questions in their order, with the names of those who made suggestions for them. */
async function listAgents(db: Db, datasetId: string) {
  const { rows } = await sql<{ question: { id: string; name: string }; agents: string[] }>`
    select json_build_object('id', q.id, 'name', q.name) as question, coalesce((
      select json_agg(agent order by agent collate "C") from (
        select distinct agent from suggestions where question_id = q.id and agent is not null
      ) known
    ), '[]'::json) as agents
    from questions q where q.dataset_id = ${datasetId} order by q.seq`.execute(db)
  return rows
}

export function searchRoutes(bind: Bind): void {
  bind(api.search.suggestionOptions, async ({ db, params }) => ({
    items: await listAgents(db, params.dataset_id),
  }))
  bind(api.search.all, async ({ db, actor, params, query, body }) => {
    const context = contextForAll(await rulesOf(db, params.dataset_id))
    return answer(db, context, body, query, viewOf(actor, parseInclude(query.include)))
  })
  bind(api.search.mine, async ({ db, actor, params, query, body }) => {
    const context = contextForOne(await rulesOf(db, params.dataset_id), actor)
    return answer(db, context, body, query, ownViewOf(actor, parseInclude(query.include)))
  })
}
