/** The contract of an export's settings: what a file, a query or a form may say, checked before anything is read. */
import { z } from "zod"

const names = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)])
const reaction = z.enum(["refuse", "warn", "off"])

/** Slot to source, such as `{prompt: "field:instruction", responses: ["a", "b"]}`. */
export const mappingSettings = z.record(z.string(), names)

export const answerSettings = z.strictObject({
  pick: z.enum(["all", "unified"]).optional(),
  suggestions: z.enum(["never", "fallback", "only", "also"]).optional(),
  min_score: z.number().min(0).max(1).optional(),
  surplus: z.boolean().optional(),
  user_ids: z.array(z.string()).optional(),
})

const choice = z.union([
  z.string(),
  z.strictObject({ winner: z.string(), strength: z.number().int().min(0).max(100).optional() }),
])

/** Options of tasks and formats; each reads those that concern it. */
export const optionSettings = z.strictObject({
  // formats
  separator: z.string().max(20).optional(),
  train_on: z.enum(["last", "all"]).optional(),
  eos: z.string().max(100).optional(),
  // preference and ranking
  choices: z.record(z.string(), choice).optional(),
  margin: z.enum(["none", "strength", "llama2-small", "llama2-large", "score", "rank"]).optional(),
  pairs: z
    .strictObject({
      strategy: z.enum(["all", "best-vs-each", "adjacent", "best-vs-worst", "best-vs-random"]).optional(),
      min_gap: z.number().min(0).optional(),
      max_per_prompt: z.number().int().min(1).optional(),
      seed: z.string().optional(),
    })
    .optional(),
  // unpaired and stepwise
  positive: z.array(z.string()).optional(),
  negative: z.array(z.string()).optional(),
  threshold: z.number().optional(),
  step_separator: z.string().min(1).max(100).optional(),
  after_error: z.enum(["as-marked", "wrong", "cut"]).optional(),
  // classification, soft labels, raters, similarity
  min_answers: z.number().int().min(1).optional(),
  smoothing: z.number().min(0).max(1000).optional(),
  raters: z.enum(["pseudonyms", "ids"]).optional(),
  raw_scores: z.boolean().optional(),
})

export const lintSettings = z.strictObject({
  duplicates: reaction.optional(),
  max_tokens: z.number().int().min(1).optional(),
  too_long: reaction.optional(),
  contaminated: reaction.optional(),
  special_tokens: z.enum(["warn", "off"]).optional(),
})

export const splitSettings = z.strictObject({
  seed: z.string().min(1).max(200),
  parts: z.record(z.string().regex(/^\w+(\.\w+)*$/), z.number().min(0).max(1)),
  /** The label slot's values keep their shares in every part; reads the data twice. */
  stratified: z.boolean().optional(),
})

/** Everything that settles an export beside the dataset itself. */
export const exportSettings = z.strictObject({
  task: z.string().default("raw"),
  format: z.string().optional(),
  mapping: mappingSettings.optional(),
  answers: answerSettings.optional(),
  options: optionSettings.optional(),
  lint: lintSettings.optional(),
  split: splitSettings.optional(),
})
export type ExportSettings = z.infer<typeof exportSettings>
export type ExportSettingsInput = z.input<typeof exportSettings>
