/** Who is told of what happens. */
import { randomBytes } from "node:crypto"
import { api, limits } from "@loam/schema"
import { v7 as uuid } from "uuid"
import type { Bind } from "../http/bind.ts"
import { refuse } from "../http/errors.ts"
import { protocolVersion } from "../version.ts"
import { send } from "./send.ts"
import {
  findWebhook,
  insertWebhook,
  listDeliveries,
  listWebhooks,
  lockWebhooks,
  removeWebhook,
  updateWebhook,
} from "./store.ts"

/** The caller waits for it: shorter than a delivery may take. */
const pingTimeoutMs = 10_000

const pingBody = () =>
  JSON.stringify({
    type: "ping",
    version: 1,
    timestamp: new Date().toISOString().replace("Z", "000Z"),
    data: { agent: "loam-server", version: protocolVersion },
  })

export function webhookRoutes(bind: Bind): void {
  bind(api.webhooks.list, async ({ db }) => ({ items: await listWebhooks(db) }))

  bind(api.webhooks.create, async ({ db, body }) => {
    if ((await lockWebhooks(db)) >= limits.webhooks)
      throw refuse.invalid(`There are at most ${limits.webhooks} webhooks: delete one first`)
    const { url, events, description } = body
    const secret = randomBytes(64).toString("base64")
    return insertWebhook(db, { id: uuid(), url, secret, events, description: description ?? null })
  })

  bind(api.webhooks.update, async ({ db, params, body }) => {
    const { url, events, enabled, description } = body
    const change = {
      ...(url ? { url } : {}),
      ...(events ? { events } : {}),
      ...(typeof enabled === "boolean" ? { enabled } : {}),
      ...(description === undefined ? {} : { description }),
    }
    const nothing = Object.keys(change).length === 0
    const webhook = nothing
      ? await findWebhook(db, params.webhook_id)
      : await updateWebhook(db, params.webhook_id, change)
    if (!webhook) throw refuse.notFound("webhook", params.webhook_id)
    return webhook
  })

  bind(api.webhooks.remove, async ({ db, params }) => {
    const removed = await removeWebhook(db, params.webhook_id)
    if (!removed) throw refuse.notFound("webhook", params.webhook_id)
    return removed
  })

  bind(
    api.webhooks.ping,
    async ({ db, params, services }) => {
      const webhook = await findWebhook(db, params.webhook_id)
      if (!webhook) throw refuse.notFound("webhook", params.webhook_id)
      const id = `msg_${randomBytes(16).toString("base64url")}`
      const options = {
        allowPrivate: services.config.LOAM_WEBHOOK_PRIVATE_ADDRESSES,
        timeoutMs: pingTimeoutMs,
      }
      try {
        // Whatever the receiver answers, it was reached.
        await send({ id, url: webhook.url, secret: webhook.secret, body: pingBody() }, options)
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        throw refuse.invalid(`Nobody answers at ${new URL(webhook.url).origin}: ${reason}`)
      }
      return undefined
    },
    // The receiver is waited for: not with a connection in hand.
    { transaction: false },
  )

  bind(api.webhooks.deliveries, async ({ db, params, query }) => {
    if (!(await findWebhook(db, params.webhook_id))) throw refuse.notFound("webhook", params.webhook_id)
    return { items: await listDeliveries(db, params.webhook_id, query) }
  })
}
