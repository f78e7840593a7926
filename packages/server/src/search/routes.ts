/** Searching the records of a dataset, as an admin and as somebody who answers. */
import { api, type SearchQuery } from "@loam/schema"
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
import { searchRecords } from "./search-records.ts"

async function rulesOf(db: Db, datasetId: string): Promise<DatasetRules> {
  const rules = await findRules(db, datasetId)
  if (!rules) throw refuse.notFound("dataset", datasetId)
  return rules
}

interface Page {
  readonly offset: number
  readonly limit: number
}

async function answer(
  db: Db,
  context: SearchContext,
  search: SearchQuery,
  { offset, limit }: Page,
  view: RecordView,
): Promise<JsonText<never>> {
  const { records, total } = await searchRecords(db, { context, search, offset, limit }, view)
  // There is no ranking by relevance yet: everything that is found fits, nothing does in an order that was asked for.
  const score = search.sort ? "null" : "1"
  const items = records.map((record) => `{"record":${record},"query_score":${score}}`)
  return new JsonText(`{"items":${jsonList(items)},"total":${total}}`)
}

export function searchRoutes(bind: Bind): void {
  bind(api.search.all, async ({ db, actor, params, query, body }) => {
    const context = contextForAll(await rulesOf(db, params.dataset_id))
    return answer(db, context, body, query, viewOf(actor, parseInclude(query.include)))
  })
  bind(api.search.mine, async ({ db, actor, params, query, body }) => {
    const context = contextForOne(await rulesOf(db, params.dataset_id), actor)
    return answer(db, context, body, query, ownViewOf(actor, parseInclude(query.include)))
  })
}
