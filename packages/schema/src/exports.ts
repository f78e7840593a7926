/** Exports: a dataset as a file somebody trains on. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { admin } from "./permissions.ts"
import { recordStatus } from "./records.ts"
import { id } from "./scalars.ts"

const exportQuery = z.object({
  /** What the rows are for, e.g. `raw`, `sft`; and in whose shape, see the export formats page. */
  task: z.string().default("raw"),
  format: z.string().optional(),
  /** Names of the field and question that hold prompt and answer; worked out when there is one choice. */
  prompt: z.string().optional(),
  answer: z.string().optional(),
  /** Any other part of the task, as `part=name`, repeatable: `map=context=field:background`. */
  map: z.array(z.string()).optional(),
  /** Only records of this status. */
  status: recordStatus.optional(),
})
export type ExportQuery = z.infer<typeof exportQuery>

const advice = { code: z.string(), sentence: z.string(), remedy: z.string() }

/** What an export would hold, without the file. */
export const exportCheck = z.object({
  task: z.string(),
  format: z.string(),
  /** Which field or question fills which part, given or worked out. */
  mapping: z.record(z.string(), z.array(z.string())),
  records: z.int(),
  rows: z.int(),
  /** How often each reason came up for leaving a row out, or for doubting it. */
  reasons: z.record(z.string(), z.int()),
  /** Rows that a trainer would refuse, the first thousand of them; they are not in the file. */
  refused: z.array(z.object({ record_id: id, external_id: z.string().nullable(), ...advice })),
  /** What can only be said of the file as a whole. */
  findings: z.array(z.object({ severity: z.enum(["refused", "warning"]), ...advice })),
})
export type ExportCheck = z.infer<typeof exportCheck>

export const exportEndpoints = {
  download: endpoint({
    method: "GET",
    path: "/api/v1/datasets/{dataset_id}/export",
    status: 200,
    allow: admin("dataset"),
    query: exportQuery,
    response: "stream",
    produces: "application/x-ndjson",
    summary: "The dataset as JSON lines in a trainer's format; rows that a trainer would refuse are left out",
  }),
  check: endpoint({
    method: "POST",
    path: "/api/v1/datasets/{dataset_id}/export/check",
    reads: true,
    status: 200,
    allow: admin("dataset"),
    query: exportQuery,
    response: exportCheck,
    summary: "What the same export holds and what it leaves out, with the reasons",
  }),
}
