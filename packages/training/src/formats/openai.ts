/** OpenAI-shaped JSONL, which Azure, Together and Fireworks read too: chat, preference and prompts with references. */
import type { Example, Message } from "../example.ts"
import { boolean, integer, json, list, string, struct } from "../json/features.ts"
import { type ConversationRules, conversation, conversationProblem } from "../lint/conversation.ts"
import { problem } from "../lint/finding.ts"
import { columns, differ, type Rule, weights } from "../lint/rule.ts"
import { promptMessages } from "../messages.ts"
import { format } from "./format.ts"
import { spaced } from "./llama-factory.ts"
import { learntMessages } from "./loss.ts"
import { messageFeature } from "./trl-messages.ts"

type OpenAiMessage = Readonly<Record<string, unknown>>

/** Tool arguments are a JSON string here; the loss weight is an integer. */
export function openAiMessage(message: Message, learn?: boolean): OpenAiMessage {
  const { role, name, content, tool_calls, tool_call_id } = message
  return {
    role,
    ...(name === undefined ? {} : { name }),
    ...(content === undefined ? {} : { content: openAiContent(content) }),
    ...(tool_calls === undefined
      ? {}
      : {
          tool_calls: tool_calls.map(({ id, type, function: call }) => ({
            ...(id === undefined ? {} : { id }),
            type,
            function: { name: call.name, arguments: spaced(call.arguments) },
          })),
        }),
    ...(tool_call_id === undefined ? {} : { tool_call_id }),
    ...(learn === undefined ? {} : { weight: learn ? 1 : 0 }),
  }
}

function openAiContent(content: NonNullable<Message["content"]>): unknown {
  if (typeof content === "string") return content
  return content.map((part) =>
    part.type === "text" ? part : { type: "image_url", image_url: { url: part.image } },
  )
}

const plain = (messages: readonly Message[]) => messages.map((message) => openAiMessage(message))

function toolColumns({ tools }: Example, messages: readonly Message[]) {
  if (tools === undefined) return {}
  return { tools, parallel_tool_calls: messages.some(({ tool_calls }) => (tool_calls?.length ?? 0) > 1) }
}

const roles = ["system", "developer", "user", "assistant", "tool"]
const chatRule: ConversationRules = { roles, last: ["assistant"], alternate: true, assistant: true }
const weighted = list(struct({ role: string, content: string, weight: integer }))

export const openAiChat = format({
  id: "openai",
  title: "OpenAI-shaped chat",
  readers: ["OpenAI", "Azure AI Foundry", "Fireworks", "Mistral"],
  kind: "demonstration",
  tools: true,
  aliases: ["openai-chat"],
  min_rows: 10,
  features: ({ shape }) => ({
    messages: weighted,
    ...(shape.tools ? { tools: json, parallel_tool_calls: boolean } : {}),
  }),
  render(example, { options }) {
    const learnt = learntMessages(example, options)
    return [
      {
        messages: learnt.map(({ message, learn }) => openAiMessage(message, learn)),
        ...toolColumns(
          example,
          learnt.map(({ message }) => message),
        ),
      },
    ]
  },
  rules: [
    columns(["messages"], ["tools", "parallel_tool_calls"]),
    conversation("messages", chatRule),
    weights("messages"),
  ],
})

const strictRoles = ["system", "user", "assistant"]

// Together's checker refuses any column but `messages`, tools included.
export const togetherChat = format({
  id: "together",
  title: "Together chat",
  readers: ["Together", "Fireworks"],
  kind: "demonstration",
  features: () => ({ messages: weighted }),
  render: (example, { options }) => [
    {
      messages: learntMessages(example, options).map(({ message, learn }) => openAiMessage(message, learn)),
    },
  ],
  rules: [
    columns(["messages"]),
    conversation("messages", { ...chatRule, roles: strictRoles }),
    weights("messages"),
  ],
})

function preference(known: readonly string[]): readonly Rule[] {
  const answer: ConversationRules = {
    roles: known.filter((role) => role === "assistant" || role === "tool"),
    last: ["assistant"],
    assistant: true,
  }
  const input: Rule = ({ input }) => {
    const messages =
      typeof input === "object" && input !== null && "messages" in input ? input.messages : undefined
    if (!Array.isArray(messages)) return problem("wrong-type", "'input.messages' must be a list.")
    return conversationProblem(messages, { roles: known, last: ["user", "tool"], alternate: true })
  }
  return [
    columns(["input", "preferred_output", "non_preferred_output"]),
    input,
    conversation("preferred_output", answer),
    conversation("non_preferred_output", answer),
    differ("preferred_output", "non_preferred_output"),
  ]
}

export const openAiPreference = format({
  id: "openai",
  title: "OpenAI-shaped preference",
  readers: ["OpenAI", "Azure AI Foundry", "Fireworks"],
  kind: "pair",
  tools: true,
  aliases: ["openai-preference"],
  min_rows: 10,
  features: () => ({
    input: struct({ messages: messageFeature, tools: json, parallel_tool_calls: boolean }),
    preferred_output: messageFeature,
    non_preferred_output: messageFeature,
  }),
  render: (example) => [
    {
      input: {
        messages: plain(promptMessages(example)),
        tools: example.tools ?? [],
        parallel_tool_calls: true,
      },
      preferred_output: plain(example.target.chosen),
      non_preferred_output: plain(example.target.rejected),
    },
  ],
  rules: preference(roles),
})

export const togetherPreference = format({
  id: "together",
  title: "Together preference",
  readers: ["Together", "Fireworks"],
  kind: "pair",
  features: () => ({
    input: struct({ messages: messageFeature }),
    preferred_output: messageFeature,
    non_preferred_output: messageFeature,
  }),
  render(example) {
    const { chosen, rejected } = example.target
    if (chosen.length !== 1 || rejected.length !== 1) return problem("several-turns")
    return [
      {
        input: { messages: plain(promptMessages(example)) },
        preferred_output: plain(chosen),
        non_preferred_output: plain(rejected),
      },
    ]
  },
  rules: preference(strictRoles),
})

export const openAiPrompts = format({
  id: "openai",
  title: "OpenAI-shaped prompts for reinforcement",
  readers: ["OpenAI", "Amazon Bedrock"],
  kind: "prompt",
  aliases: ["openai-reinforcement"],
  features: ({ shape }) => ({ messages: messageFeature, ...shape.extra }),
  render: (example) => [{ messages: plain(promptMessages(example)), ...example.extra }],
  rules: [
    columns(["messages"], [], false),
    conversation("messages", { roles, last: ["user"], alternate: true }),
  ],
})
