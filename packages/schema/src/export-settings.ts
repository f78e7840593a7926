/** The contract of an export's settings: what a file, a query or a form may say, checked before anything is read. */
import { z } from "zod"

const names = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)])
const reaction = z.enum(["refuse", "warn", "off"])

/** Part to source, such as `{prompt: "field:instruction", responses: ["a", "b"]}`. */
const mappingSettings = z.record(z.string(), names)

export const answerSettings = z.strictObject({
  pick: z
    .enum(["all", "unified"])
    .optional()
    .describe(
      "`all` (default): one row a submitted answer. `unified`: one row a record, from its unified values.",
    ),
  suggestions: z
    .enum(["never", "fallback", "only", "also"])
    .optional()
    .describe(
      "Whether suggestions make rows: never (default), where nobody answered, alone, or beside the answers.",
    ),
  min_score: z.number().min(0).max(1).optional().describe("Suggestions below this score do not count."),
  surplus: z.boolean().optional().describe("Answers beyond the number wanted make rows too."),
  user_ids: z.array(z.string()).optional().describe("Only these people's answers."),
})

const choice = z.union([
  z.string(),
  z.strictObject({ winner: z.string(), strength: z.number().int().min(0).max(100).optional() }),
])

const pairSettings = z.strictObject({
  strategy: z.enum(["all", "best-vs-each", "adjacent", "best-vs-worst", "best-vs-random"]).optional(),
  min_gap: z.number().min(0).optional(),
  max_per_prompt: z.number().int().min(1).optional(),
  seed: z.string().optional(),
})

const formatOptions = {
  separator: z
    .string()
    .max(20)
    .optional()
    .describe("Put between prompt and answer in formats that join them as they are; nothing by default."),
  train_on: z
    .enum(["last", "all"])
    .optional()
    .describe(
      "Which turns of the assistant are learnt, where a format can say it: the last (default) or all.",
    ),
  eos: z.string().max(100).optional().describe("End-of-sequence text, in formats that want it in the row."),
}

const comparisonOptions = {
  choices: z
    .record(z.string(), choice)
    .optional()
    .describe("What an option stands for: the name of an answer, `tie`, `skip`, or `{winner, strength}`."),
  margin: z
    .enum(["none", "strength", "llama2-small", "llama2-large", "score", "rank"])
    .optional()
    .describe(
      "The margin of pairs: the stated strength (default where there is one), on Llama 2's small scale (1, 2/3, 1/3, 0) or large one (3, 2, 1, 0), the difference of the ratings or of the ranks, or none.",
    ),
  pairs: pairSettings
    .optional()
    .describe(
      "Which pairs a ranking gives: `strategy` all (default), best-vs-each, adjacent, best-vs-worst or best-vs-random (with `seed`); `min_gap` between ranks; `max_per_prompt`.",
    ),
}

const verdictOptions = {
  positive: z.array(z.string()).optional().describe("Option values that mean good (unpaired, steps)."),
  negative: z.array(z.string()).optional().describe("Option values that mean bad."),
  threshold: z
    .number()
    .optional()
    .describe("Ratings from here on are good. Without it those above the middle of the scale are."),
  step_separator: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe("What stands between two steps; blank lines where there are any, else line ends."),
  after_error: z
    .enum(["as-marked", "wrong", "cut"])
    .optional()
    .describe("Steps after the first wrong one: as marked (default), wrong too, or left out."),
}

const textOptions = {
  min_answers: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe("Soft labels: records with fewer answers are left out."),
  smoothing: z
    .number()
    .min(0)
    .max(1000)
    .optional()
    .describe("Soft labels: added to the count of every class."),
  raters: z
    .enum(["pseudonyms", "ids"])
    .optional()
    .describe("Answers by rater: pseudonyms of this dataset (default), or user ids."),
  raw_scores: z.boolean().optional().describe("Similarity: ratings as they are instead of 0 to 1."),
}

/** Options of tasks and formats; each reads those that concern it. */
export const optionSettings = z.strictObject({
  ...formatOptions,
  ...comparisonOptions,
  ...verdictOptions,
  ...textOptions,
})

/** Rules of formats that may be relaxed: a row that breaks one of the others could not be written or read at all. */
export const relaxableRules = [
  "empty-prompt",
  "empty-completion",
  "identical-pair",
  "role-order",
  "role-last",
  "role-unknown",
  "system-not-first",
  "no-assistant",
] as const

export const lintSettings = z.strictObject({
  duplicates: reaction
    .optional()
    .describe("Rows that repeat an earlier one: refuse, warn (default; off where rows are votes) or off."),
  max_tokens: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe("The token budget of a row, with the tokenizer given."),
  too_long: z
    .enum(["refuse", "truncate", "warn", "off"])
    .optional()
    .describe(
      "Rows over the budget: refuse (default), truncate (leave out the beginning of the prompt; what is still too long is refused), warn or off.",
    ),
  chat_template: z
    .enum(["apply", "ignore"])
    .optional()
    .describe("Whether conversations are counted through the tokenizer's chat template (default)."),
  template_tokens: z
    .number()
    .int()
    .min(0)
    .max(1000)
    .optional()
    .describe("Tokens counted around each turn where there is no chat template: 5, as in ChatML."),
  contaminated: reaction
    .optional()
    .describe("Rows with text of a benchmark given: refuse (default), warn or off."),
  near_duplicates: reaction
    .optional()
    .describe("Rows whose prompt is nearly that of an earlier record: refuse, warn or off (default)."),
  special_tokens: z
    .enum(["warn", "off"])
    .optional()
    .describe("Control tokens of chat templates in people's text: warn (default) or off."),
  personal_data: reaction
    .optional()
    .describe(
      "Mail addresses, public IP addresses, card and account numbers: refuse, warn or off (default).",
    ),
  rules: z
    .partialRecord(z.enum(relaxableRules), reaction)
    .optional()
    .describe("Rules of the format that a row may break: refuse (default), warn or off, by the rule's code."),
})

const splitSettings = z.strictObject({
  seed: z.string().min(1).max(200).describe("Changes every assignment; keep it to keep the split."),
  parts: z
    .record(z.string().regex(/^\w+(\.\w+)*$/), z.number().min(0).max(1))
    .describe("Shares by name, together 1: `train=0.9,test=0.1` in an address."),
  stratified: z
    .boolean()
    .optional()
    .describe("Keeps the shares of the labels in every part; reads the data twice."),
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
