/** Whether a record fits its dataset; the stored form of everything on it, or the first reason why not. */
import {
  checkFields,
  type Json,
  limits,
  metadataProblem,
  type RecordRestore,
  type RecordSuggestion,
  type ResponseContext,
  type ResponseStatus,
} from "@loam/schema"
import { unstorable } from "../http/storable.ts"
import { checkAnswers } from "../responses/index.ts"
import { type CheckedSuggestion, checkSuggestion } from "../suggestions/index.ts"
import type { DatasetRules } from "./rules.ts"

export interface CheckedResponse {
  readonly user_id: string
  readonly status: ResponseStatus
  readonly values: { readonly [question: string]: { readonly value: Json } }
  readonly context: ResponseContext | null | undefined
  readonly inserted_at?: string | null | undefined
  readonly updated_at?: string | null | undefined
}

export interface CheckedVector {
  readonly vector_settings_id: string
  readonly value: readonly number[]
}

/** Absent members stay as they are. */
export interface CheckedRecord {
  readonly fields?: { readonly [name: string]: Json }
  readonly metadata?: { readonly [name: string]: Json } | null
  readonly suggestions: readonly CheckedSuggestion[]
  readonly responses: readonly CheckedResponse[]
  readonly vectors: readonly CheckedVector[]
}

export type RecordCheck =
  | { readonly ok: true; readonly record: CheckedRecord }
  | { readonly ok: false; readonly reason: string }

export interface CheckContext {
  readonly rules: DatasetRules
  /** Ids of the responses' authors that exist. */
  readonly users: ReadonlySet<string>
}

/** What a record brings; `RecordRestore` and the members of an update both fit. */
export type RecordInput = Omit<RecordRestore, "id" | "external_id"> & {
  readonly external_id?: string | null | undefined
}

/** The fields of a record that is there already. */
export type StoredFields = { readonly [name: string]: Json }

class Reason extends Error {}
const refuse = (reason: string): never => {
  throw new Reason(reason)
}

function checkMetadata(metadata: RecordInput["metadata"], rules: DatasetRules): void {
  for (const [key, value] of Object.entries(metadata ?? {})) {
    const property = rules.metadata_properties.find((each) => each.name === key)
    const problem = property && metadataProblem(property.settings, value)
    if (problem) refuse(`its metadata '${key}' is not valid: ${problem}`)
    if (!property && !rules.allow_extra_metadata)
      refuse(`its metadata has '${key}', which is not declared, and the dataset takes no other metadata`)
  }
}

function checkVectors(vectors: RecordInput["vectors"], rules: DatasetRules): CheckedVector[] {
  return Object.entries(vectors ?? {}).map(([name, value]) => {
    const settings =
      rules.vectors_settings.find((each) => each.name === name) ??
      refuse(`the dataset has no vector settings named '${name}'`)
    if (value.length !== settings.dimensions)
      refuse(`its vector '${name}' has ${value.length} numbers, ${settings.dimensions} are wanted`)
    if (value.some((each) => Math.abs(each) > limits.vectorNumber))
      refuse(`its vector '${name}' has a number beyond ${limits.vectorNumber}`)
    return { vector_settings_id: settings.id, value }
  })
}

function questionOf({ question_id, question_name }: RecordSuggestion, { questions }: DatasetRules) {
  return (
    questions.find((question) => question.id === question_id) ??
    questions.find((question) => question.name === question_name) ??
    refuse(
      `there is no question ${question_name ? `'${question_name}'` : `with id ${question_id}`} in this dataset`,
    )
  )
}

function checkSuggestions(
  input: RecordInput,
  rules: DatasetRules,
  fields: StoredFields,
): CheckedSuggestion[] {
  const seen = new Set<string>()
  return (input.suggestions ?? []).map((given) => {
    const question = questionOf(given, rules)
    if (seen.has(question.id)) refuse(`it has two suggestions for question '${question.name}'`)
    seen.add(question.id)
    const checked = checkSuggestion(question, given, fields)
    const { inserted_at, updated_at } = given
    return checked.ok ? { ...checked.suggestion, inserted_at, updated_at } : refuse(checked.reason)
  })
}

function checkResponses(input: RecordInput, { rules, users }: CheckContext, fields: StoredFields) {
  return (input.responses ?? []).map(({ user_id, status, values, context, ...times }): CheckedResponse => {
    if (!users.has(user_id)) refuse(`there is no user with id ${user_id}, who is said to have answered it`)
    const checked = checkAnswers(rules.questions, { status, values }, fields)
    if (!checked.ok) return refuse(`the response of user ${user_id} is not valid: ${checked.reason}`)
    const { inserted_at, updated_at } = times
    return { user_id, status, values: checked.values, context, inserted_at, updated_at }
  })
}

function checkFieldsOf(input: RecordInput, rules: DatasetRules, stored: StoredFields | undefined) {
  // `null` leaves the fields of a stored record alone; a new record needs its own.
  if (stored && !input.fields) return undefined
  const checked = checkFields(input.fields ?? {}, rules.fields)
  return checked.ok ? checked.fields : refuse(checked.reason)
}

function check(input: RecordInput, context: CheckContext, stored: StoredFields | undefined): CheckedRecord {
  const { rules } = context
  const broken = unstorable(input as Json) // parsed from JSON; absent members aside it is nothing else
  if (broken) refuse(broken)
  if ((input.external_id?.length ?? 0) > limits.externalId)
    refuse(`its external_id is longer than ${limits.externalId} characters`)
  const fields = checkFieldsOf(input, rules, stored)
  checkMetadata(input.metadata, rules)
  const effective = fields ?? stored ?? {}
  const suggestions = checkSuggestions(input, rules, effective)
  const responses = checkResponses(input, context, effective)
  const vectors = checkVectors(input.vectors, rules)
  return {
    ...(fields ? { fields } : {}),
    ...(input.metadata === undefined ? {} : { metadata: input.metadata }),
    suggestions,
    responses,
    vectors,
  }
}

/** `stored`: the fields of the record this goes onto; absent for a new one. */
export function checkRecord(input: RecordInput, context: CheckContext, stored?: StoredFields): RecordCheck {
  try {
    return { ok: true, record: check(input, context, stored) }
  } catch (error) {
    if (error instanceof Reason) return { ok: false, reason: error.message }
    throw error
  }
}
