/** Label question: the answer is one of the labels. */
import { z } from "zod"
import { limits } from "../limits.ts"
import { integer } from "../scalars.ts"
import {
  listed,
  option,
  optionInput,
  optionUpdate,
  uniqueValues,
  visibleOptions,
  visibleWithinOptions,
} from "./options.ts"
import { accepted, type QuestionType, refused } from "./question-type.ts"

export const labelSelectionSettings = z.object({
  type: z.literal("label_selection"),
  options: z.array(option),
  visible_options: z.int().nullable(),
})
export type LabelSelectionSettings = z.infer<typeof labelSelectionSettings>

/** Options of single- and multi-label questions. */
export const labelOptions = z
  .array(optionInput)
  .min(limits.labelOptions.min)
  .max(limits.labelOptions.max)
  .superRefine(uniqueValues)

export const labelSelectionQuestion: QuestionType<LabelSelectionSettings> = {
  create: z
    .object({ type: z.literal("label_selection"), options: labelOptions, visible_options: visibleOptions })
    .superRefine(visibleWithinOptions),
  update: z.object({
    type: z.literal("label_selection"),
    options: z.array(optionUpdate).min(1).optional(),
    visible_options: integer({ min: limits.visibleOptionsMin }).nullish(),
  }),
  manyValued: false,
  check: (settings, value) => {
    const labels = settings.options.map((each) => each.value)
    return typeof value === "string" && labels.includes(value)
      ? accepted(value)
      : refused(`${JSON.stringify(value)} is not a label of this question; its labels are ${listed(labels)}`)
  },
}
