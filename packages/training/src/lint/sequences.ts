/** What a trainer makes one token sequence of: a prompt with one of its answers, as a conversation or as plain text. */
import { type Example, isKind, type Message } from "../example.ts"
import { promptMessages, transcript } from "../messages.ts"
import type { Conversation, ModelTokenizer } from "../tokenizer/tokenizer.ts"
import { exampleTexts } from "./texts.ts"

export type Sequence = { readonly text: string } | Conversation

export interface SequenceShape {
  /** The trainer joins prompt and answer as they are, without a chat template. */
  readonly plain: boolean
  readonly separator?: string | undefined
}

/** The answers of an example, each of which follows the prompt in a sequence of its own. */
function answers({ target }: Example): (readonly Message[])[] | undefined {
  switch (target.kind) {
    case "demonstration":
      return [target.messages]
    case "pair":
      return [target.chosen, target.rejected]
    case "unpaired":
    case "attributes":
      return [target.completion]
    case "ranked":
      return target.items.map(({ messages }) => messages)
    case "prompt":
      return [[]]
    default:
      return undefined
  }
}

export function sequencesOf(example: Example, { plain, separator = "" }: SequenceShape): Sequence[] {
  const prompt = promptMessages(example)
  if (isKind(example, "stepwise")) return [{ text: [transcript(prompt), ...example.target.steps].join("\n") }]
  const replies = answers(example)
  if (replies === undefined) return exampleTexts(example).answers.map((text) => ({ text }))
  return replies.map((reply) => {
    if (plain) return { text: `${transcript(prompt)}${separator}${transcript(reply)}` }
    const { tools } = example
    const conversation = { messages: [...prompt, ...reply], reply: reply.length === 0 }
    return tools === undefined ? conversation : { ...conversation, tools }
  })
}

/** Tokens of the longest sequence: what a trainer's `max_length` is held against. */
export function longestSequence(example: Example, shape: SequenceShape, tokenizer: ModelTokenizer): number {
  const counts = sequencesOf(example, shape).map((one) =>
    // Trainers end a plain text with one token of their own.
    "text" in one ? tokenizer.count(one.text) + 1 : tokenizer.countConversation(one),
  )
  return Math.max(0, ...counts)
}
