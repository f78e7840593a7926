/** Exports: a dataset as a file somebody trains on. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { admin } from "./permissions.ts"

export const exportEndpoints = {
  download: endpoint({
    method: "GET",
    path: "/api/v1/datasets/{dataset_id}/export",
    status: 200,
    allow: admin("dataset"),
    query: z.object({
      /** What the rows are for, e.g. `raw`, `sft`; and in whose shape, see the export formats page. */
      task: z.string().default("raw"),
      format: z.string().optional(),
      /** Names of the field and question that hold prompt and answer; worked out when there is one choice. */
      prompt: z.string().optional(),
      answer: z.string().optional(),
      status: z.enum(["completed", "pending"]).optional(),
    }),
    response: "stream",
    produces: "application/x-ndjson",
    summary:
      "The dataset as JSON lines in a trainer's format; rows a trainer would refuse are left out and listed last",
  }),
}
