/** Answers and suggestions: what is shown, what counts as answered, what goes over the wire. */
import type { Suggestion, Values } from "@loam/schema"
import type { AnswerState, Answers, Held, Json, Question, WireRecord } from "./model.ts"

export function suggestionFor(question: Question, record: WireRecord): Suggestion | null {
  return record.suggestions?.find((each) => each.question_id === question.id) ?? null
}

/** Suggestions speak only for records that are still open: an answer given is nobody else's. */
export const isOpen = (held: Pick<Held, "status">) => held.status === "pending" || held.status === "draft"

export interface ShownValue {
  readonly value: Json | undefined
  /** `suggestion` is the ghost state: visible, not yet anybody's answer. */
  readonly from: "answer" | "suggestion" | "nothing"
}

/** What a question shows for a record. */
export function shownValue(question: Question, held: Held): ShownValue {
  const answer = held.answers[question.name]
  if (answer === null) return { value: undefined, from: "nothing" }
  if (answer !== undefined) return { value: answer, from: "answer" }
  const suggestion = isOpen(held) ? suggestionFor(question, held.record) : null
  if (suggestion === null || suggestion.value === null) return { value: undefined, from: "nothing" }
  return { value: suggestion.value, from: "suggestion" }
}

/** Whether a value says something: blank text and empty lists do not. */
export function saysSomething(value: Json | undefined): boolean {
  if (value === undefined || value === null) return false
  if (typeof value === "string") return value.trim() !== ""
  if (Array.isArray(value)) return value.length > 0
  return true
}

/** Why an answer that was begun cannot be submitted as it is: a ranking is of all options or of none. */
function unfinished({ settings, title }: Question, value: Json | undefined): string | null {
  if (settings.type !== "ranking" || !saysSomething(value)) return null
  const left = settings.options.length - (Array.isArray(value) ? value.length : 0)
  return left > 0 ? `Rank ${left} more of “${title}” to submit` : null
}

export interface Gap {
  readonly question: Question
  readonly reason: string
}

/** The first question that keeps the record from being submitted, with the sentence that says so. */
export function firstGap(questions: readonly Question[], held: Held): Gap | null {
  const answered = (question: Question) => saysSomething(shownValue(question, held).value)
  const missing = questions.find((question) => question.required && !answered(question))
  if (missing) return { question: missing, reason: `Answer “${missing.title}” to submit` }
  for (const question of questions) {
    const reason = unfinished(question, shownValue(question, held).value)
    if (reason) return { question, reason }
  }
  const first = questions[0]
  if (first && !questions.some(answered)) return { question: first, reason: "Answer a question to submit" }
  return null
}

/** Answers with every visible suggestion taken over: what Submit sends. */
export function acceptSuggestions(questions: readonly Question[], held: Held): Answers {
  const accepted: Record<string, Json> = { ...held.answers }
  for (const question of questions) {
    const { value, from } = shownValue(question, held)
    if (from === "suggestion" && value !== undefined) accepted[question.name] = value
  }
  return accepted
}

/** Names of the questions whose suggestion was on screen. */
export function suggestionsSeen(questions: readonly Question[], record: WireRecord): string[] {
  return questions
    .filter((question) => suggestionFor(question, record) !== null)
    .map((question) => question.name)
}

/** Answers as the wire wants them; a cleared or empty answer is an absent one. */
export function toValues(answers: Answers): Values {
  const values: Values = {}
  for (const [name, value] of Object.entries(answers)) {
    const empty = value === null || value === "" || (Array.isArray(value) && value.length === 0)
    if (!empty) values[name] = { value }
  }
  return values
}

/** The answers inside a stored response. */
export function fromValues(values: unknown): Answers {
  const answers: Record<string, Json> = {}
  for (const [name, item] of Object.entries(values ?? {})) {
    // Stored values are `{value}` objects; anything else would be a foreign shape and says nothing.
    const value = (item as { value?: Json } | null)?.value
    if (value !== undefined && value !== null) answers[name] = value
  }
  return answers
}

/** Text is compared as it is: a long answer is compared at every key press. Objects keep the order of their members. */
const sameValue = (one: Json | undefined, other: Json | undefined) =>
  one === other ||
  (typeof one === "object" && typeof other === "object" && JSON.stringify(one) === JSON.stringify(other))

/** Same content on the wire. */
export function sameAnswers(one: Answers, other: Answers): boolean {
  if (one === other) return true
  const [a, b] = [toValues(one), toValues(other)]
  const names = Object.keys(a)
  return (
    names.length === Object.keys(b).length && names.every((name) => sameValue(a[name]?.value, b[name]?.value))
  )
}

export const isEmpty = (answers: Answers) => Object.keys(toValues(answers)).length === 0

export const sameState = (one: AnswerState, other: AnswerState) =>
  one.status === other.status && sameAnswers(one.answers, other.answers)

/** Something is on screen that neither outbox nor server knows. */
export const isUnsaved = (held: Held) => !sameState(held, held.saved)
