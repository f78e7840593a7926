/** The registry of question types: adding one is one module here, one widget, one distance function. */
import { z } from "zod"
import type { Json } from "../scalars.ts"
import { labelSelectionQuestion, labelSelectionSettings } from "./label-selection.ts"
import { multiLabelSelectionQuestion, multiLabelSelectionSettings } from "./multi-label-selection.ts"
import type { AnswerContext, Checked, QuestionType } from "./question-type.ts"
import { rankingQuestion, rankingSettings } from "./ranking.ts"
import { ratingQuestion, ratingSettings } from "./rating.ts"
import { spanQuestion, spanSettings } from "./span.ts"
import { textQuestion, textSettings } from "./text.ts"

/** Settings as stored and served, by type. */
export const questionSettings = z.discriminatedUnion("type", [
  textSettings,
  ratingSettings,
  labelSelectionSettings,
  multiLabelSelectionSettings,
  rankingSettings,
  spanSettings,
])
export type QuestionSettings = z.infer<typeof questionSettings>
export type QuestionTypeName = QuestionSettings["type"]
export type SettingsOf<Name extends QuestionTypeName> = Extract<QuestionSettings, { type: Name }>

export const questionTypes: { readonly [Name in QuestionTypeName]: QuestionType<SettingsOf<Name>> } = {
  text: textQuestion,
  rating: ratingQuestion,
  label_selection: labelSelectionQuestion,
  multi_label_selection: multiLabelSelectionQuestion,
  ranking: rankingQuestion,
  span: spanQuestion,
}

export type { Option } from "./options.ts"
export type { AnswerContext, Checked } from "./question-type.ts"
export type { RankedOption } from "./ranking.ts"
export { codePointLength, type Span } from "./span.ts"

/** Checks one value against one question; see {@link QuestionType}. */
export function checkValue(settings: QuestionSettings, value: Json, context: AnswerContext): Checked {
  // The registry pairs each name with its own settings, which the compiler cannot follow through the lookup.
  const type = questionTypes[settings.type] as QuestionType<QuestionSettings>
  return type.check(settings, value, context)
}
