/** What a question type is: settings in, settings stored, and how an answer is checked. */
import type { z } from "zod"
import type { Json } from "../scalars.ts"

/** What a check may look at beside the question's own settings. */
export interface AnswerContext {
  /** `submitted` answers are held to completeness; drafts and suggestions may be partial. */
  readonly submitted: boolean
  /** Field values of the record, for questions about a field. */
  readonly fields: Readonly<Record<string, unknown>>
}

/**
 * One question type. `check` answers a value that fits the settings with its stored form, anything else with the
 * reason in one sentence.
 */
export interface QuestionType<Settings> {
  readonly create: z.ZodType
  readonly update: z.ZodType
  readonly check: (settings: Settings, value: Json, context: AnswerContext) => Checked
  /** True when the answer is a list of items, so that a suggestion's score is a list too. */
  readonly manyValued: boolean
}

export type Checked =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly reason: string }

export const accepted = (value: Json): Checked => ({ ok: true, value })
export const refused = (reason: string): Checked => ({ ok: false, reason })

/** What kind of JSON value somebody sent, for sentences. */
export function kindOf(value: Json): string {
  if (value === null) return "null"
  if (Array.isArray(value)) return "a list"
  if (typeof value === "object") return "an object"
  return `a ${typeof value}`
}
