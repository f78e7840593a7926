/** Small questions about messages that every format asks. */
import type { Example, Message } from "./example.ts"

/** The text of a message, or undefined when it holds an image, a tool call or nothing. */
export function plainContent(message: Message | undefined): string | undefined {
  if (message === undefined || message.tool_calls !== undefined) return undefined
  const { content } = message
  if (typeof content === "string") return content
  if (content?.every((part) => part.type === "text")) {
    return content.map((part) => (part.type === "text" ? part.text : "")).join("")
  }
  return undefined
}

/** All text of a message, images left out. */
export function visibleText(message: Message): string {
  const { content } = message
  if (content === undefined || typeof content === "string") return content ?? ""
  return content.map((part) => (part.type === "text" ? part.text : "")).join("")
}

/** A conversation as one text, for grouping and for looking words up. */
export function transcript(messages: readonly Message[]): string {
  const [only] = messages
  if (messages.length === 1 && only !== undefined) return visibleText(only)
  return messages.map((message) => `${message.role}: ${visibleText(message)}`).join("\n")
}

function withInput(message: Message, input: string): Message {
  const { content } = message
  if (Array.isArray(content))
    return { ...message, content: [...content, { type: "text", text: `\n\n${input}` }] }
  return { ...message, content: `${visibleText(message)}\n\n${input}` }
}

/** The prompt as the model sees it: the context field belongs to the last user turn. */
export function promptMessages(example: Example): readonly Message[] {
  const { prompt, input } = example
  if (input === undefined || input === "") return prompt
  const last = prompt.findLastIndex((message) => message.role === "user")
  return prompt.map((message, index) => (index === last ? withInput(message, input) : message))
}

/** The one text of a prompt that is a single user turn. */
export function plainPrompt(example: Example): string | undefined {
  const messages = promptMessages(example)
  const [only] = messages
  return messages.length === 1 && only?.role === "user" ? plainContent(only) : undefined
}

/** The one text of an answer that is a single turn of the assistant. */
export function plainAnswer(messages: readonly Message[]): string | undefined {
  const [only] = messages
  return messages.length === 1 && only?.role === "assistant" ? plainContent(only) : undefined
}

export function isBlank(text: string | undefined): boolean {
  return text === undefined || !/\S/u.test(text)
}
