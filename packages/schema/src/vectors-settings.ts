/** Vector settings: which vectors records may have, and how long they are. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { limits } from "./limits.ts"
import { admin, member } from "./permissions.ts"
import { id, integer, list, name, nonNull, stamps, title } from "./scalars.ts"

export const vectorSettings = z.object({
  id,
  name: z.string(),
  title: z.string(),
  dimensions: z.int(),
  dataset_id: id,
  ...stamps,
})
export type VectorSettings = z.infer<typeof vectorSettings>

export const vectorsSettingsEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/v1/datasets/{dataset_id}/vectors-settings",
    status: 200,
    allow: member("dataset"),
    response: list(vectorSettings),
    summary: "Vector settings in their order",
  }),
  create: endpoint({
    method: "POST",
    path: "/api/v1/datasets/{dataset_id}/vectors-settings",
    status: 201,
    allow: admin("dataset"),
    body: z.object({ name, title, dimensions: integer({ min: 1, max: limits.vectorDimensions }) }),
    response: vectorSettings,
    errors: [409],
    summary: "Add vector settings, at any time",
  }),
  update: endpoint({
    method: "PATCH",
    path: "/api/v1/vectors-settings/{vector_settings_id}",
    status: 200,
    allow: admin("vector_settings"),
    body: z.object({ title: title.nullable() }).superRefine(nonNull(["title"])),
    response: vectorSettings,
    summary: "Change the title of vector settings",
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/api/v1/vectors-settings/{vector_settings_id}",
    status: 200,
    allow: admin("vector_settings"),
    response: vectorSettings,
    summary: "Delete vector settings with all their vectors",
  }),
}
