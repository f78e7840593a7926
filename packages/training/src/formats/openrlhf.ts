/** OpenRLHF (column names are flags there; these are its defaults) and NeMo. */
import { boolean, integer, list, string, struct } from "../json/features.ts"
import { conversation } from "../lint/conversation.ts"
import { problem } from "../lint/finding.ts"
import { booleanColumn, columns, differ, extraColumns, margin, text } from "../lint/rule.ts"
import { plainAnswer, promptMessages } from "../messages.ts"
import { format } from "./format.ts"
import { marginColumn, marginFeature, plainUnpaired, promptText, roles, whole } from "./trl.ts"
import { messageFeature, trlMessages } from "./trl-messages.ts"
import { plainDemonstration } from "./trl-sft.ts"

export const openRlhfSft = format({
  id: "openrlhf",
  title: "OpenRLHF SFT",
  readers: ["OpenRLHF --data.input_key input --data.output_key output", "NeMo-RL"],
  kind: "demonstration",
  features: () => ({ input: string, output: string }),
  render(example, { options }) {
    const row = plainDemonstration(example, options)
    return "code" in row ? row : [{ input: row.prompt, output: row.completion }]
  },
  rules: [columns(["input", "output"]), text("input", "empty-prompt"), text("output", "empty-completion")],
})

export const openRlhfPair = format({
  id: "openrlhf",
  title: "OpenRLHF preference",
  readers: ["OpenRLHF --data.chosen_key chosen --data.rejected_key rejected --data.apply_chat_template"],
  kind: "pair",
  features: (context) => ({ chosen: messageFeature, rejected: messageFeature, ...marginFeature(context) }),
  render: (example) => [
    {
      chosen: whole(example, example.target.chosen),
      rejected: whole(example, example.target.rejected),
      ...marginColumn(example),
    },
  ],
  rules: [
    columns(["chosen", "rejected"], ["margin"]),
    conversation("chosen", { roles, last: ["assistant"], alternate: true, assistant: true }),
    conversation("rejected", { roles, last: ["assistant"], alternate: true, assistant: true }),
    differ("chosen", "rejected"),
    margin,
  ],
})

export const openRlhfUnpaired = format({
  id: "openrlhf",
  title: "OpenRLHF KTO",
  readers: ["OpenRLHF --data.input_key input --data.output_key output --data.label_key label"],
  kind: "unpaired",
  features: () => ({ input: string, output: string, label: boolean }),
  render(example, { options }) {
    const row = plainUnpaired(example, options)
    return "code" in row ? row : [{ input: row.prompt, output: row.completion, label: row.label }]
  },
  rules: [
    columns(["input", "output", "label"]),
    text("input", "empty-prompt"),
    text("output", "empty-completion"),
    booleanColumn("label"),
  ],
})

export const openRlhfPrompt = format({
  id: "openrlhf",
  title: "OpenRLHF prompts",
  readers: ["OpenRLHF --data.input_key input"],
  kind: "prompt",
  features: ({ shape }) => ({ input: string, ...shape.extra }),
  render(example) {
    const input = promptText(example)
    return typeof input === "string" ? [{ input, ...example.extra }] : input
  },
  rules: [columns(["input"], [], false), text("input", "empty-prompt"), extraColumns],
})

// Exactly two completions; the lower rank is the better one.
export const nemoPair = format({
  id: "nemo-rl",
  title: "NeMo-RL preference",
  readers: ["NeMo-RL"],
  kind: "pair",
  features: () => ({
    context: messageFeature,
    completions: list(struct({ rank: integer, completion: messageFeature })),
  }),
  render: (example) => [
    {
      context: trlMessages(promptMessages(example)),
      completions: [
        { rank: 0, completion: trlMessages(example.target.chosen) },
        { rank: 1, completion: trlMessages(example.target.rejected) },
      ],
    },
  ],
  rules: [
    columns(["context", "completions"]),
    conversation("context", { roles, last: ["user", "tool"], alternate: true }),
    ({ completions }) => {
      const [better, worse] = Array.isArray(completions)
        ? completions.map((one) => JSON.stringify(one.completion))
        : []
      return better === worse ? problem("identical-pair") : undefined
    },
  ],
})

export const nemoUnpaired = format({
  id: "nemo-aligner",
  title: "NeMo-Aligner KTO",
  readers: ["NeMo-Aligner"],
  kind: "unpaired",
  features: () => ({ prompt: string, response: string, preference: string }),
  render(example) {
    const prompt = promptText(example)
    if (typeof prompt !== "string") return prompt
    const response = plainAnswer(example.target.completion)
    if (response === undefined) return problem("not-text")
    return [{ prompt, response, preference: example.target.label ? "chosen" : "rejected" }]
  },
  rules: [
    columns(["prompt", "response", "preference"]),
    text("prompt", "empty-prompt"),
    text("response", "empty-completion"),
  ],
})
