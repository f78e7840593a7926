/** LLaMA-Factory: alpaca and sharegpt rows, plain OpenAI messages, ranking and KTO columns. */
import type { Example, Message } from "../example.ts"
import { boolean, list, string, struct } from "../json/features.ts"
import { writeJson } from "../json/write.ts"
import { conversation } from "../lint/conversation.ts"
import { type Problem, problem } from "../lint/finding.ts"
import { booleanColumn, columns, differ, type Rule, text } from "../lint/rule.ts"
import { plainAnswer, plainContent, promptMessages, visibleText } from "../messages.ts"
import { format } from "./format.ts"
import { messageFeature, trlMessages } from "./trl-messages.ts"

interface Alpaca {
  readonly instruction: string
  readonly input: string
  readonly system: string
  readonly history: readonly (readonly [string, string])[]
}

/** The last user turn as instruction and input, the turns before it as history. */
function alpaca(example: Example): Alpaca | Problem {
  const [lead, ...rest] = example.prompt
  const system = lead?.role === "system" ? (plainContent(lead) ?? "") : ""
  const turns = lead?.role === "system" ? rest : example.prompt
  const last = turns.at(-1)
  const instruction = last?.role === "user" ? plainContent(last) : undefined
  const before = turns.slice(0, -1).map(plainContent)
  const alternates = turns.every(({ role }, index) => role === (index % 2 === 0 ? "user" : "assistant"))
  if (instruction === undefined || !alternates || before.includes(undefined)) return problem("not-text")
  const history = before.flatMap((said, index): [string, string][] =>
    index % 2 === 0 ? [[said ?? "", before[index + 1] ?? ""]] : [],
  )
  return { instruction, input: example.input ?? "", system, history }
}

// Every column is always there: the reader looks each one up by the name given in dataset_info.json.
export const alpacaSft = format({
  id: "llamafactory-alpaca",
  title: "LLaMA-Factory alpaca",
  readers: ["LLaMA-Factory"],
  kind: "demonstration",
  features: () => ({
    instruction: string,
    input: string,
    output: string,
    system: string,
    history: list(list(string)),
  }),
  render(example) {
    const turn = alpaca(example)
    if ("code" in turn) return turn
    const output = plainAnswer(example.target.messages)
    if (output === undefined) return problem("not-text")
    const { instruction, input, system, history } = turn
    return [{ instruction, input, output, system, history }]
  },
  rules: [
    columns(["instruction", "input", "output", "system", "history"]),
    text("instruction", "empty-prompt"),
    text("output", "empty-completion"),
  ],
})

export const alpacaPair = format({
  id: "llamafactory-alpaca",
  title: "LLaMA-Factory alpaca ranking",
  readers: ["LLaMA-Factory"],
  kind: "pair",
  features: () => ({ instruction: string, input: string, chosen: string, rejected: string }),
  render(example) {
    const turn = alpaca(example)
    if ("code" in turn) return turn
    if (turn.system !== "" || turn.history.length > 0) return problem("several-turns")
    const chosen = plainAnswer(example.target.chosen)
    const rejected = plainAnswer(example.target.rejected)
    if (chosen === undefined || rejected === undefined) return problem("not-text")
    return [{ instruction: turn.instruction, input: turn.input, chosen, rejected }]
  },
  rules: [
    columns(["instruction", "input", "chosen", "rejected"]),
    text("instruction", "empty-prompt"),
    text("chosen", "empty-completion"),
    text("rejected", "empty-completion"),
    differ("chosen", "rejected"),
  ],
})

interface Turn {
  readonly from: string
  readonly value: string
}

function shareTurn(message: Message): Turn {
  if (message.tool_calls !== undefined) {
    const calls = message.tool_calls.map(({ function: { name, arguments: given } }) => ({
      name,
      arguments: given,
    }))
    return { from: "function_call", value: spaced(calls.length === 1 ? calls[0] : calls) }
  }
  const speaker = {
    user: "human",
    assistant: "gpt",
    tool: "observation",
    system: "system",
    developer: "system",
  }
  return { from: speaker[message.role] ?? message.role, value: visibleText(message) }
}

/** JSON with blanks after `:` and `,`, as Python writes it: models see this text. */
export function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`
  if (typeof value !== "object" || value === null) return writeJson(value)
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}: ${spaced(member)}`)
    .join(", ")}}`
}

function share(example: Example, answer: readonly Message[]) {
  const all = [...promptMessages(example), ...answer]
  const lead = all[0]?.role === "system" ? all[0] : undefined
  const turns = (lead === undefined ? all : all.slice(1)).map(shareTurn)
  // Tools are handed on without the wrapper that OpenAI's shape has.
  const tools = example.tools === undefined ? "" : spaced(example.tools.map((tool) => tool.function))
  return { conversations: turns, system: lead === undefined ? "" : visibleText(lead), tools }
}

const isTurns = (value: unknown): value is readonly Turn[] =>
  Array.isArray(value) && value.every((one) => typeof one === "object" && one !== null && "from" in one)

/** Even turns ask, odd turns answer; an uneven number of turns where the answers stand in own columns. */
function sharegpt(answers: "inside" | "apart"): Rule {
  const sides = [
    ["human", "observation"],
    ["gpt", "function_call"],
  ]
  return ({ conversations: turns }) => {
    if (!isTurns(turns)) return problem("wrong-type", "'conversations' must be a list of turns.")
    const bad = turns.findIndex(({ from }, index) => !sides[index % 2]?.includes(from))
    if (bad >= 0) return problem("role-order", `Turn ${bad + 1} is of '${turns[bad]?.from}'.`)
    if (turns.some(({ value }) => value.trim() === "")) return problem("empty-prompt", "A turn is blank.")
    return turns.length % 2 === (answers === "inside" ? 0 : 1) ? undefined : problem("role-last")
  }
}

const turnFeature = struct({ from: string, value: string })

export const sharegptSft = format({
  id: "llamafactory-sharegpt",
  title: "LLaMA-Factory sharegpt",
  readers: ["LLaMA-Factory", "Axolotl (field_messages: conversations)"],
  kind: "demonstration",
  tools: true,
  aliases: ["sharegpt"],
  features: () => ({ conversations: list(turnFeature), system: string, tools: string }),
  render: (example) => [share(example, example.target.messages)],
  rules: [columns(["conversations", "system", "tools"]), sharegpt("inside")],
})

export const sharegptPair = format({
  id: "llamafactory-sharegpt",
  title: "LLaMA-Factory sharegpt ranking",
  readers: ["LLaMA-Factory"],
  kind: "pair",
  features: () => ({ conversations: list(turnFeature), chosen: turnFeature, rejected: turnFeature }),
  render(example) {
    const [chosen, ...moreChosen] = example.target.chosen
    const [rejected, ...moreRejected] = example.target.rejected
    const { conversations, system } = share(example, [])
    const single = moreChosen.length === 0 && moreRejected.length === 0 && system === ""
    if (chosen === undefined || rejected === undefined || !single) return problem("several-turns")
    return [{ conversations, chosen: shareTurn(chosen), rejected: shareTurn(rejected) }]
  },
  rules: [columns(["conversations", "chosen", "rejected"]), sharegpt("apart"), differ("chosen", "rejected")],
})

const chatRules = {
  roles: ["system", "user", "assistant"],
  last: ["assistant"],
  alternate: true,
  assistant: true,
}

export const lfMessages = format({
  id: "llamafactory",
  title: "LLaMA-Factory, OpenAI messages",
  readers: ["LLaMA-Factory"],
  kind: "demonstration",
  aliases: ["llamafactory-messages"],
  features: () => ({ messages: messageFeature }),
  render: (example) => [{ messages: trlMessages([...promptMessages(example), ...example.target.messages]) }],
  rules: [columns(["messages"]), conversation("messages", chatRules)],
})

export const lfKto = format({
  id: "llamafactory",
  title: "LLaMA-Factory KTO",
  readers: ["LLaMA-Factory"],
  kind: "unpaired",
  features: () => ({ messages: messageFeature, label: boolean }),
  render: (example) => [
    {
      messages: trlMessages([...promptMessages(example), ...example.target.completion]),
      label: example.target.label,
    },
  ],
  rules: [columns(["messages", "label"]), conversation("messages", chatRules), booleanColumn("label")],
})
