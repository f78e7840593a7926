/** Axolotl: conversations with `train` marks, alpaca, segments, and its preference and KTO columns. */
import type { Example, Message } from "../example.ts"
import { boolean, list, string, struct } from "../json/features.ts"
import { conversation, messageProblem } from "../lint/conversation.ts"
import { type Problem, problem } from "../lint/finding.ts"
import { booleanColumn, columns, differ, text } from "../lint/rule.ts"
import { plainAnswer, plainContent, promptMessages } from "../messages.ts"
import { format } from "./format.ts"
import { learntMessages } from "./loss.ts"
import { plainUnpaired } from "./trl.ts"
import { messageFeature, toolsColumn, toolsFeature, trlMessage, trlMessages } from "./trl-messages.ts"
import { plainDemonstration } from "./trl-sft.ts"

const roles = ["system", "user", "assistant", "tool"]

export const axolotlChat = format({
  id: "axolotl-chat",
  title: "Axolotl chat_template",
  readers: ["Axolotl type: chat_template"],
  kind: "demonstration",
  tools: true,
  aliases: ["axolotl"],
  features: (context) => ({
    messages: list(struct({ role: string, content: string, train: boolean })),
    ...toolsFeature(context),
  }),
  render: (example, { options }) => [
    {
      messages: learntMessages(example, options).map(({ message, learn }) => ({
        ...trlMessage(message),
        ...(learn === undefined ? {} : { train: learn }),
      })),
      ...toolsColumn(example),
    },
  ],
  rules: [
    columns(["messages"], ["tools"]),
    conversation("messages", { roles, last: ["assistant"], alternate: true, assistant: true }),
  ],
})

/** A single exchange as instruction, input and output; a context field is the input. */
export function alpacaTurn(
  example: Example,
): { instruction: string; input: string; system?: string } | Problem {
  const [lead, ...rest] = example.prompt
  const turns = lead?.role === "system" ? rest : example.prompt
  const [only] = turns
  const instruction = turns.length === 1 && only?.role === "user" ? plainContent(only) : undefined
  if (instruction === undefined) return problem("several-turns")
  const system = lead?.role === "system" ? plainContent(lead) : undefined
  return { instruction, input: example.input ?? "", ...(system === undefined ? {} : { system }) }
}

export const axolotlAlpaca = format({
  id: "axolotl-alpaca",
  title: "Alpaca",
  readers: ["Axolotl type: alpaca", "Unsloth"],
  kind: "demonstration",
  aliases: ["alpaca"],
  features: () => ({ instruction: string, input: string, output: string }),
  render(example) {
    const turn = alpacaTurn(example)
    if ("code" in turn) return turn
    if (turn.system !== undefined) return problem("several-turns")
    const output = plainAnswer(example.target.messages)
    return output === undefined ? problem("not-text") : [{ ...turn, output }]
  },
  rules: [
    columns(["instruction", "input", "output"]),
    text("instruction", "empty-prompt"),
    text("output", "empty-completion"),
  ],
})

export const axolotlSegments = format({
  id: "axolotl-segments",
  title: "Segments with and without loss",
  readers: ["Axolotl type: input_output"],
  kind: "demonstration",
  features: () => ({ segments: list(struct({ label: boolean, text: string })) }),
  render(example, { options }) {
    const row = plainDemonstration(example, options)
    if ("code" in row) return row
    return [
      {
        segments: [
          { label: false, text: row.prompt },
          { label: true, text: row.completion + (options.eos ?? "") },
        ],
      },
    ]
  },
  rules: [columns(["segments"])],
})

/** System message and the single user turn after it. */
function systemAndPrompt(example: Example): { system: string; prompt: string } | Problem {
  const messages = promptMessages(example)
  const [lead, ...rest] = messages
  const turns = lead?.role === "system" ? rest : messages
  const [only] = turns
  const prompt = turns.length === 1 && only?.role === "user" ? plainContent(only) : undefined
  if (prompt === undefined) return problem("several-turns")
  return { system: lead?.role === "system" ? (plainContent(lead) ?? "") : "", prompt }
}

function plainSides({ target }: Example<"pair">): { chosen: string; rejected: string } | Problem {
  const chosen = plainAnswer(target.chosen)
  const rejected = plainAnswer(target.rejected)
  return chosen === undefined || rejected === undefined ? problem("not-text") : { chosen, rejected }
}

const pairRules = [
  text("chosen", "empty-completion"),
  text("rejected", "empty-completion"),
  differ("chosen", "rejected"),
]

export const axolotlDpo = format({
  id: "axolotl",
  title: "Axolotl DPO, plain",
  readers: ["Axolotl rl: dpo, type: chatml or llama3"],
  kind: "pair",
  features: () => ({ system: string, prompt: string, chosen: string, rejected: string }),
  render(example) {
    const turn = systemAndPrompt(example)
    if ("code" in turn) return turn
    const sides = plainSides(example)
    if ("code" in sides) return sides
    return [{ ...turn, ...sides }]
  },
  rules: [columns(["system", "prompt", "chosen", "rejected"]), text("prompt", "empty-prompt"), ...pairRules],
})

function lastTurn(messages: readonly Message[]): Message | undefined {
  return messages.length === 1 ? messages[0] : undefined
}

export const axolotlDpoChat = format({
  id: "axolotl-chat",
  title: "Axolotl DPO, conversational",
  readers: ["Axolotl rl: dpo, type: chat_template.default"],
  kind: "pair",
  features: () => ({
    messages: messageFeature,
    chosen: struct({ role: string, content: string }),
    rejected: struct({ role: string, content: string }),
  }),
  render(example) {
    const chosen = lastTurn(example.target.chosen)
    const rejected = lastTurn(example.target.rejected)
    if (chosen === undefined || rejected === undefined) return problem("several-turns")
    return [
      {
        messages: trlMessages(promptMessages(example)),
        chosen: trlMessage(chosen),
        rejected: trlMessage(rejected),
      },
    ]
  },
  rules: [
    columns(["messages", "chosen", "rejected"]),
    conversation("messages", { roles, last: ["user", "tool"], alternate: true }),
    (row) => messageProblem(row.chosen, ["assistant"]),
    (row) => messageProblem(row.rejected, ["assistant"]),
    differ("chosen", "rejected"),
  ],
})

// The reward model's reader fetches `system` from every row, so it is always written.
export const axolotlReward = format({
  id: "axolotl-reward",
  title: "Axolotl reward model",
  readers: ["Axolotl reward_model: true, type: bradley_terry.chat_template"],
  kind: "pair",
  features: () => ({ system: string, input: string, chosen: string, rejected: string }),
  render(example) {
    const turn = systemAndPrompt(example)
    if ("code" in turn) return turn
    const sides = plainSides(example)
    return "code" in sides ? sides : [{ system: turn.system, input: turn.prompt, ...sides }]
  },
  rules: [columns(["system", "input", "chosen", "rejected"]), text("input", "empty-prompt"), ...pairRules],
})

export const axolotlKto = format({
  id: "axolotl",
  title: "Axolotl KTO",
  readers: ["Axolotl rl: kto, type: chatml.prompt_pairs"],
  kind: "unpaired",
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
