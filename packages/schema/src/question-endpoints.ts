/** Questions: what the labeler is asked about a record. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { admin, member } from "./permissions.ts"
import { questionSettings, questionTypes } from "./questions/index.ts"
import { bool, description, id, list, name, nonNull, stamps, title, updatable } from "./scalars.ts"

export const question = z.object({
  id,
  name: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  required: z.boolean(),
  settings: questionSettings,
  dataset_id: id,
  ...stamps,
})
export type Question = z.infer<typeof question>

type SettingsSchema = z.ZodType<{ type: string }> & z.core.$ZodTypeDiscriminable

const settingsOf = (which: "create" | "update") =>
  z.discriminatedUnion(
    "type",
    Object.values(questionTypes).map((type) => type[which] as SettingsSchema) as [
      SettingsSchema,
      ...SettingsSchema[],
    ],
  )

export const questionCreate = z.object({
  name,
  title,
  description: description.nullish(),
  required: bool.nullish(),
  settings: settingsOf("create"),
})

export const questionUpdate = z
  .object({
    title: updatable(title),
    description: description.nullish(),
    settings: updatable(settingsOf("update")),
  })
  .superRefine(nonNull(["title", "settings"]))

export const questionEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/v1/datasets/{dataset_id}/questions",
    status: 200,
    allow: member("dataset"),
    response: list(question),
    summary: "The questions of a dataset in their order",
  }),
  create: endpoint({
    method: "POST",
    path: "/api/v1/datasets/{dataset_id}/questions",
    status: 201,
    allow: admin("dataset"),
    body: questionCreate,
    response: question,
    errors: [409],
    summary: "Add a question to a draft dataset",
  }),
  update: endpoint({
    method: "PATCH",
    path: "/api/v1/questions/{question_id}",
    status: 200,
    allow: admin("question"),
    body: questionUpdate,
    response: question,
    summary: "Change a question's texts, its order of options or how it is shown",
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/api/v1/questions/{question_id}",
    status: 200,
    allow: admin("question"),
    response: question,
    summary: "Delete a question of a draft dataset",
  }),
}
