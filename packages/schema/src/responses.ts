/** Responses: what people answered; stored as events, served as the current state. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { limits } from "./limits.ts"
import { member } from "./permissions.ts"
import { bool, coerced, float, id, integer, type Json, json, jsonObject, stamps } from "./scalars.ts"

export const responseStatus = z.enum(["draft", "submitted", "discarded"])
export type ResponseStatus = z.infer<typeof responseStatus>

/** `{question: {value}}`; `null` is no answer, extra members are dropped. */
const notNull = (value: Json): boolean => value !== null && value !== undefined
export const answer = z.object({ value: json.refine(notNull, { message: "a value is required" }) })

/** An empty list stands for no answers: some clients send it. */
export const values = coerced(
  (value) => (Array.isArray(value) && value.length === 0 ? {} : value),
  z.record(z.string(), answer),
)
export type Values = z.infer<typeof values>

/** The evidence that quality control needs later; all of it optional. */
export const responseContext = z.object({
  lease_id: id.nullish(),
  /** Names of fields or options in the order in which they were shown. */
  shown_order: z.union([z.array(z.string()), z.record(z.string(), z.array(z.string()))]).nullish(),
  /** Seconds of attention: pauses are not counted. */
  active_seconds: float({ min: 0, max: 10_000_000 }).nullish(),
  guidelines_version: integer({ min: 0 }).nullish(),
  /** Names of questions whose suggestion was visible before the answer. */
  suggestions_seen: z.union([bool, z.array(z.string())]).nullish(),
})
export type ResponseContext = z.infer<typeof responseContext>

const context = responseContext.nullish()

export const response = z.object({
  id,
  values: jsonObject,
  status: responseStatus,
  record_id: id,
  user_id: id,
  /** True when the record already had its wanted number of answers: kept, shown, left out of unify. */
  surplus: z.boolean(),
  ...stamps,
})
export type Response = z.infer<typeof response>

/** What is demanded of `submitted` ones is checked against the questions. */
export const responseCreate = z.object({ status: responseStatus, values: values.nullish(), context })

/** Values are demanded by what an answer claims to be; see the table in wire-contract, "Presence by endpoint". */
export const responseUpdate = z.discriminatedUnion("status", [
  z.object({ status: z.literal("submitted"), values, context }),
  z.object({ status: z.literal("draft"), values: values.nullish(), context }),
  z.object({ status: z.literal("discarded"), values: values.nullish(), context }),
])

export const responseUpsert = z.discriminatedUnion("status", [
  z.object({ status: z.literal("submitted"), record_id: id, values, context }),
  z.object({ status: z.literal("draft"), record_id: id, values: values.nullish(), context }),
  z.object({ status: z.literal("discarded"), record_id: id, values: values.nullish(), context }),
])

/** A response inside a record being created: somebody answered elsewhere, before. */
export const recordResponse = z.discriminatedUnion("status", [
  z.object({ status: z.literal("submitted"), user_id: id, values, context }),
  z.object({ status: z.literal("draft"), user_id: id, values, context }),
  z.object({ status: z.literal("discarded"), user_id: id, values: values.nullish(), context }),
])

/** One thing that happened to an answer; the history of a response is the list of these. */
export const responseEvent = z.object({
  id,
  response_id: id,
  record_id: id,
  user_id: id,
  /** Who did it: the author, or an admin on their behalf. */
  actor_id: id,
  action: z.enum(["draft", "submitted", "discarded", "deleted"]),
  values: jsonObject,
  context: jsonObject.nullable(),
  inserted_at: stamps.inserted_at,
})
export type ResponseEvent = z.infer<typeof responseEvent>

export const responseEndpoints = {
  create: endpoint({
    method: "POST",
    path: "/api/v1/records/{record_id}/responses",
    status: 201,
    allow: member("record"),
    body: responseCreate,
    response,
    errors: [409],
    summary: "Answer a record",
  }),
  update: endpoint({
    method: "PUT",
    path: "/api/v1/responses/{response_id}",
    status: 200,
    allow: { role: "author", of: "response", by: "response_id" },
    body: responseUpdate,
    response,
    summary: "Replace an answer",
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/api/v1/responses/{response_id}",
    status: 200,
    allow: { role: "author", of: "response", by: "response_id" },
    response,
    summary: "Take an answer back; its events stay",
  }),
  bulk: endpoint({
    method: "POST",
    path: "/api/v1/me/responses/bulk",
    status: 200,
    allow: "user",
    body: z.object({ items: z.array(responseUpsert).min(1).max(limits.responsesPerBulk) }),
    response: z.object({
      items: z.array(
        z.object({ item: response.nullable(), error: z.object({ detail: z.string() }).nullable() }),
      ),
    }),
    summary: "Answer several records; each item succeeds or fails by itself",
  }),
  events: endpoint({
    method: "GET",
    path: "/api/v1/responses/{response_id}/events",
    status: 200,
    allow: { role: "author", of: "response", by: "response_id" },
    response: z.object({ items: z.array(responseEvent) }),
    summary: "The history of an answer, oldest first",
  }),
}
