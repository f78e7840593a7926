/** Sort keys; missing values come last in both directions, ties in the order of the records, or against it for moments. */
import type { Scope, Sort } from "@loam/schema"
import { sql } from "kysely"
import { refuse } from "../http/errors.ts"
import type { SearchContext } from "./context.ts"
import { type Sql, sortKey } from "./json-target.ts"
import {
  answers,
  answerTo,
  consensusFor,
  metadataValue,
  partOfConsensus,
  partOfSuggestion,
  questionOf,
  suggestionFor,
} from "./values.ts"

type RecordProperty = Extract<Scope, { entity: "record" }>["property"]

function recordKey(property: RecordProperty): Sql {
  const column = sql`r.${sql.ref(property)}`
  return property === "external_id" || property === "status" ? sql`${column} collate "C"` : column
}

/** Several answers count with their average, so only ratings can be sorted by. */
function responseKey(context: SearchContext, scope: Extract<Scope, { entity: "response" }>): Sql {
  const question = scope.question ? questionOf(context, scope.question) : undefined
  if (question?.settings.type !== "rating")
    throw refuse.invalid("Of the responses only the values of rating questions can be sorted by")
  const value = answerTo(question)
  return sql`(
    select avg(case when jsonb_typeof(${value}) = 'number' then (${value} #>> '{}')::numeric end) from ${answers(context)})`
}

function suggestionKey(context: SearchContext, scope: Extract<Scope, { entity: "suggestion" }>): Sql {
  const question = questionOf(context, scope.question)
  const { type } = question.settings
  if ((scope.property ?? "value") === "value" && type !== "rating" && type !== "label_selection")
    throw refuse.invalid(`Suggestions of a ${type} question cannot be sorted by value`)
  return sql`(select ${sortKey(partOfSuggestion(scope.property))} from ${suggestionFor(question)})`
}

function consensusKey(context: SearchContext, scope: Extract<Scope, { entity: "consensus" }>): Sql {
  const { type } = questionOf(context, scope.question).settings
  if ((scope.property ?? "value") === "value" && type !== "rating" && type !== "label_selection")
    throw refuse.invalid(`The consensus on a ${type} question cannot be sorted by value`)
  return sql`(select ${sortKey(partOfConsensus(scope.property))} from ${consensusFor(context, scope)})`
}

function keyOf(context: SearchContext, scope: Scope): Sql {
  switch (scope.entity) {
    case "record":
      return recordKey(scope.property)
    case "response":
      return responseKey(context, scope)
    case "suggestion":
      return suggestionKey(context, scope)
    case "consensus":
      return consensusKey(context, scope)
    case "metadata":
      return sortKey(metadataValue(context, scope.metadata_property))
  }
}

const isMoment = (scope: Scope) =>
  scope.entity === "record" && (scope.property === "inserted_at" || scope.property === "updated_at")

/** For `order by`, on the row called `r`. */
export function sortExpression(context: SearchContext, sort: Sort): Sql {
  const keys = sort.map(({ scope, order }) => sql`${keyOf(context, scope)} ${sql.raw(order)} nulls last`)
  // Records of one request share a moment: the latest of them first, where the latest are asked for first.
  const last = sort.at(-1)
  return sql.join([...keys, last && isMoment(last.scope) ? sql`r.seq ${sql.raw(last.order)}` : sql`r.seq`])
}

/** The latest answered first, for somebody who goes through what they did. */
export const latestAnswerFirst = (context: SearchContext): Sql =>
  sql`(select max(a.updated_at) from ${answers(context)}) desc nulls last, r.seq`
