/** Text question: the answer is what somebody wrote. */
import { z } from "zod"
import { bool } from "../scalars.ts"
import { accepted, kindOf, type QuestionType, refused } from "./question-type.ts"

export const textSettings = z.object({ type: z.literal("text"), use_markdown: z.boolean() })
export type TextSettings = z.infer<typeof textSettings>

export const textQuestion: QuestionType<TextSettings> = {
  create: z.object({ type: z.literal("text"), use_markdown: bool.default(false) }),
  update: z.object({ type: z.literal("text"), use_markdown: bool.optional() }),
  manyValued: false,
  check: (_settings, value) =>
    typeof value === "string"
      ? accepted(value)
      : refused(`a text question expects a text, found ${kindOf(value)}`),
}
