/** Webhooks: addresses that are told when something happens. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { limits } from "./limits.ts"
import {
  bool,
  coerced,
  description,
  id,
  integer,
  list,
  nonNull,
  stamps,
  text,
  timestamp,
  updatable,
} from "./scalars.ts"

export const webhookEvent = z.enum([
  "dataset.created",
  "dataset.updated",
  "dataset.deleted",
  "dataset.published",
  "record.created",
  "record.updated",
  "record.deleted",
  "record.completed",
  "response.created",
  "response.updated",
  "response.deleted",
])
export type WebhookEvent = z.infer<typeof webhookEvent>

/** An address as the URL parser writes it; what it cannot read stays, to be refused. */
const asWritten = (value: unknown) =>
  typeof value === "string" && URL.canParse(value.trim()) ? new URL(value.trim()).href : value

const httpUrl = coerced(
  asWritten,
  text(1, limits.webhookUrl).superRefine((value, context) => {
    if (!URL.canParse(value))
      context.addIssue({ code: "custom", message: "expected a URL", params: { kind: "url_parsing" } })
    else if (!/^https?:$/.test(new URL(value).protocol))
      context.addIssue({ code: "custom", message: "expected http or https", params: { kind: "url_scheme" } })
  }),
)

const events = z
  .array(webhookEvent)
  .min(1)
  .refine((given) => new Set(given).size === given.length, { message: "each event once" })

export const webhook = z.object({
  id,
  url: z.string(),
  /** Base64 of the key that signs deliveries. */
  secret: z.string(),
  events: z.array(webhookEvent),
  enabled: z.boolean(),
  description: z.string().nullable(),
  ...stamps,
})
export type Webhook = z.infer<typeof webhook>

const webhookCreate = z.object({ url: httpUrl, events, description: description.nullish() })

const webhookUpdate = z
  .object({
    url: updatable(httpUrl),
    events: updatable(events),
    enabled: updatable(bool),
    description: description.nullish(),
  })
  .superRefine(nonNull(["url", "events", "enabled"]))

/** One message to one webhook, and how far it got. */
export const webhookDelivery = z.object({
  id: z.string(),
  webhook_id: id,
  event: z.string(),
  status: z.enum(["pending", "delivered", "failed"]),
  attempts: z.int(),
  /** When it is tried next; `null` once it is over. */
  next_attempt_at: timestamp.nullable(),
  /** What the receiver answered last; `null` when there was no answer. */
  last_status: z.int().nullable(),
  last_error: z.string().nullable(),
  ...stamps,
})
export type WebhookDelivery = z.infer<typeof webhookDelivery>

export const webhookEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/v1/webhooks",
    status: 200,
    allow: "owner",
    response: list(webhook),
    summary: "All webhooks, oldest first",
  }),
  create: endpoint({
    method: "POST",
    path: "/api/v1/webhooks",
    status: 201,
    allow: "owner",
    body: webhookCreate,
    response: webhook,
    summary: "Has an address told of events; its signing secret is made here",
  }),
  update: endpoint({
    method: "PATCH",
    path: "/api/v1/webhooks/{webhook_id}",
    status: 200,
    allow: "owner",
    body: webhookUpdate,
    response: webhook,
    summary: "Changes a webhook, or switches it on and off",
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/api/v1/webhooks/{webhook_id}",
    status: 200,
    allow: "owner",
    response: webhook,
    summary: "Deletes a webhook and what was not delivered to it yet",
  }),
  ping: endpoint({
    method: "POST",
    path: "/api/v1/webhooks/{webhook_id}/ping",
    status: 204,
    allow: "owner",
    response: "empty",
    summary: "Sends a ping at once, also when the webhook is disabled; refused when nobody answers there",
  }),
  deliveries: endpoint({
    method: "GET",
    path: "/api/v1/webhooks/{webhook_id}/deliveries",
    status: 200,
    allow: "owner",
    query: z.object({
      status: webhookDelivery.shape.status.optional(),
      limit: integer({ min: 1, max: limits.pageSize.max }).default(limits.pageSize.default),
    }),
    response: list(webhookDelivery),
    summary: "What was sent to a webhook, newest first, with what went wrong",
  }),
}
