/** Records: what is shown, and what hangs on it. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { limits } from "./limits.ts"
import { admin, member } from "./permissions.ts"
import { recordResponse, response } from "./responses.ts"
import { float, id, type Json, json, jsonObject, paging, stamps, textOrNumber } from "./scalars.ts"
import { recordSuggestion, suggestion } from "./suggestions.ts"

export const recordStatus = z.enum(["pending", "completed"])

export const record = z.object({
  id,
  status: recordStatus,
  fields: jsonObject,
  metadata: jsonObject.nullable(),
  external_id: z.string().nullable(),
  /** These three are absent unless asked for. */
  responses: z.array(response).optional(),
  suggestions: z.array(suggestion).optional(),
  vectors: z.record(z.string(), z.array(z.number())).optional(),
  /** The current stored consensus by question; absent unless asked for by somebody who runs the campaign. */
  consensus: z
    .record(
      z.string(),
      z.object({
        version: z.int(),
        value: json,
        values: z.array(json),
        status: z.enum(["resolved", "kept_all", "abstained"]),
        confidence: z.number().nullable(),
      }),
    )
    .optional(),
  dataset_id: id,
  ...stamps,
})
/** A record with the given relations loaded, or without. */
export type Record = z.infer<typeof record>

/** A field value is a text, a list (chat) or an object (custom); numbers and booleans are refused. */
const fieldValue = json.refine(
  (value: Json) => value === null || typeof value === "string" || typeof value === "object",
  {
    message: "a field value is a text, a list of messages or an object",
  },
)
export const recordFields = z.record(z.string(), fieldValue)
export const vectors = z.record(z.string(), z.array(float()))

const oneResponsePerUser = (
  responses: readonly { user_id: string }[] | null | undefined,
  context: z.RefinementCtx,
) => {
  const users = (responses ?? []).map((each) => each.user_id)
  const twice = users.find((user, index) => users.indexOf(user) !== index)
  if (twice) context.addIssue({ code: "custom", message: `several responses of the same user_id '${twice}'` })
}
const responses = z.array(recordResponse).nullish().superRefine(oneResponsePerUser)

export const recordCreate = z.object({
  fields: recordFields,
  metadata: jsonObject.nullish(),
  external_id: textOrNumber.nullish(),
  responses,
  suggestions: z.array(recordSuggestion).nullish(),
  vectors: vectors.nullish(),
})
export type RecordCreate = z.infer<typeof recordCreate>

export const recordUpsert = recordCreate.extend({ id: id.nullish(), fields: recordFields.nullish() })
export type RecordUpsert = z.infer<typeof recordUpsert>

export const recordUpdate = z.object({
  fields: recordFields.nullish(),
  metadata: jsonObject.nullish(),
  suggestions: z.array(recordSuggestion).nullish(),
  vectors: vectors.nullish(),
})

const bulkOf = <Item extends z.ZodType<{ external_id?: string | null | undefined }>>(item: Item) =>
  z
    .object({
      items: z.array(item).min(1).max(limits.recordsPerBulk),
    })
    .superRefine(({ items }, context) => {
      const ids = items.map((each) => each.external_id).filter((each) => each !== null && each !== undefined)
      if (new Set(ids).size < ids.length) {
        context.addIssue({
          code: "custom",
          path: ["items"],
          message: "external ids must be unique within a request",
        })
      }
    })

/** `include=responses&include=suggestions`, `include=responses,suggestions`, `include=vectors:a,b`. */
export const include = z.array(z.string()).optional()

/** The record stream answers one such line for each line that failed … */
export const streamFailure = z.object({
  /** Counted from 1, as editors do. */
  line: z.int(),
  external_id: z.string().nullable(),
  status: z.literal("failed"),
  error: z.string(),
})
export type StreamFailure = z.infer<typeof streamFailure>

/** … and this one last; without it the stream was cut. Lines before `stopped` were tried, it and those after were not. */
export const streamSummary = z.object({
  summary: z.object({
    lines: z.int(),
    created: z.int(),
    updated: z.int(),
    /** Records that were there already, exactly so. */
    unchanged: z.int(),
    failed: z.int(),
    /** Present when the server could not go on (no room, no database): the import can be resumed from this line. */
    stopped: z.object({ line: z.int(), error: z.string() }).optional(),
  }),
})
export type StreamSummary = z.infer<typeof streamSummary>

export const recordPage = z.object({ items: z.array(record), total: z.int() })

/** Filters and order in the address, as 1.x clients write them; a search says the same and more. */
export const oldParameters = {
  response_status: z.array(z.enum(["draft", "missing", "pending", "submitted", "discarded"])).optional(),
  /** `name:term,term`, or `name:{"ge":1,"le":5}` for numbers. */
  metadata: z.array(z.string()).optional(),
  /** `inserted_at`, `updated_at:desc`, `metadata.name:asc`. */
  sort_by: z.array(z.string()).optional(),
}

export const recordEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/v1/datasets/{dataset_id}/records",
    status: 200,
    allow: admin("dataset"),
    query: z.object({
      include,
      ...paging,
      ...oldParameters,
      /** `completed`: has the wanted number of answers; `pending`: has not. */
      status: recordStatus.optional(),
      /** Keyset paging: records after this one, in order; cheaper than a deep `offset`. */
      after: id.optional(),
    }),
    response: recordPage,
    summary: "Records of a dataset, oldest first",
  }),
  create: endpoint({
    method: "POST",
    path: "/api/v1/datasets/{dataset_id}/records/bulk",
    status: 201,
    allow: admin("dataset"),
    body: bulkOf(recordCreate),
    response: z.object({ items: z.array(record) }),
    summary: "Create up to 500 records, all or none",
  }),
  upsert: endpoint({
    method: "PUT",
    path: "/api/v1/datasets/{dataset_id}/records/bulk",
    status: 200,
    allow: admin("dataset"),
    body: bulkOf(recordUpsert),
    response: z.object({ items: z.array(record), updated_item_ids: z.array(id) }),
    summary: "Create or update up to 500 records, matched by id, then external_id; all or none",
  }),
  stream: endpoint({
    method: "POST",
    path: "/api/v1/datasets/{dataset_id}/records/stream",
    status: 200,
    allow: admin("dataset"),
    encoding: "ndjson",
    body: recordUpsert,
    response: "stream",
    produces: "application/x-ndjson",
    summary: "Records as NDJSON of any size; answers one line for each that failed, a summary last",
  }),
  get: endpoint({
    method: "GET",
    path: "/api/v1/records/{record_id}",
    status: 200,
    allow: member("record"),
    response: record,
    summary: "One record; annotators see their own response and no hidden metadata",
  }),
  update: endpoint({
    method: "PATCH",
    path: "/api/v1/records/{record_id}",
    status: 200,
    allow: admin("record"),
    body: recordUpdate,
    response: record,
    summary: "Replace members of a record; suggestions given replace all of them",
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/api/v1/records/{record_id}",
    status: 200,
    allow: admin("record"),
    response: record,
    summary: "Delete a record with its answers",
  }),
  removeMany: endpoint({
    method: "DELETE",
    path: "/api/v1/datasets/{dataset_id}/records",
    status: 204,
    allow: admin("dataset"),
    query: z.object({ ids: z.string() }),
    response: "empty",
    summary: "Delete records by comma-separated ids; unknown ones are ignored",
  }),
}
