/** Which turns of a conversation are learnt, for formats that say it turn by turn. */
import type { Example, Message } from "../example.ts"
import { promptMessages } from "../messages.ts"
import type { FormatOptions } from "./format.ts"

export interface LearntMessage {
  readonly message: Message
  /** Undefined where it need not be said: the only turn of the assistant, or another speaker's. */
  readonly learn?: boolean
}

/** The conversation of a demonstration; earlier turns of the assistant are context unless all are to be learnt. */
export function learntMessages(
  example: Example<"demonstration">,
  { train_on = "last" }: FormatOptions,
): LearntMessage[] {
  const context = promptMessages(example)
  const all = [...context, ...example.target.messages]
  const stated = all.some(({ weight }) => weight !== undefined)
  const earlier = context.some(({ role }) => role === "assistant")
  return all.map((message, index) => {
    if (message.role !== "assistant" || (!stated && !earlier)) return { message }
    return {
      message,
      learn:
        message.weight === undefined ? train_on === "all" || index >= context.length : message.weight === 1,
    }
  })
}
