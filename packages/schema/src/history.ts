/** History: what records, suggestions and answers were before they were changed or deleted, and forgetting it. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { person } from "./insights/asking.ts"
import { admin } from "./permissions.ts"
import { id, moment, text, timestamp } from "./scalars.ts"

const versions = { records: z.int(), suggestions: z.int(), responses: z.int() }

export const historyPurge = z.object({
  /** Null: by the server's own housekeeping. */
  actor: person.nullable(),
  before: timestamp.nullable(),
  record_id: id.nullable(),
  ...versions,
  /** Events whose answers were forgotten; that something was answered, by whom and when, stays. */
  events: z.int(),
  inserted_at: timestamp,
})
export type HistoryPurge = z.infer<typeof historyPurge>

export const history = z.object({
  /** Exports as of earlier moments are refused; null: everything is known from the beginning. */
  since: timestamp.nullable(),
  /** Earlier states that are kept. */
  ...versions,
  /** Deleted records of which something is kept. */
  deleted_records: z.int(),
  /** Newest first. */
  purges: z.array(historyPurge),
})
export type History = z.infer<typeof history>

const purgeRequest = z.object({
  /** Forgets what was changed or deleted before this moment; now unless told. */
  before: moment.optional(),
  /** Only of this record, which may be deleted: by its id, or the external id it had. */
  record_id: id.optional(),
  external_id: text(1).optional(),
})
export type PurgeRequest = z.infer<typeof purgeRequest>

export const historyEndpoints = {
  get: endpoint({
    method: "GET",
    path: "/api/v1/datasets/{dataset_id}/history",
    status: 200,
    allow: admin("dataset"),
    response: history,
    summary: "What is kept of earlier states, since when it is whole, and what was purged",
  }),
  purge: endpoint({
    method: "POST",
    path: "/api/v1/datasets/{dataset_id}/history/purge",
    status: 200,
    allow: "owner",
    body: purgeRequest,
    response: historyPurge,
    errors: [404],
    summary: "Forgets earlier states for good: of all records before a moment, or of one record",
  }),
}
