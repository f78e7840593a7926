/** Rated attributes: a column a rating, as HelpSteer has them, or SteerLM's labelled conversations. */
import type { Example } from "../example.ts"
import { type Features, float, integer, list, string, struct } from "../json/features.ts"
import { problem } from "../lint/finding.ts"
import { columns, text } from "../lint/rule.ts"
import { plainAnswer, promptMessages, visibleText } from "../messages.ts"
import { format } from "./format.ts"
import { promptText } from "./trl.ts"
import { messageFeature, trlMessages } from "./trl-messages.ts"

function ratingFeatures(names: readonly string[], fractions: boolean | undefined): Features {
  return Object.fromEntries(names.map((name) => [name, fractions ? float : integer]))
}

export const helpSteer = format({
  id: "helpsteer",
  title: "HelpSteer columns",
  readers: ["HelpSteer readers", "NeMo-Aligner", "reward models on attributes"],
  kind: "attributes",
  features: ({ shape }) => ({
    prompt: string,
    response: string,
    ...ratingFeatures(shape.attributes ?? [], shape.fractions),
  }),
  render(example) {
    const prompt = promptText(example)
    if (typeof prompt !== "string") return prompt
    const response = plainAnswer(example.target.completion)
    return response === undefined ? problem("not-text") : [{ prompt, response, ...example.target.attributes }]
  },
  rules: [
    columns(["prompt", "response"], [], false),
    text("prompt", "empty-prompt"),
    text("response", "empty-completion"),
  ],
})

export const attributeMessages = format({
  id: "messages",
  title: "Messages with attributes",
  readers: ["scripts"],
  kind: "attributes",
  features: ({ shape }) => ({
    messages: messageFeature,
    attributes: struct(ratingFeatures(shape.attributes ?? [], shape.fractions)),
  }),
  render: (example) => [
    {
      messages: trlMessages([...promptMessages(example), ...example.target.completion]),
      attributes: example.target.attributes,
    },
  ],
  rules: [columns(["messages", "attributes"])],
})

/** `helpfulness:4,correctness:4`: attributes without a value are left out. */
function attributeText({ target }: Example<"attributes">): string {
  return Object.entries(target.attributes)
    .flatMap(([name, value]) => (value === null ? [] : [`${name}:${value}`]))
    .join(",")
}

export const steerLm = format({
  id: "steerlm",
  title: "SteerLM conversations",
  readers: ["NeMo-Aligner"],
  kind: "attributes",
  features: () => ({
    system: string,
    mask: string,
    conversations: list(struct({ from: string, value: string, label: string })),
  }),
  render(example) {
    const messages = promptMessages(example)
    const [lead] = messages
    const system = lead?.role === "system" ? visibleText(lead) : ""
    const turns = lead?.role === "system" ? messages.slice(1) : messages
    const speaker = (role: string) => (role === "assistant" ? "Assistant" : "User")
    return [
      {
        system,
        mask: "User",
        conversations: [
          ...turns.map((turn) => ({ from: speaker(turn.role), value: visibleText(turn), label: null })),
          ...example.target.completion.map((turn) => ({
            from: speaker(turn.role),
            value: visibleText(turn),
            label: attributeText(example),
          })),
        ],
      },
    ]
  },
  rules: [columns(["system", "mask", "conversations"])],
})
