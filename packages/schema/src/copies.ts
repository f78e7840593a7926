/** Copies: a new dataset of selected records. */
import { z } from "zod"
import { dataset } from "./datasets.ts"
import { endpoint } from "./endpoint.ts"
import { limits } from "./limits.ts"
import { admin } from "./permissions.ts"
import { id, text } from "./scalars.ts"

const copyCreate = z.object({
  name: text(1, limits.datasetName),
  /** Where it goes; the same workspace unless told. */
  workspace_id: id.optional(),
  /** Only records that pass; all of them without one. */
  where: z.string().optional(),
  /** Policies of what the expression reads, as in an export. */
  unify: z.array(z.string()).optional(),
  /** What comes along beside fields and metadata. */
  with: z.array(z.enum(["responses", "suggestions", "vectors"])).default([]),
})
export type CopyCreate = z.infer<typeof copyCreate>

export const copyEndpoints = {
  create: endpoint({
    method: "POST",
    path: "/api/v1/datasets/{dataset_id}/copy",
    status: 201,
    allow: admin("dataset"),
    body: copyCreate,
    response: z.object({ dataset, records: z.int(), responses: z.int(), suggestions: z.int() }),
    errors: [409],
    summary: "A new dataset with the same settings and the records that pass an expression",
  }),
}
