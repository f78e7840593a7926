/** Options of label, ranking and span questions, and the rules they share. */
import { z } from "zod"
import { limits } from "../limits.ts"
import { description, integer, text } from "../scalars.ts"

/** One option as it is stored and served. */
export const option = z.object({ value: z.string(), text: z.string(), description: z.string().nullable() })
export type Option = z.infer<typeof option>

/** One option of a new question. */
export const optionInput = z.object({
  value: text(1, limits.optionValue),
  text: text(1, limits.optionText),
  description: description.nullish().transform((value) => value ?? null),
})

/** One option of an update: lengths are not looked at again, values must be the known ones. */
export const optionUpdate = z.object({
  value: z.string(),
  text: z.string(),
  description: z
    .string()
    .nullish()
    .transform((value) => value ?? null),
})

export function uniqueValues(options: readonly { value: string | number }[], context: z.RefinementCtx): void {
  const seen = new Set<string | number>()
  const twice = new Set<string | number>()
  for (const { value } of options) (seen.has(value) ? twice : seen).add(value)
  if (twice.size > 0) {
    context.addIssue({
      code: "custom",
      message: `option values must be unique, found twice: ${[...twice].join(", ")}`,
    })
  }
}

export const visibleOptions = integer({ min: limits.visibleOptionsMin })
  .nullish()
  .transform((value) => value ?? null)

export function visibleWithinOptions(
  settings: { options: readonly unknown[]; visible_options: number | null },
  context: z.RefinementCtx,
): void {
  if (settings.visible_options !== null && settings.visible_options > settings.options.length) {
    context.addIssue({
      code: "custom",
      message: `visible_options must not exceed the number of options (${settings.options.length})`,
    })
  }
}

/** Values as a sentence lists them. */
export const listed = (values: Iterable<string | number>) =>
  [...values].map((value) => `'${value}'`).join(", ")
