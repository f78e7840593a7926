/** The engine's API port over the SDK's client. */
import { ApiError } from "@loam/sdk"
import { client } from "../../api.ts"
import { randomId } from "../../engine/ids.ts"
import { type AnnotationApi, RequestFailure } from "../../engine/ports.ts"

const include = ["responses", "suggestions"]

/** Refusals in the engine's terms. */
async function asked<Answer>(call: Promise<Answer>): Promise<Answer> {
  try {
    return await call
  } catch (error) {
    if (!(error instanceof ApiError)) throw new RequestFailure(0, String(error))
    const pause = error.retryAfter === null ? null : error.retryAfter * 1_000
    throw new RequestFailure(error.status, error.sentence || error.message, pause)
  }
}

/** Bodies of requests that outlive their page may hold 64 KiB in all; longer ones go without. */
const outliving = (body: unknown) => JSON.stringify(body).length < 30_000

export const annotationApi: AnnotationApi = {
  takeLeases: (dataset_id, holder, count) =>
    asked(client.leases.take({ dataset_id, body: { holder, count } }, { idempotencyKey: randomId() })),
  renewLeases: async (dataset_id, holder) => {
    const call = client.leases.renew({ dataset_id, body: { holder } }, { idempotencyKey: randomId() })
    return (await asked(call)).items
  },
  giveBackLeases: async (dataset_id, holder) => {
    const options = { keepalive: true, idempotencyKey: randomId() }
    await asked(client.leases.giveBack({ dataset_id, query: { holder } }, options))
  },
  findRecords: async (dataset_id, filter, page) => {
    const body = { filters: { and: [filter] } }
    const query = { include, ...page }
    const call = client.search.mine({ dataset_id, query, body }, { idempotencyKey: randomId() })
    const { items, total } = await asked(call)
    return { items: items.map((item) => item.record), total }
  },
  saveResponses: async (items, idempotencyKey) => {
    const body = { items: [...items] }
    const options = { idempotencyKey, keepalive: outliving(body) }
    return (await asked(client.responses.bulk({ body }, options))).items
  },
  removeResponse: async (response_id, idempotencyKey) => {
    await asked(client.responses.remove({ response_id }, { idempotencyKey, keepalive: true }))
  },
  progress: async (dataset_id) => {
    const dataset = await asked(client.datasets.get({ dataset_id, query: { include: "progress" } }))
    const { total = 0, completed = 0, mine } = dataset.progress ?? {}
    const nobody = { pending: 0, draft: 0, submitted: 0, discarded: 0 }
    return { team: { total, completed }, mine: mine ?? nobody }
  },
}
