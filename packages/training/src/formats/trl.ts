/** TRL rows of the other kinds: prompts, preferences, unpaired and stepwise, as text and as conversations. */
import type { Example } from "../example.ts"
import { boolean, float, list, string } from "../json/features.ts"
import { conversation } from "../lint/conversation.ts"
import { type Problem, problem } from "../lint/finding.ts"
import {
  booleanColumn,
  columns,
  differ,
  extraColumns,
  listOf,
  margin,
  sameLength,
  text,
} from "../lint/rule.ts"
import { plainAnswer, plainPrompt, promptMessages } from "../messages.ts"
import { type FormatContext, type FormatOptions, format } from "./format.ts"
import { messageFeature, toolsColumn, toolsFeature, trlMessages } from "./trl-messages.ts"

export const roles = ["system", "developer", "user", "assistant", "tool"]

/** Columns handed on. */
const extra = (context: FormatContext) => context.shape.extra ?? {}
export const marginFeature = ({ shape }: FormatContext) => (shape.margin ? { margin: float } : {})

export const promptRule = conversation("prompt", { roles, last: ["user", "tool"], alternate: true })
const answerRule = (name: string) => conversation(name, { roles, last: ["assistant"], assistant: true })
const wholeRule = (name: string) =>
  conversation(name, { roles, last: ["assistant"], alternate: true, assistant: true })

/** A plain prompt, or why there is none. */
export function promptText(example: Example): string | Problem {
  return plainPrompt(example) ?? problem("several-turns")
}

/** Plain prompt with plain answers; the separator goes to the answers' heads, as TRL wants it. */
export function plainPair(
  example: Example<"pair">,
  { separator = "" }: FormatOptions,
): { prompt: string; chosen: string; rejected: string } | Problem {
  const prompt = promptText(example)
  if (typeof prompt !== "string") return prompt
  const chosen = plainAnswer(example.target.chosen)
  const rejected = plainAnswer(example.target.rejected)
  if (chosen === undefined || rejected === undefined) return problem("not-text")
  return { prompt, chosen: separator + chosen, rejected: separator + rejected }
}

export function marginColumn({ target }: Example<"pair">): { margin?: number } {
  return target.margin === undefined ? {} : { margin: target.margin }
}

/** Prompt and answer as one conversation. */
export function whole(example: Example, answer: Parameters<typeof trlMessages>[0]) {
  return trlMessages([...promptMessages(example), ...answer])
}

export const prompt = format({
  id: "trl",
  title: "Prompt",
  readers: ["TRL GRPOTrainer", "TRL RLOOTrainer", "TRL OnlineDPOTrainer"],
  kind: "prompt",
  aliases: ["prompt"],
  features: (context) => ({ prompt: string, ...extra(context) }),
  render(example) {
    const prompt = promptText(example)
    return typeof prompt === "string" ? [{ prompt, ...example.extra }] : prompt
  },
  rules: [columns(["prompt"], [], false), text("prompt", "empty-prompt"), extraColumns],
})

export const promptChat = format({
  id: "trl-chat",
  title: "Prompt, conversational",
  readers: ["TRL GRPOTrainer", "TRL RLOOTrainer", "TRL OnlineDPOTrainer"],
  kind: "prompt",
  tools: true,
  aliases: ["prompt-chat"],
  features: (context) => ({ prompt: messageFeature, ...toolsFeature(context), ...extra(context) }),
  render: (example) => [
    { prompt: trlMessages(promptMessages(example)), ...toolsColumn(example), ...example.extra },
  ],
  rules: [columns(["prompt"], ["tools"], false), promptRule, extraColumns],
})

export const pair = format({
  id: "trl",
  title: "Preference, explicit prompt",
  readers: ["TRL DPOTrainer", "TRL RewardTrainer", "TRL KTOTrainer", "NeMo-RL"],
  kind: "pair",
  aliases: ["preference"],
  joins: "chosen",
  features: (context) => ({ prompt: string, chosen: string, rejected: string, ...marginFeature(context) }),
  render(example, { options }) {
    const row = plainPair(example, options)
    return "code" in row ? row : [{ ...row, ...marginColumn(example) }]
  },
  rules: [
    columns(["prompt", "chosen", "rejected"], ["margin"]),
    text("prompt", "empty-prompt"),
    text("chosen", "empty-completion"),
    text("rejected", "empty-completion"),
    differ("chosen", "rejected"),
    margin,
  ],
})

export const pairChat = format({
  id: "trl-chat",
  title: "Preference, explicit prompt, conversational",
  readers: ["TRL DPOTrainer", "TRL RewardTrainer", "TRL KTOTrainer", "verl"],
  kind: "pair",
  tools: true,
  aliases: ["chat", "preference-chat"],
  features: (context) => ({
    prompt: messageFeature,
    chosen: messageFeature,
    rejected: messageFeature,
    ...marginFeature(context),
    ...toolsFeature(context),
  }),
  render: (example) => [
    {
      prompt: trlMessages(promptMessages(example)),
      chosen: trlMessages(example.target.chosen),
      rejected: trlMessages(example.target.rejected),
      ...marginColumn(example),
      ...toolsColumn(example),
    },
  ],
  rules: [
    columns(["prompt", "chosen", "rejected"], ["margin", "tools"]),
    promptRule,
    answerRule("chosen"),
    answerRule("rejected"),
    differ("chosen", "rejected"),
    margin,
  ],
})

export const pairImplicit = format({
  id: "trl-implicit",
  title: "Preference, prompt inside both answers",
  plain: true,
  readers: ["TRL RewardTrainer"],
  kind: "pair",
  features: (context) => ({ chosen: string, rejected: string, ...marginFeature(context) }),
  render(example, { options }) {
    const row = plainPair(example, options)
    if ("code" in row) return row
    return [
      { chosen: row.prompt + row.chosen, rejected: row.prompt + row.rejected, ...marginColumn(example) },
    ]
  },
  rules: [
    columns(["chosen", "rejected"], ["margin"]),
    text("chosen", "empty-completion"),
    text("rejected", "empty-completion"),
    differ("chosen", "rejected"),
    margin,
  ],
})

export const pairImplicitChat = format({
  id: "trl-implicit-chat",
  title: "Preference, whole conversations",
  readers: ["TRL RewardTrainer", "TRL DPOTrainer"],
  kind: "pair",
  tools: true,
  features: (context) => ({
    chosen: messageFeature,
    rejected: messageFeature,
    ...marginFeature(context),
    ...toolsFeature(context),
  }),
  render: (example) => [
    {
      chosen: whole(example, example.target.chosen),
      rejected: whole(example, example.target.rejected),
      ...marginColumn(example),
      ...toolsColumn(example),
    },
  ],
  rules: [
    columns(["chosen", "rejected"], ["margin", "tools"]),
    wholeRule("chosen"),
    wholeRule("rejected"),
    differ("chosen", "rejected"),
    margin,
  ],
})

/** Text columns of an unpaired row. */
export function plainUnpaired(example: Example<"unpaired">, { separator = "" }: FormatOptions) {
  const prompt = promptText(example)
  if (typeof prompt !== "string") return prompt
  const completion = plainAnswer(example.target.completion)
  if (completion === undefined) return problem("not-text")
  return { prompt, completion: separator + completion, label: example.target.label }
}

export const unpaired = format({
  id: "trl",
  title: "Unpaired preference",
  readers: ["TRL KTOTrainer", "TRL BCOTrainer"],
  kind: "unpaired",
  aliases: ["kto"],
  joins: "completion",
  features: () => ({ prompt: string, completion: string, label: boolean }),
  render(example, { options }) {
    const row = plainUnpaired(example, options)
    return "code" in row ? row : [row]
  },
  rules: [
    columns(["prompt", "completion", "label"]),
    text("prompt", "empty-prompt"),
    text("completion", "empty-completion"),
    booleanColumn("label"),
  ],
})

export const unpairedChat = format({
  id: "trl-chat",
  title: "Unpaired preference, conversational",
  readers: ["TRL KTOTrainer", "TRL BCOTrainer"],
  kind: "unpaired",
  tools: true,
  aliases: ["kto-chat"],
  features: (context) => ({
    prompt: messageFeature,
    completion: messageFeature,
    label: boolean,
    ...toolsFeature(context),
  }),
  render: (example) => [
    {
      prompt: trlMessages(promptMessages(example)),
      completion: trlMessages(example.target.completion),
      label: example.target.label,
      ...toolsColumn(example),
    },
  ],
  rules: [
    columns(["prompt", "completion", "label"], ["tools"]),
    promptRule,
    answerRule("completion"),
    booleanColumn("label"),
  ],
})

export const steps = format({
  id: "trl",
  title: "Steps",
  readers: ["TRL PRMTrainer", "Axolotl stepwise_supervised"],
  kind: "stepwise",
  aliases: ["stepwise", "axolotl"],
  features: () => ({ prompt: string, completions: list(string), labels: list(boolean) }),
  render(example) {
    const prompt = promptText(example)
    if (typeof prompt !== "string") return prompt
    return [{ prompt, completions: example.target.steps, labels: example.target.labels }]
  },
  rules: [
    columns(["prompt", "completions", "labels"]),
    text("prompt", "empty-prompt"),
    listOf("completions", "string"),
    listOf("labels", "boolean"),
    sameLength("completions", "labels"),
  ],
})
