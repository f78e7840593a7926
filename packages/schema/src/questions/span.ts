/** Span question: the answer marks labelled stretches of a text field; offsets count Unicode code points. */
import { z } from "zod"
import { limits } from "../limits.ts"
import { bool, integer, type Json, text } from "../scalars.ts"
import {
  listed,
  option,
  optionInput,
  optionUpdate,
  uniqueValues,
  visibleOptions,
  visibleWithinOptions,
} from "./options.ts"
import { accepted, kindOf, type QuestionType, refused } from "./question-type.ts"

export const spanSettings = z.object({
  type: z.literal("span"),
  field: z.string(),
  options: z.array(option),
  visible_options: z.int().nullable(),
  allow_overlapping: z.boolean(),
  allow_character_annotation: z.boolean(),
})
export type SpanSettings = z.infer<typeof spanSettings>

export interface Span {
  readonly label: string
  readonly start: number
  readonly end: number
}

/** Length in code points: what Python's `len` says, and what span offsets count. */
export function codePointLength(value: string): number {
  let length = 0
  for (const _ of value) length += 1
  return length
}

function readSpan(item: Json): Span | null {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return null
  const [start, end] = [item.start, item.end].map((each) =>
    typeof each === "string" && /^\d+$/.test(each) ? Number(each) : each,
  )
  const { label } = item
  if (typeof label !== "string" || !Number.isInteger(start) || !Number.isInteger(end)) return null
  return { label, start: start as number, end: end as number }
}

function firstOverlap(spans: readonly Span[]): [number, number] | null {
  const order = spans.map((span, index) => ({ span, index })).sort((a, b) => a.span.start - b.span.start)
  for (let i = 1; i < order.length; i += 1) {
    const [before, after] = [order[i - 1], order[i]]
    if (before && after && before.span.end > after.span.start) return [before.index, after.index]
  }
  return null
}

export const spanQuestion: QuestionType<SpanSettings> = {
  create: z
    .object({
      type: z.literal("span"),
      field: text(1),
      options: z
        .array(optionInput)
        .min(limits.spanOptions.min)
        .max(limits.spanOptions.max)
        .superRefine(uniqueValues),
      visible_options: visibleOptions,
      allow_overlapping: bool.default(false),
      allow_character_annotation: bool.default(true),
    })
    .superRefine(visibleWithinOptions),
  update: z.object({
    type: z.literal("span"),
    options: z.array(optionUpdate).min(1).optional(),
    visible_options: integer({ min: limits.visibleOptionsMin }).nullish(),
    allow_overlapping: bool.optional(),
  }),
  manyValued: true,
  check: (settings, value, { fields }) => {
    if (!Array.isArray(value))
      return refused(`a span question expects a list of spans, found ${kindOf(value)}`)
    if (value.length > limits.spansPerValue)
      return refused(`at most ${limits.spansPerValue} spans are allowed`)
    const target = fields[settings.field]
    if (typeof target !== "string")
      return refused(`the record has no text in field '${settings.field}' to mark spans in`)
    const length = codePointLength(target)
    const labels = settings.options.map((each) => each.value)
    const spans: Span[] = []
    for (const [index, item] of value.entries()) {
      const span = readSpan(item)
      if (!span) return refused(`span ${index} is not {label, start, end} with whole numbers`)
      if (span.start < 0 || span.end <= span.start) return refused(`span ${index} must end after its start`)
      if (span.end > length)
        return refused(`span ${index} ends at ${span.end}, the field has ${length} code points`)
      if (!labels.includes(span.label))
        return refused(`'${span.label}' is not a label of this question; its labels are ${listed(labels)}`)
      spans.push(span)
    }
    const overlap = settings.allow_overlapping ? null : firstOverlap(spans)
    if (overlap) return refused(`spans ${overlap[0]} and ${overlap[1]} overlap`)
    return accepted(spans.map(({ label, start, end }) => ({ label, start, end })))
  },
}
