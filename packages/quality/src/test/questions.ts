/** One small question of every type, and answers to it. */
import type { QuestionTypeName, SettingsOf } from "@loam/schema"
import type { Answer } from "../index.ts"

export const option = (value: string) => ({ value, text: value, description: null })

/** Options a, b, c; ratings 1 to 5. */
export const QUESTIONS: { readonly [T in QuestionTypeName]: SettingsOf<T> & { readonly type: T } } = {
  text: { type: "text", use_markdown: false },
  label_selection: { type: "label_selection", options: ["a", "b", "c"].map(option), visible_options: null },
  multi_label_selection: {
    type: "multi_label_selection",
    options: ["a", "b", "c"].map(option),
    visible_options: null,
    options_order: "natural",
  },
  rating: { type: "rating", options: [1, 2, 3, 4, 5].map((value) => ({ value })) },
  ranking: { type: "ranking", options: ["a", "b", "c"].map(option) },
  span: {
    type: "span",
    field: "text",
    options: ["a", "b", "c"].map(option),
    visible_options: null,
    allow_overlapping: true,
    allow_character_annotation: true,
  },
}

/** One answer each of r0, r1, r2 … */
export const answersOf = <V>(values: readonly V[]): Answer<V>[] =>
  values.map((value, at) => ({ rater: `r${at}`, value }))
