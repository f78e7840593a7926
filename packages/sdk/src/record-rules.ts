/** Records held against the dataset's settings before they are sent, and their form on the wire. */
import { checkFields, type FieldRules, type Json, type Question, type RecordCreate } from "@loam/schema"
import { InvalidInputError } from "./errors.ts"
import { FeedbackRecord, type RecordOptions, type Suggestion, type SuggestionOptions } from "./record.ts"

/** What records are checked against: local settings and those of the server look alike here. */
export interface RecordRules {
  readonly fields: readonly FieldRules[]
  readonly questions: readonly Pick<Question, "name">[]
}

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ")

function problemOf(record: FeedbackRecord<unknown>, rules: RecordRules): string | undefined {
  // Plain JavaScript may have given anything; what is no object has no fields.
  const given = Object(record.fields) as Readonly<Record<string, Json>>
  const checked = checkFields(given, rules.fields)
  if (!checked.ok)
    return `${checked.reason}; the fields are ${quoted(rules.fields.map((field) => field.name))}`
  const names = rules.questions.map((question) => question.name)
  const stray = record.suggestions.find((suggestion) => !names.includes(suggestion.question))
  return stray && `a suggestion answers the question '${stray.question}'; the questions are ${quoted(names)}`
}

const label = (position: number, external_id: string | null) =>
  external_id === null ? `Record ${position}` : `Record ${position} (external_id '${external_id}')`

/** A record that fits the settings, or an {@link InvalidInputError} with its position (from 0). */
export function checkedRecord<Fields>(
  given: RecordOptions<Fields>,
  position: number,
  rules: RecordRules,
): FeedbackRecord<Fields> {
  const record = given instanceof FeedbackRecord ? given : new FeedbackRecord(given)
  const problem = problemOf(record, rules)
  if (problem) throw new InvalidInputError(`${label(position, record.external_id)} does not fit: ${problem}`)
  return record
}

/** The suggestion as the API takes it inside a record. */
export function suggestionToWire({ question, value, score, agent, type }: Suggestion | SuggestionOptions) {
  const scores = typeof score === "object" && score !== null ? [...score] : score
  return { question_name: question, value, score: scores ?? null, agent: agent ?? null, type: type ?? null }
}

/** The record as the API takes it. */
export function recordToWire(record: FeedbackRecord<unknown>): RecordCreate {
  return {
    // Checked by `checkedRecord` against the dataset's own fields.
    fields: record.fields as RecordCreate["fields"],
    metadata: record.metadata,
    external_id: record.external_id,
    responses: record.responses,
    suggestions: record.suggestions.map(suggestionToWire),
    vectors: Object.fromEntries(Object.entries(record.vectors).map(([name, vector]) => [name, [...vector]])),
  }
}
