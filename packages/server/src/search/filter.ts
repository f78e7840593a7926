/** Filters as a condition on the row called `r`. */
import { type Filter, responseStatus as responseStatusSchema, type Scope, id as uuid } from "@loam/schema"
import { sql } from "kysely"
import { refuse } from "../http/errors.ts"
import type { SearchContext } from "./context.ts"
import { type Bounds, isOneOf, isWithin, type Sql } from "./json-target.ts"
import { readMoment } from "./moments.ts"
import { answers, anyValue, questionOf } from "./values.ts"

type RecordProperty = Extract<Scope, { entity: "record" }>["property"]
type Terms = Extract<Filter, { type: "terms" }>
type Range = Extract<Filter, { type: "range" }>

const isMoment = (property: RecordProperty): property is "inserted_at" | "updated_at" =>
  property === "inserted_at" || property === "updated_at"

function momentFrom(value: number | string, property: string): string {
  const moment = typeof value === "string" ? readMoment(value) : undefined
  if (moment === undefined)
    throw refuse.invalid(
      `'${value}' is not a date for ${property}; write it like 2026-01-31 or 2026-01-31T12:00:00`,
    )
  return moment
}

function recordTerms(property: RecordProperty, values: readonly string[]): Sql {
  if (isMoment(property)) {
    const moments = values.map((value) => momentFrom(value, property))
    return sql`r.${sql.ref(property)} = any(${moments}::timestamptz[])`
  }
  if (property !== "id") return sql`r.${sql.ref(property)} = any(${values}::text[])`
  const ids = values
    .map((value) => uuid.safeParse(value))
    .flatMap((each) => (each.success ? [each.data] : []))
  return sql`r.id = any(${ids}::uuid[])`
}

function recordRange(property: RecordProperty, { ge, le }: Bounds): Sql {
  const side = (operator: ">=" | "<=", bound: number | string | null) => {
    if (bound === null) return sql`true`
    return isMoment(property)
      ? sql`r.${sql.ref(property)} ${sql.raw(operator)} ${momentFrom(bound, property)}::timestamptz`
      : sql`r.${sql.ref(property)}::text collate "C" ${sql.raw(operator)} ${String(bound)}`
  }
  return sql`(${side(">=", ge)} and ${side("<=", le)})`
}

/** `pending` is the absence of an answer; any unknown word finds nothing. */
function responseStatus(context: SearchContext, values: readonly string[]): Sql {
  const stored = values.filter((value) => responseStatusSchema.safeParse(value).success)
  const conditions = [
    ...(stored.length > 0
      ? [sql`exists (select 1 from ${answers(context)} and a.status = any(${stored}::text[]))`]
      : []),
    ...(values.includes("pending") ? [sql`not exists (select 1 from ${answers(context)})`] : []),
  ]
  return conditions.length > 0 ? sql`(${sql.join(conditions, sql` or `)})` : sql`false`
}

function terms(context: SearchContext, { scope, values }: Terms): Sql {
  if (scope.entity === "record") return recordTerms(scope.property, values)
  if (scope.entity === "response" && !scope.question) {
    if (scope.property) return responseStatus(context, values)
    throw refuse.invalid("A filter on responses names a question, or the property 'status'")
  }
  return anyValue(context, scope, (item) => isOneOf(item, values))
}

/** Numbers may come as texts where the values are numbers. */
function boundsFor(context: SearchContext, scope: Scope, { ge = null, le = null }: Range): Bounds {
  if (!isNumeric(context, scope)) return { ge, le }
  const number = (bound: number | string | null) => {
    if (typeof bound !== "string") return bound
    if (bound.trim() !== "" && Number.isFinite(Number(bound))) return Number(bound)
    throw refuse.invalid(`'${bound}' is not a number, and the values it is compared with are`)
  }
  return { ge: number(ge), le: number(le) }
}

function isNumeric(context: SearchContext, scope: Scope): boolean {
  if (scope.entity === "metadata") {
    const property = context.rules.metadata_properties.find((each) => each.name === scope.metadata_property)
    return property !== undefined && property.settings.type !== "terms"
  }
  const { entity } = scope
  if (entity === "suggestion" && scope.property === "score") return true
  if (entity === "consensus" && scope.property === "confidence") return true
  if ((entity === "suggestion" || entity === "consensus") && (scope.property ?? "value") !== "value")
    return false
  return (
    (entity === "suggestion" || entity === "consensus" || entity === "response") &&
    questionOf(context, scope.question ?? "").settings.type === "rating"
  )
}

function range(context: SearchContext, filter: Range): Sql {
  const { scope, ge = null, le = null } = filter
  if (scope.entity === "record") return recordRange(scope.property, { ge, le })
  if (scope.entity === "response" && !scope.question)
    throw refuse.invalid("A range on responses names a question; filter the status by 'terms'")
  const bounds = boundsFor(context, scope, filter)
  return anyValue(context, scope, (item) => isWithin(item, bounds))
}

/** All filters must hold. Refuses what names an unknown question or property. */
export function filterExpression(context: SearchContext, filters: readonly Filter[]): Sql {
  const conditions = filters.map((filter) =>
    filter.type === "terms" ? terms(context, filter) : range(context, filter),
  )
  return conditions.length === 0 ? sql`true` : sql`(${sql.join(conditions, sql` and `)})`
}
