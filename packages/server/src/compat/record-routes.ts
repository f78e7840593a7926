/** The old ways to write many records at once: nothing is answered but that it was done. */

import type { Bind } from "../http/bind.ts"
import { JsonText } from "../http/context.ts"
import { Refusal, refuse } from "../http/errors.ts"
import {
  createRecords,
  findUnknown,
  jsonList,
  ownViewOf,
  parseInclude,
  readRules,
  updateRecord,
  writerFor,
} from "../records/index.ts"
import { contextForOne, searchRecords, withOldParameters } from "../search/index.ts"
import { oldRecords } from "./endpoints.ts"

/** A sentence about one record, with its place in the request. */
function atPosition(error: unknown, position: number): unknown {
  return error instanceof Refusal && error.status === 422
    ? refuse.invalid(`Record at position ${position}: ${error.message}`)
    : error
}

function refuseRepeated(ids: readonly string[]): void {
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index)
  if (repeated.length > 0) throw refuse.invalid(`These records are given twice: ${repeated.join(", ")}`)
}

export function oldRecordRoutes(bind: Bind): void {
  bind(oldRecords.create, async ({ db, actor, params, body, services }) => {
    const writer = await writerFor(db, params.dataset_id, actor, services)
    await createRecords(db, writer, body.items)
    return undefined
  })

  bind(oldRecords.update, async ({ db, actor, params, body, services }) => {
    const writer = await writerFor(db, params.dataset_id, actor, services)
    const ids = body.items.map((item) => item.id)
    refuseRepeated(ids)
    const unknown = await findUnknown(db, params.dataset_id, ids)
    if (unknown.length > 0)
      throw refuse.invalid(`The dataset has no records with these ids: ${unknown.join(", ")}`)
    for (const [position, { id, ...change }] of body.items.entries()) {
      try {
        await updateRecord(db, writer, id, change)
      } catch (error) {
        throw atPosition(error, position)
      }
    }
    return undefined
  })

  bind(oldRecords.mine, async ({ db, actor, params, query }) => {
    const { include, offset, limit, ...old } = query
    const rules = await readRules(db, params.dataset_id)
    const request = {
      context: contextForOne(rules, actor),
      search: withOldParameters(rules, {}, old),
      offset,
      limit,
    }
    const found = await searchRecords(db, request, ownViewOf(actor, parseInclude(include)))
    return new JsonText(`{"items":${jsonList(found.records.map(({ json }) => json))},"total":${found.total}}`)
  })
}
