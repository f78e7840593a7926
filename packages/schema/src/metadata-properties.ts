/** Metadata properties: which metadata of records are declared, of what kind, and who sees them. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { limits } from "./limits.ts"
import { admin, member } from "./permissions.ts"
import { bool, float, id, integer, list, name, nonNull, stamps, title, updatable } from "./scalars.ts"

const term = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** A minimum below the maximum, where there are both. */
const ordered = (
  { min, max }: { min?: number | null | undefined; max?: number | null | undefined },
  context: z.RefinementCtx,
) => {
  if (typeof min === "number" && typeof max === "number" && min >= max)
    context.addIssue({ code: "custom", message: `'min' (${min}) must be less than 'max' (${max})` })
}

export const metadataSettings = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("terms"),
    /** `null`: any term. */
    values: z.array(term).min(1).max(limits.metadataTerms).nullable().default(null),
  }),
  z
    .object({
      type: z.literal("integer"),
      min: integer().nullable().default(null),
      max: integer().nullable().default(null),
    })
    .superRefine(ordered),
  z
    .object({
      type: z.literal("float"),
      min: float().nullable().default(null),
      max: float().nullable().default(null),
    })
    .superRefine(ordered),
])
export type MetadataSettings = z.infer<typeof metadataSettings>

export const metadataProperty = z.object({
  id,
  name: z.string(),
  title: z.string(),
  settings: metadataSettings,
  visible_for_annotators: z.boolean(),
  dataset_id: id,
  ...stamps,
})
export type MetadataProperty = z.infer<typeof metadataProperty>

const bound = z.number().nullable()
/** What the values of a property are, over all records: counts of terms, or the range of numbers. */
export const metadataMetrics = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("terms"),
    /** Values counted, not distinct ones. */
    total: z.int(),
    values: z.array(z.object({ term: z.string(), count: z.int() })),
  }),
  z.object({ type: z.literal("integer"), min: bound, max: bound }),
  z.object({ type: z.literal("float"), min: bound, max: bound }),
])
export type MetadataMetrics = z.infer<typeof metadataMetrics>

export const metadataPropertyEndpoints = {
  mine: endpoint({
    method: "GET",
    path: "/api/v1/me/datasets/{dataset_id}/metadata-properties",
    status: 200,
    allow: member("dataset"),
    response: list(metadataProperty),
    summary: "Metadata properties in their order; annotators get those visible to them",
  }),
  create: endpoint({
    method: "POST",
    path: "/api/v1/datasets/{dataset_id}/metadata-properties",
    status: 201,
    allow: admin("dataset"),
    body: z.object({ name, title, settings: metadataSettings, visible_for_annotators: bool.default(true) }),
    response: metadataProperty,
    errors: [409],
    summary: "Declare a metadata property, at any time",
  }),
  update: endpoint({
    method: "PATCH",
    path: "/api/v1/metadata-properties/{metadata_property_id}",
    status: 200,
    allow: admin("metadata_property"),
    body: z
      .object({ title: updatable(title), visible_for_annotators: updatable(bool) })
      .superRefine(nonNull(["title", "visible_for_annotators"])),
    response: metadataProperty,
    summary: "Change the title of a metadata property, or who sees it",
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/api/v1/metadata-properties/{metadata_property_id}",
    status: 200,
    allow: admin("metadata_property"),
    response: metadataProperty,
    summary: "Declare a metadata property no longer; records keep their values",
  }),
  metrics: endpoint({
    method: "GET",
    path: "/api/v1/metadata-properties/{metadata_property_id}/metrics",
    status: 200,
    allow: member("metadata_property"),
    response: metadataMetrics,
    summary: "Counts of terms, or the range of numbers",
  }),
}
