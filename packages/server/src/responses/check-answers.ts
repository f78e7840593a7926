/** Whether an answer fits the dataset's questions. */
import { checkValue, type Json, type Question, type ResponseStatus, type Values } from "@loam/schema"

export type QuestionRules = Pick<Question, "name" | "required" | "settings">

export interface Answers {
  readonly status: ResponseStatus
  readonly values?: Values | null | undefined
}

/** Values as they are stored, or why they are refused. */
export type CheckedAnswers =
  | { readonly ok: true; readonly values: { [question: string]: { value: Json } } }
  | { readonly ok: false; readonly reason: string }

const refused = (reason: string): CheckedAnswers => ({ ok: false, reason })

/** Required questions are demanded of submitted answers only; every given value must fit its question. */
export function checkAnswers(
  questions: readonly QuestionRules[],
  { status, values }: Answers,
  fields: Readonly<Record<string, unknown>>,
): CheckedAnswers {
  const given = values ?? {}
  const submitted = status === "submitted"
  if (submitted && Object.keys(given).length === 0) return refused("a submitted response needs values")
  if (submitted) {
    const missing = questions.find((question) => question.required && !(question.name in given))
    if (missing) return refused(`a value for the required question '${missing.name}' is missing`)
  }
  const stored: { [question: string]: { value: Json } } = {}
  for (const [name, { value }] of Object.entries(given)) {
    const question = questions.find((each) => each.name === name)
    if (!question) return refused(`there is no question '${name}' in this dataset`)
    const checked = checkValue(question.settings, value, { submitted, fields })
    if (!checked.ok) return refused(`question '${name}': ${checked.reason}`)
    stored[name] = { value: checked.value }
  }
  return { ok: true, values: stored }
}
