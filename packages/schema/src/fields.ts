/** Fields: what a record shows to the labeler. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { admin, member } from "./permissions.ts"
import { bool, id, list, name, nonNull, stamps, title, updatable } from "./scalars.ts"

const textSettings = z.object({ type: z.literal("text"), use_markdown: bool.default(false) })
const imageSettings = z.object({ type: z.literal("image") })
const chatSettings = z.object({ type: z.literal("chat"), use_markdown: bool.default(true) })
const customSettings = z.object({
  type: z.literal("custom"),
  template: z.string(),
  advanced_mode: bool.default(false),
})

export const fieldSettings = z.discriminatedUnion("type", [
  textSettings,
  imageSettings,
  chatSettings,
  customSettings,
])
export type FieldSettings = z.infer<typeof fieldSettings>

/** An update must name every setting of its type: nothing is filled in behind the caller's back. */
export const fieldSettingsUpdate = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text"), use_markdown: bool }),
  imageSettings,
  z.object({ type: z.literal("chat"), use_markdown: bool }),
  z.object({ type: z.literal("custom"), template: z.string(), advanced_mode: bool }),
])

const storedFieldSettings = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text"), use_markdown: z.boolean() }),
  z.object({ type: z.literal("image") }),
  z.object({ type: z.literal("chat"), use_markdown: z.boolean() }),
  z.object({ type: z.literal("custom"), template: z.string(), advanced_mode: z.boolean() }),
])

export const field = z.object({
  id,
  name: z.string(),
  title: z.string(),
  required: z.boolean(),
  settings: storedFieldSettings,
  dataset_id: id,
  ...stamps,
})
export type Field = z.infer<typeof field>

export const fieldCreate = z.object({ name, title, required: bool.nullish(), settings: fieldSettings })
export const fieldUpdate = z
  .object({ title: updatable(title), settings: updatable(fieldSettingsUpdate) })
  .superRefine(nonNull(["title", "settings"]))

export const fieldEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/v1/datasets/{dataset_id}/fields",
    status: 200,
    allow: member("dataset"),
    response: list(field),
    summary: "The fields of a dataset in their order",
  }),
  create: endpoint({
    method: "POST",
    path: "/api/v1/datasets/{dataset_id}/fields",
    status: 201,
    allow: admin("dataset"),
    body: fieldCreate,
    response: field,
    errors: [409],
    summary: "Add a field to a draft dataset",
  }),
  update: endpoint({
    method: "PATCH",
    path: "/api/v1/fields/{field_id}",
    status: 200,
    allow: admin("field"),
    body: fieldUpdate,
    response: field,
    summary: "Change a field's title or how it is shown",
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/api/v1/fields/{field_id}",
    status: 200,
    allow: admin("field"),
    response: field,
    summary: "Delete a field of a draft dataset",
  }),
}
