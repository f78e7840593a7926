/** Records as they were elsewhere: with their ids, everybody's answers, and the times of all of it. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { recordUpsert } from "./records.ts"
import { recordResponse } from "./responses.ts"
import { moment } from "./scalars.ts"
import { recordSuggestion } from "./suggestions.ts"

const times = { inserted_at: moment.nullish(), updated_at: moment.nullish() }
const withTimes = z.object(times)

/** What is stored and newer stays; without times what differs is written. */
export const recordRestore = recordUpsert.extend({
  ...times,
  responses: z.array(recordResponse.and(withTimes)).nullish(),
  suggestions: z.array(recordSuggestion.and(withTimes)).nullish(),
})
export type RecordRestore = z.infer<typeof recordRestore>

export const restoreEndpoints = {
  records: endpoint({
    method: "POST",
    path: "/api/v1/datasets/{dataset_id}/records/restore",
    status: 200,
    allow: "owner",
    encoding: "ndjson",
    body: recordRestore,
    response: "stream",
    produces: "application/x-ndjson",
    errors: [404],
    summary:
      "Records from elsewhere as NDJSON, with ids, times and everybody's answers; may be repeated; answers as the record stream does",
  }),
}
