/** Where a scope's values are: in the record's answers, in its suggestions, in its metadata. */
import type { Scope } from "@loam/schema"
import { sql } from "kysely"
import { refuse } from "../http/errors.ts"
import type { QuestionRules } from "../records/index.ts"
import type { SearchContext } from "./context.ts"
import type { Sql } from "./json-target.ts"
import { anyItem } from "./json-target.ts"

/** Free texts, rankings and spans are not looked up by value. */
const searchable = new Set(["label_selection", "multi_label_selection", "rating"])

export const hasSearchableValues = ({ settings }: QuestionRules) => searchable.has(settings.type)

export function questionOf({ rules }: SearchContext, name: string): QuestionRules {
  const question = rules.questions.find((each) => each.name === name)
  if (!question) throw refuse.invalid(`There is no question '${name}' in the dataset ${rules.id}`)
  return question
}

/**
 * The answers of the record `r` that count for this search. Their dataset is not named: without statistics PostgreSQL
 * would go through all answers of the dataset for each record (1,000 of both on PGlite: 38 s a search instead of 1.4).
 */
export const answers = ({ answersOf }: SearchContext): Sql => sql`
  responses a where a.record_id = r.id
  ${answersOf === undefined ? sql`` : sql`and a.user_id = ${answersOf}`}`

export const answerTo = (question: QuestionRules): Sql =>
  sql`(a."values" -> ${question.name}::text -> 'value')`

export const suggestionFor = (question: QuestionRules): Sql => sql`
  suggestions s where s.record_id = r.id and s.question_id = ${question.id}`

type SuggestionScope = Extract<Scope, { entity: "suggestion" }>

/** What of a suggestion is meant, as JSON. */
export function partOfSuggestion(property: SuggestionScope["property"]): Sql {
  switch (property) {
    case "score":
      return sql`s.score`
    case "agent":
      return sql`to_jsonb(s.agent)`
    case "type":
      return sql`to_jsonb(s.type)`
    default:
      return sql`s.value`
  }
}

export function metadataValue(context: SearchContext, name: string): Sql {
  const property = context.rules.metadata_properties.find((each) => each.name === name)
  if (!property || !(context.metadata || property.visible_for_annotators))
    throw refuse.invalid(`There is no metadata property '${name}' in the dataset ${context.rules.id}`)
  return sql`(r.metadata -> ${name}::text)`
}

type ConsensusScope = Extract<Scope, { entity: "consensus" }>

/** What is stored of the consensus on the record `r`, from rows `v`. Labelers are not to know what others said. */
export function consensusFor(context: SearchContext, scope: ConsensusScope): Sql {
  const question = questionOf(context, scope.question)
  if (!context.metadata) throw refuse.invalid("The consensus is for those who run the campaign")
  const version = scope.version ?? null
  return sql`consensus_values v where v.record_id = r.id and v.consensus_id = (
    select c.id from consensus_versions c where c.question_id = ${question.id} and c.status = 'ready'
    ${version === null ? sql`` : sql`and c.version = ${version}`} order by c.version desc limit 1)`
}

/** What of it is meant, as JSON. */
export function partOfConsensus(property: ConsensusScope["property"]): Sql {
  switch (property) {
    case "confidence":
      return sql`to_jsonb(v.confidence)`
    case "status":
      return sql`to_jsonb(v.status)`
    default:
      return sql`coalesce(v.value, v."values")`
  }
}

/** True where a test holds for a value of the scope; records have no such values, their columns are filtered as such. */
export function anyValue(
  context: SearchContext,
  scope: Exclude<Scope, { entity: "record" }>,
  test: (item: Sql) => Sql,
): Sql {
  if (scope.entity === "metadata") {
    const value = metadataValue(context, scope.metadata_property)
    return sql`(${value} is not null and ${anyItem(value, test)})`
  }
  const question = questionOf(context, scope.question ?? "")
  if (scope.entity === "consensus") {
    if ((scope.property ?? "value") === "value" && !hasSearchableValues(question)) return sql`false`
    const part = partOfConsensus(scope.property)
    return sql`exists (select 1 from ${consensusFor(context, scope)} and ${part} is not null and ${anyItem(part, test)})`
  }
  if (scope.entity === "response") {
    if (!hasSearchableValues(question)) return sql`false`
    const value = answerTo(question)
    return sql`exists (select 1 from ${answers(context)} and ${value} is not null and ${anyItem(value, test)})`
  }
  if ((scope.property ?? "value") === "value" && !hasSearchableValues(question)) return sql`false`
  const part = partOfSuggestion(scope.property)
  return sql`exists (select 1 from ${suggestionFor(question)} and ${part} is not null and ${anyItem(part, test)})`
}
