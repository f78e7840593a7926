/** Rating question: the answer is one of the given integers. */
import { z } from "zod"
import { limits } from "../limits.ts"
import { integer } from "../scalars.ts"
import { uniqueValues } from "./options.ts"
import { accepted, type QuestionType, refused } from "./question-type.ts"

export const ratingSettings = z.object({
  type: z.literal("rating"),
  options: z.array(z.object({ value: z.int() })),
})
export type RatingSettings = z.infer<typeof ratingSettings>

export const ratingQuestion: QuestionType<RatingSettings> = {
  create: z.object({
    type: z.literal("rating"),
    options: z
      .array(z.object({ value: integer(limits.ratingValue) }))
      .min(limits.ratingOptions.min)
      .max(limits.ratingOptions.max)
      .superRefine(uniqueValues),
  }),
  update: z.object({ type: z.literal("rating") }),
  manyValued: false,
  check: (settings, value) => {
    const ratings = settings.options.map((option) => option.value)
    return typeof value === "number" && ratings.includes(value)
      ? accepted(value)
      : refused(`${JSON.stringify(value)} is not a valid rating; valid ratings are ${ratings.join(", ")}`)
  },
}
