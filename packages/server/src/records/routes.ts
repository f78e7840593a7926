/** Records: bulk writes, lists, single ones. */
import { api, type Json, type SearchQuery } from "@loam/schema"
import type { Db } from "../db/tables.ts"
import type { Bind } from "../http/bind.ts"
import { type Actor, JsonText, Reply } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import { readIdList } from "../http/id-list.ts"
import { contextForAll, searchRecords, withOldParameters } from "../search/index.ts"
import { announceRecords } from "../webhooks/index.ts"
import { createRecords } from "./create-records.ts"
import { includeEverything, parseInclude } from "./include.ts"
import { listRecords, readRecords } from "./read-records.ts"
import { jsonList, type RecordView, viewOf } from "./record-json.ts"
import { readRules } from "./rules.ts"
import { findUnknown, removeRecords } from "./store.ts"
import { streamRecords } from "./stream-records.ts"
import { updateRecord } from "./update-record.ts"
import { upsertRecords } from "./upsert-records.ts"
import type { Writer } from "./write-records.ts"
import { writerFor } from "./writer-for.ts"
import { type Written, writtenJson } from "./written-json.ts"

const fullView = (actor: Actor): RecordView => viewOf(actor, includeEverything)

async function readOne<Body>(db: Db, id: string, view: RecordView): Promise<JsonText<Body>> {
  const [text] = await readRecords(db, [id], view)
  if (text === undefined) throw refuse.notFound("record", id)
  return new JsonText(text)
}

/** What is remembered of a bulk write: enough to read the answer again. */
interface Kept {
  readonly ids: string[]
  readonly updated?: string[]
}

/** The answer to a bulk write; `updated` is part of an upsert's. */
function bulkAnswer(texts: readonly string[], updated: readonly string[] | undefined): JsonText<never> {
  const rest = updated ? `,"updated_item_ids":${JSON.stringify(updated)}` : ""
  return new JsonText(`{"items":${jsonList(texts)}${rest}}`)
}

async function recall(kept: Json, { db, actor }: { db: Db; actor: Actor }): Promise<JsonText<never>> {
  const { ids, updated } = kept as unknown as Kept // as kept below
  return bulkAnswer(await readRecords(db, ids, fullView(actor)), updated)
}

function bulkRoutes(bind: Bind): void {
  const answer = async (db: Db, { rules }: Writer, actor: Actor, written: Written, updated?: string[]) => {
    const texts = await writtenJson(db, rules, written, fullView(actor))
    const kept = { ids: written.plans.map((plan) => plan.id), ...(updated ? { updated } : {}) }
    return new Reply(bulkAnswer(texts, updated), { kept })
  }

  bind(
    api.records.create,
    async ({ db, actor, params, body, services }) => {
      const writer = await writerFor(db, params.dataset_id, actor, services)
      return answer(db, writer, actor, await createRecords(db, writer, body.items))
    },
    { recall },
  )
  bind(
    api.records.upsert,
    async ({ db, actor, params, body, services }) => {
      const writer = await writerFor(db, params.dataset_id, actor, services)
      const upserted = await upsertRecords(db, writer, body.items)
      return answer(db, writer, actor, upserted, upserted.updated)
    },
    { recall },
  )
  bind(
    api.records.stream,
    async ({ db, actor, params, request, services }) => {
      const writer = await writerFor(db, params.dataset_id, actor, services)
      return streamRecords(request, services, writer)
    },
    { transaction: false },
  )
  bind(
    api.restore.records,
    async ({ db, actor, params, request, services }) => {
      const writer = await writerFor(db, params.dataset_id, actor, services)
      return streamRecords(request, services, { ...writer, restoring: true })
    },
    { transaction: false },
  )
}

export function recordRoutes(bind: Bind): void {
  bulkRoutes(bind)

  bind(api.records.list, async ({ db, actor, params, query }) => {
    const { offset, limit, after, status, response_status, metadata, sort_by } = query
    const view = viewOf(actor, parseInclude(query.include))
    if (metadata || sort_by) {
      if (after) throw refuse.invalid("'after' follows the order of the records; it goes with no other")
      const rules = await readRules(db, params.dataset_id)
      const scope = { entity: "record", property: "status" } as const
      const asked: SearchQuery = status
        ? { filters: { and: [{ type: "terms", scope, values: [status] }] } }
        : {}
      const search = withOldParameters(rules, asked, { response_status, metadata, sort_by })
      const found = await searchRecords(db, { context: contextForAll(rules), search, offset, limit }, view)
      return new JsonText(
        `{"items":${jsonList(found.records.map(({ json }) => json))},"total":${found.total}}`,
      )
    }
    const request = {
      datasetId: params.dataset_id,
      offset,
      limit,
      after,
      status,
      statuses: response_status,
    }
    const { records, total } = await listRecords(db, request, view)
    return new JsonText(`{"items":${jsonList(records)},"total":${total}}`)
  })

  bind(api.records.get, ({ db, actor, params }) => readOne(db, params.record_id, fullView(actor)))

  bind(api.records.update, async ({ db, actor, params, scope, body, services }) => {
    const writer = await writerFor(db, scope.dataset_id, actor, services)
    await updateRecord(db, writer, params.record_id, body)
    return readOne(db, params.record_id, fullView(actor))
  })

  bind(api.records.remove, async ({ db, actor, params, scope }) => {
    const removed = await readOne<never>(db, params.record_id, viewOf(actor))
    await announceRecords(db, [{ event: "record.deleted", id: params.record_id }])
    await removeRecords(db, scope.dataset_id, [params.record_id])
    return removed
  })

  bind(api.records.removeMany, async ({ db, params, query }) => {
    const asked = readIdList(query.ids)
    const unknown = new Set(await findUnknown(db, params.dataset_id, asked))
    const ids = asked.filter((id) => !unknown.has(id))
    await announceRecords(
      db,
      ids.map((id) => ({ event: "record.deleted", id })),
    )
    await removeRecords(db, params.dataset_id, ids)
    return undefined
  })
}
