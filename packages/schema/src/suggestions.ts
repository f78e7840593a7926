/** Suggestions: what a model or a person proposes as an answer. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { limits } from "./limits.ts"
import { admin, member } from "./permissions.ts"
import { float, id, type Json, json, list, stamps, text } from "./scalars.ts"

export const suggestionType = z.enum(["model", "human"])

export const suggestion = z.object({
  question_id: id,
  type: suggestionType.nullable(),
  value: json,
  agent: z.string().nullable(),
  score: z.union([z.number(), z.array(z.number())]).nullable(),
  id,
  ...stamps,
})
export type Suggestion = z.infer<typeof suggestion>

const probability = float({ min: 0, max: 1 })

export const suggestionCreate = z.object({
  question_id: id,
  value: json.refine((value: Json): boolean => value !== null && value !== undefined, {
    message: "a value is required",
  }),
  type: suggestionType.nullish(),
  agent: text(1, limits.agent)
    .regex(/^(?=.*[a-zA-Z0-9])[a-zA-Z0-9\-_:./\s]+$/)
    .nullish(),
  score: z.union([probability, z.array(probability).min(1)]).nullish(),
})
export type SuggestionCreate = z.infer<typeof suggestionCreate>

/**
 * A suggestion inside a record names its question by id or, as files that go from one dataset to another do, by name.
 * An id that is not one of the dataset's questions gives way to the name.
 */
export const recordSuggestion = suggestionCreate
  .extend({ question_id: id.nullish(), question_name: z.string().nullish() })
  .superRefine(({ question_id, question_name }, context) => {
    if (question_id || question_name) return
    const message = "question_id (or question_name) is required"
    context.addIssue({ code: "custom", path: ["question_id"], message, params: { kind: "missing" } })
  })
export type RecordSuggestion = z.infer<typeof recordSuggestion>

export const suggestionEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/v1/records/{record_id}/suggestions",
    status: 200,
    allow: member("record"),
    response: list(suggestion),
    summary: "The suggestions of a record",
  }),
  upsert: endpoint({
    method: "PUT",
    path: "/api/v1/records/{record_id}/suggestions",
    status: 201,
    otherStatus: 200,
    allow: admin("record"),
    body: suggestionCreate,
    response: suggestion,
    summary: "Set the suggestion for one question: 201 when new, 200 when it replaced one",
  }),
  removeMany: endpoint({
    method: "DELETE",
    path: "/api/v1/records/{record_id}/suggestions",
    status: 204,
    allow: admin("record"),
    query: z.object({ ids: z.string() }),
    response: "empty",
    summary: "Delete suggestions of a record by comma-separated ids",
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/api/v1/suggestions/{suggestion_id}",
    status: 200,
    allow: admin("suggestion"),
    response: suggestion,
    summary: "Delete one suggestion",
  }),
}
