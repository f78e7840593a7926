/** Reads the value that a mapped source has in one record: text, conversation or anything. */
import type { ContentPart, Message, Role } from "../example.ts"
import type { Source } from "./slots.ts"
import type { ChatTurn, SourceRecord } from "./types.ts"

/** The raw value of a source; questions are read from a ballot's values. */
export function readValue(
  source: Source | undefined,
  record: SourceRecord,
  values: Readonly<Record<string, unknown>> = {},
): unknown {
  if (source === undefined) return undefined
  if (source.from === "field") return record.fields[source.name] ?? undefined
  if (source.from === "question") return values[source.name] ?? undefined
  return record.metadata?.[source.name] ?? undefined
}

function isTurn(value: unknown): value is ChatTurn {
  return typeof value === "object" && value !== null && "role" in value && "content" in value
}

// People and other tools write these; the canonical example knows one name for each speaker.
const roleNames: Readonly<Record<string, Role>> = {
  system: "system",
  developer: "developer",
  user: "user",
  human: "user",
  prompter: "user",
  assistant: "assistant",
  gpt: "assistant",
  ai: "assistant",
  bot: "assistant",
  model: "assistant",
  chatbot: "assistant",
  tool: "tool",
  observation: "tool",
  function: "tool",
}

function toMessage(turn: ChatTurn): Message {
  // A role nobody knows stays as it is written: the linter then names it, instead of a guess going to a trainer.
  const role = roleNames[turn.role.trim().toLowerCase()] ?? (turn.role as Role)
  return { role, content: turn.content }
}

/** A source's value as text; undefined when it is missing or no text. */
export function readText(
  source: Source | undefined,
  record: SourceRecord,
  values?: Readonly<Record<string, unknown>>,
): string | undefined {
  const value = readValue(source, record, values)
  if (typeof value === "string") return value
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined
}

/** A source's value as a conversation: a chat field's turns, or one turn of the given speaker. */
export function readMessages(
  source: Source | undefined,
  speaker: Role,
  record: SourceRecord,
  values?: Readonly<Record<string, unknown>>,
): Message[] | undefined {
  const value = readValue(source, record, values)
  if (Array.isArray(value) && value.every(isTurn)) return value.map(toMessage)
  if (typeof value === "string" && source?.kind === "field:image") {
    const parts: ContentPart[] = [{ type: "image", image: value }]
    return [{ role: speaker, content: parts }]
  }
  const text = readText(source, record, values)
  return text === undefined ? undefined : [{ role: speaker, content: text }]
}
