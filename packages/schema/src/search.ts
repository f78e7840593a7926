/** Search: filters and sorting over records and what hangs on them. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { admin, member } from "./permissions.ts"
import { include, oldParameters, record } from "./records.ts"
import { float, id, integer, list, paging, textOrNumber } from "./scalars.ts"

export const scope = z.discriminatedUnion("entity", [
  z.object({
    entity: z.literal("record"),
    property: z.enum(["id", "external_id", "status", "inserted_at", "updated_at"]),
  }),
  z.object({
    entity: z.literal("response"),
    question: z.string().nullish(),
    property: z.enum(["status"]).nullish(),
  }),
  z.object({
    entity: z.literal("suggestion"),
    question: z.string(),
    property: z.enum(["value", "score", "agent", "type"]).nullish(),
  }),
  z.object({ entity: z.literal("metadata"), metadata_property: z.string() }),
  /** The stored consensus on a question; its current version unless told. Not for labelers. */
  z.object({
    entity: z.literal("consensus"),
    question: z.string(),
    property: z.enum(["value", "confidence", "status"]).nullish(),
    version: integer({ min: 1 }).nullish(),
  }),
])
export type Scope = z.infer<typeof scope>

const bound = z.union([z.number(), z.string()]).nullish()

export const filter = z.discriminatedUnion("type", [
  z.object({ type: z.literal("terms"), scope, values: z.array(textOrNumber).min(1).max(250) }),
  z.object({ type: z.literal("range"), scope, ge: bound, le: bound }).superRefine(({ ge, le }, context) => {
    const low = ge ?? null
    const high = le ?? null
    if (low === null && high === null)
      context.addIssue({ code: "custom", message: "give 'ge' or 'le' or both" })
    if (low !== null && high !== null && low > high) {
      context.addIssue({ code: "custom", message: "'ge' must not be greater than 'le'" })
    }
  }),
])
export type Filter = z.infer<typeof filter>

export const filters = z.object({ and: z.array(filter).min(1).max(50) })
export const sort = z
  .array(z.object({ scope, order: z.enum(["asc", "desc"]) }))
  .min(1)
  .max(10)
export type Sort = z.infer<typeof sort>

export const searchQuery = z.object({
  query: z
    .object({
      text: z.object({ q: textOrNumber, field: z.string().nullish() }).nullish(),
      vector: z
        .object({
          name: z.string(),
          record_id: id.nullish(),
          value: z.array(float()).nullish(),
          order: z.enum(["most_similar", "least_similar"]).default("most_similar"),
        })
        .superRefine(({ record_id, value }, context) => {
          const given = [record_id ? 1 : 0, value && value.length > 0 ? 1 : 0]
          if (given[0] === given[1])
            context.addIssue({ code: "custom", message: "give 'record_id' or a 'value', one of the two" })
        })
        .nullish(),
    })
    .nullish(),
  filters: filters.nullish(),
  sort: sort.nullish(),
})
export type SearchQuery = z.infer<typeof searchQuery>

export const searchPage = z.object({
  items: z.array(z.object({ record, query_score: z.number().nullable() })),
  total: z.int(),
})

export const searchEndpoints = {
  all: endpoint({
    method: "POST",
    path: "/api/v1/datasets/{dataset_id}/records/search",
    status: 200,
    allow: admin("dataset"),
    reads: true,
    query: z.object({ include, ...paging, ...oldParameters }),
    body: searchQuery,
    response: searchPage,
    summary: "Search records with everybody's responses",
  }),
  mine: endpoint({
    method: "POST",
    path: "/api/v1/me/datasets/{dataset_id}/records/search",
    status: 200,
    allow: member("dataset"),
    reads: true,
    query: z.object({ include, ...paging, ...oldParameters }),
    body: searchQuery,
    response: searchPage,
    summary:
      "Search records as the caller sees them: their own response only; with a filter on its status (not pending) and no sort, the latest answered come first",
  }),
  suggestionOptions: endpoint({
    method: "GET",
    path: "/api/v1/datasets/{dataset_id}/records/search/suggestions/options",
    status: 200,
    allow: member("dataset"),
    response: list(z.object({ question: z.object({ id, name: z.string() }), agents: z.array(z.string()) })),
    summary: "For each question the agents whose suggestions can be filtered by",
  }),
}
