/** Answering records. */
import { api } from "@loam/schema"
import type { Db } from "../db/tables.ts"
import { lockRecords } from "../distribution/recompute.ts"
import type { Bind } from "../http/bind.ts"
import { refuse } from "../http/errors.ts"
import { announceAnswers, announceDeletedAnswer, announceRecomputed } from "../webhooks/index.ts"
import { answerMany } from "./answer-many.ts"
import { type Answers, checkAnswers } from "./check-answers.ts"
import { findResponse, findResponses, listEvents, lockForAnswers, questionsOf } from "./store.ts"
import { removeResponse, writeResponses } from "./write-responses.ts"

/** Locks the record and answers the checked values, or refuses. */
async function checked(db: Db, recordId: string, datasetId: string, answers: Answers) {
  const record = (await lockForAnswers(db, [recordId])).get(recordId)
  if (!record) throw refuse.notFound("record", recordId)
  const questions = (await questionsOf(db, [datasetId])).get(datasetId) ?? []
  return { record, result: checkAnswers(questions, answers, record.fields) }
}

/** The response under its record's lock: what was read before the lock may be gone. */
async function locked(db: Db, responseId: string) {
  const seen = await findResponse(db, responseId)
  if (seen) await lockRecords(db, [seen.record_id])
  const response = await findResponse(db, responseId)
  if (!response) throw refuse.notFound("response", responseId)
  return response
}

export function responseRoutes(bind: Bind): void {
  bind(api.responses.create, async ({ db, actor, params, body, scope, services }) => {
    const { record, result } = await checked(db, params.record_id, scope.dataset_id, body)
    const pair = { record_id: record.id, user_id: actor.id }
    const [existing] = await findResponses(db, [pair])
    if (existing)
      throw refuse.conflict(
        `You already answered the record with id ${record.id}: replace response ${existing.id} instead`,
      )
    if (!result.ok) throw refuse.invalid(result.reason)
    const write = {
      ...pair,
      dataset_id: record.dataset_id,
      status: body.status,
      values: result.values,
      context: body.context,
    }
    const options = { actorId: actor.id, draftSlotHours: services.config.LOAM_DRAFT_SLOT_HOURS }
    const [written] = await writeResponses(db, [write], options)
    if (!written) throw new Error("the response just written is not there")
    await announceAnswers(db, [written])
    return written
  })

  bind(api.responses.update, async ({ db, actor, params, body, services }) => {
    const response = await locked(db, params.response_id)
    const { result } = await checked(db, response.record_id, response.dataset_id, body)
    if (!result.ok) throw refuse.invalid(result.reason)
    const { dataset_id, record_id, user_id } = response
    const write = {
      dataset_id,
      record_id,
      user_id,
      status: body.status,
      values: result.values,
      context: body.context,
    }
    const options = { actorId: actor.id, draftSlotHours: services.config.LOAM_DRAFT_SLOT_HOURS }
    const [written] = await writeResponses(db, [write], options)
    if (!written) throw new Error("the response just written is not there")
    await announceAnswers(db, [written])
    return written
  })

  bind(api.responses.remove, async ({ db, actor, params }) => {
    const response = await locked(db, params.response_id)
    await announceDeletedAnswer(db, response.id)
    await removeResponse(db, response, actor.id)
    await announceRecomputed(db, [response.record_id])
    const { dataset_id: _, ...rest } = response
    return rest
  })

  bind(api.responses.bulk, async ({ db, actor, body, services }) => ({
    items: await answerMany(db, actor, body.items, services.config.LOAM_DRAFT_SLOT_HOURS),
  }))

  bind(api.responses.events, async ({ db, params }) => ({ items: await listEvents(db, params.response_id) }))
}
