/** Multi-label question: the answer is one or more of the labels. */
import { z } from "zod"
import { limits } from "../limits.ts"
import { integer } from "../scalars.ts"
import { labelOptions } from "./label-selection.ts"
import { listed, option, optionUpdate, visibleOptions, visibleWithinOptions } from "./options.ts"
import { accepted, kindOf, type QuestionType, refused } from "./question-type.ts"

const optionsOrder = z.enum(["natural", "suggestion"])

export const multiLabelSelectionSettings = z.object({
  type: z.literal("multi_label_selection"),
  options: z.array(option),
  visible_options: z.int().nullable(),
  options_order: optionsOrder,
})
export type MultiLabelSelectionSettings = z.infer<typeof multiLabelSelectionSettings>

export const multiLabelSelectionQuestion: QuestionType<MultiLabelSelectionSettings> = {
  create: z
    .object({
      type: z.literal("multi_label_selection"),
      options: labelOptions,
      visible_options: visibleOptions,
      options_order: optionsOrder.default("natural"),
    })
    .superRefine(visibleWithinOptions),
  update: z.object({
    type: z.literal("multi_label_selection"),
    options: z.array(optionUpdate).min(1).optional(),
    visible_options: integer({ min: limits.visibleOptionsMin }).nullish(),
    options_order: optionsOrder.optional(),
  }),
  manyValued: true,
  check: (settings, value) => {
    if (!Array.isArray(value))
      return refused(`a multi-label question expects a list of labels, found ${kindOf(value)}`)
    if (value.length === 0)
      return refused("a multi-label question expects at least one label, found an empty list")
    const chosen = value.map((each) => (typeof each === "number" ? String(each) : each))
    if (new Set(chosen).size < chosen.length) return refused("a multi-label question expects each label once")
    const labels = settings.options.map((each) => each.value)
    const unknown = chosen.filter((each) => typeof each !== "string" || !labels.includes(each))
    return unknown.length === 0
      ? accepted(chosen)
      : refused(
          `${JSON.stringify(unknown)} are not labels of this question; its labels are ${listed(labels)}`,
        )
  },
}
