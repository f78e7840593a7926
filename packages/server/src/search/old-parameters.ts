/** The filters and order that 1.x clients write into the address, as a search. */
import type { Filter, SearchQuery, Sort } from "@loam/schema"
import { refuse } from "../http/errors.ts"
import type { DatasetRules } from "../records/index.ts"

export interface OldParameters {
  readonly response_status?: readonly string[] | undefined
  readonly metadata?: readonly string[] | undefined
  readonly sort_by?: readonly string[] | undefined
}

function statusFilter(statuses: readonly string[]): Filter {
  const values = statuses.map((status) => (status === "missing" ? "pending" : status))
  return { type: "terms", scope: { entity: "response", property: "status" }, values }
}

const malformed = (parameter: string) =>
  refuse.invalid(
    `metadata=${parameter} cannot be read: write name:term,term, or name:{"ge":1,"le":5} for numbers`,
  )

function readRange(parameter: string, expression: string): { ge: number | null; le: number | null } {
  let range: unknown
  try {
    range = JSON.parse(expression)
  } catch {
    throw malformed(parameter)
  }
  if (typeof range !== "object" || range === null) throw malformed(parameter)
  const { ge = null, le = null } = range as { ge?: unknown; le?: unknown }
  const isBound = (bound: unknown): bound is number | null => bound === null || typeof bound === "number"
  if (!isBound(ge) || !isBound(le) || (ge === null && le === null)) throw malformed(parameter)
  if (ge !== null && le !== null && ge > le) throw malformed(parameter)
  return { ge, le }
}

/** A name that is none filters nothing: that is what clients of the time were answered. */
function metadataFilter({ metadata_properties }: DatasetRules, parameter: string): Filter[] {
  const colon = parameter.indexOf(":")
  if (colon <= 0 || colon === parameter.length - 1) throw malformed(parameter)
  const [name, expression] = [parameter.slice(0, colon), parameter.slice(colon + 1)]
  const property = metadata_properties.find((each) => each.name === name)
  if (!property) return []
  const scope = { entity: "metadata", metadata_property: name } as const
  if (property.settings.type === "terms") return [{ type: "terms", scope, values: expression.split(",") }]
  return [{ type: "range", scope, ...readRange(parameter, expression) }]
}

/** `SortOrder.desc` is what the client sends on Python 3.11 and later. */
const orders: Record<string, "asc" | "desc"> = {
  asc: "asc",
  desc: "desc",
  "SortOrder.asc": "asc",
  "SortOrder.desc": "desc",
}

function sortScope(field: string): Sort[number]["scope"] {
  if (field === "inserted_at" || field === "updated_at") return { entity: "record", property: field }
  const metadata_property = /^metadata\.(.+)$/.exec(field)?.[1]
  if (metadata_property) return { entity: "metadata", metadata_property }
  throw refuse.invalid(`sort_by=${field} is not known; there are inserted_at, updated_at and metadata.NAME`)
}

function sortKeys(parameter: string): Sort {
  const [fields = "", order = "asc"] = parameter.split(/:(.*)/s, 2)
  const direction = orders[order]
  if (!direction) throw refuse.invalid(`sort_by=${parameter}: the order is asc or desc`)
  return fields.split(",").map((field) => ({ scope: sortScope(field), order: direction }))
}

/** The search with what the address adds to it. */
export function withOldParameters(
  rules: DatasetRules,
  search: SearchQuery,
  { response_status, metadata, sort_by }: OldParameters,
): SearchQuery {
  const added = [
    ...(response_status ? [statusFilter(response_status)] : []),
    ...(metadata ?? []).flatMap((parameter) => metadataFilter(rules, parameter)),
  ]
  const and = [...(search.filters?.and ?? []), ...added]
  const sort = (sort_by ?? []).flatMap(sortKeys)
  return {
    ...search,
    ...(added.length > 0 ? { filters: { and } } : {}),
    ...(sort.length > 0 ? { sort } : {}),
  }
}
