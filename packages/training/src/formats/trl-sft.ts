/** TRL, demonstrations: prompt and completion as text or as conversations, or one conversation. */
import type { Example } from "../example.ts"
import { string } from "../json/features.ts"
import { conversation } from "../lint/conversation.ts"
import { type Problem, problem } from "../lint/finding.ts"
import { columns, text } from "../lint/rule.ts"
import { plainAnswer, plainPrompt, promptMessages } from "../messages.ts"
import { type FormatOptions, format } from "./format.ts"
import { promptRule, roles } from "./trl.ts"
import { messageFeature, toolsColumn, toolsFeature, trlMessages } from "./trl-messages.ts"

/** Prompt and answer as two texts, the separator at the answer's head as TRL wants it. */
export function plainDemonstration(
  example: Example<"demonstration">,
  { separator = "" }: FormatOptions,
): { prompt: string; completion: string } | Problem {
  const prompt = plainPrompt(example)
  if (prompt === undefined) return problem("several-turns")
  const completion = plainAnswer(example.target.messages)
  return completion === undefined ? problem("not-text") : { prompt, completion: separator + completion }
}

export const promptCompletion = format({
  id: "prompt-completion",
  title: "Prompt and completion",
  readers: ["TRL SFTTrainer", "Together", "scripts"],
  kind: "demonstration",
  aliases: ["trl"],
  joins: "completion",
  features: () => ({ prompt: string, completion: string }),
  render(example, { options }) {
    const pair = plainDemonstration(example, options)
    return "code" in pair ? pair : [pair]
  },
  rules: [
    columns(["prompt", "completion"]),
    text("prompt", "empty-prompt"),
    text("completion", "empty-completion"),
  ],
})

export const promptCompletionChat = format({
  id: "prompt-completion-chat",
  title: "Prompt and completion, conversational",
  readers: ["TRL SFTTrainer"],
  kind: "demonstration",
  tools: true,
  features: (context) => ({ prompt: messageFeature, completion: messageFeature, ...toolsFeature(context) }),
  render: (example) => [
    {
      prompt: trlMessages(promptMessages(example)),
      completion: trlMessages(example.target.messages),
      ...toolsColumn(example),
    },
  ],
  rules: [
    columns(["prompt", "completion"], ["tools"]),
    promptRule,
    conversation("completion", { roles, last: ["assistant"], assistant: true }),
  ],
})

export const messages = format({
  id: "messages",
  title: "Messages",
  readers: ["TRL SFTTrainer", "Axolotl", "Unsloth", "OpenRLHF", "verl"],
  kind: "demonstration",
  tools: true,
  aliases: ["trl-chat", "chat"],
  features: (context) => ({ messages: messageFeature, ...toolsFeature(context) }),
  render: (example) => [
    {
      messages: trlMessages([...promptMessages(example), ...example.target.messages]),
      ...toolsColumn(example),
    },
  ],
  rules: [
    columns(["messages"], ["tools"]),
    conversation("messages", { roles, last: ["assistant"], alternate: true, assistant: true }),
  ],
})

export const textOnly = format({
  id: "text",
  title: "One text",
  plain: true,
  readers: ["TRL SFTTrainer", "Unsloth", "Together"],
  kind: "demonstration",
  features: () => ({ text: string }),
  render(example, { options }) {
    if (example.prompt.length === 0)
      return [{ text: (plainAnswer(example.target.messages) ?? "") + (options.eos ?? "") }]
    const pair = plainDemonstration(example, options)
    return "code" in pair ? pair : [{ text: pair.prompt + pair.completion + (options.eos ?? "") }]
  },
  rules: [columns(["text"]), text("text", "empty-completion")],
})
