/** Whether a suggestion fits its question: the value as an answer may be partial, one score an item. */
import { checkValue, type Json, type Question, questionTypes, type SuggestionCreate } from "@loam/schema"

export type SuggestedQuestion = Pick<Question, "id" | "name" | "settings">

/** A suggestion as it is stored. */
export interface CheckedSuggestion {
  readonly question_id: string
  readonly value: Json
  readonly type: "model" | "human" | null
  readonly agent: string | null
  readonly score: number | number[] | null
  /** Now unless given. */
  readonly inserted_at?: string | null | undefined
  readonly updated_at?: string | null | undefined
}

export type SuggestionCheck =
  | { readonly ok: true; readonly suggestion: CheckedSuggestion }
  | { readonly ok: false; readonly reason: string }

function scoreProblem(question: SuggestedQuestion, value: Json, score: number | number[] | null) {
  if (score === null) return undefined
  const many = questionTypes[question.settings.type].manyValued
  if (!many)
    return Array.isArray(score) ? "its value is one item, so its score must be one number" : undefined
  if (!Array.isArray(score)) return "its value is a list, so its score must be a list of numbers"
  const items = Array.isArray(value) ? value.length : 0
  return items === score.length ? undefined : `it has ${items} items and ${score.length} scores`
}

export function checkSuggestion(
  question: SuggestedQuestion,
  given: Omit<SuggestionCreate, "question_id">,
  fields: Readonly<Record<string, unknown>>,
): SuggestionCheck {
  const refused = (reason: string): SuggestionCheck => ({
    ok: false,
    reason: `the suggestion for question '${question.name}' is not valid: ${reason}`,
  })
  const checked = checkValue(question.settings, given.value, { submitted: false, fields })
  if (!checked.ok) return refused(checked.reason)
  const score = given.score ?? null
  const problem = scoreProblem(question, checked.value, score)
  if (problem) return refused(problem)
  const { type = null, agent = null } = given
  return { ok: true, suggestion: { question_id: question.id, value: checked.value, type, agent, score } }
}
