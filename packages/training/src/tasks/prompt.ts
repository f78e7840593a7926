/** The prompt side that most tasks share: slots for prompt, context, system message and extra columns. */
import type { Example, ExampleSource, Message, ToolSchema } from "../example.ts"
import { type Feature, json } from "../json/features.ts"
import { type Problem, problem } from "../lint/finding.ts"
import { isBlank, transcript, visibleText } from "../messages.ts"
import type { Ballot } from "../source/answers.ts"
import type { Resolved, Slot } from "../source/slots.ts"
import type { SourceRecord } from "../source/types.ts"
import { readMessages, readText, readValue } from "../source/values.ts"
import { type ExampleShape, sourceOf, sourcesOf } from "./task.ts"

export const promptNames = [
  "prompt",
  "instruction",
  "question",
  "query",
  "input",
  "conversation",
  "messages",
  "chat",
]

export const promptSlot: Slot = {
  name: "prompt",
  accepts: ["field:text", "field:chat"],
  required: true,
  means: "the field that holds the prompt or the conversation so far",
  usual: promptNames,
}
export const contextSlot: Slot = {
  name: "context",
  accepts: ["field:text", "metadata"],
  required: false,
  means: "a field shown with the prompt, appended to the user's turn",
  guess: "never",
}
export const systemSlot: Slot = {
  name: "system",
  accepts: ["field:text", "metadata"],
  required: false,
  means: "the system message",
  usual: ["system", "system_prompt"],
}
export const extraSlot: Slot = {
  name: "extra",
  accepts: [
    "field:text",
    "field:custom",
    "metadata",
    "question:text",
    "question:rating",
    "question:label_selection",
  ],
  required: false,
  many: true,
  means: "columns handed on as they are, such as a solution or a rubric",
  guess: "never",
}
/** A cluster of near-duplicates, say: records that share it stay on one side of a split. */
export const groupSlot: Slot = {
  name: "group",
  accepts: ["metadata", "field:text"],
  required: false,
  means: "what keeps records together when splitting, instead of the prompt's text",
  guess: "never",
}

export const toolsSlot: Slot = {
  name: "tools",
  accepts: ["metadata", "field:custom"],
  required: false,
  means: "the tools that the conversation may call, as a list of OpenAI-shaped schemas",
  guess: "never",
}

export const promptSlots = [promptSlot, contextSlot, systemSlot, toolsSlot, groupSlot]

export type PromptSide = Pick<Example, "group" | "prompt" | "input" | "extra" | "tools">

/** Tools as they stand in a record: a list, or an object that holds one, or the JSON text of it. */
function readTools(value: unknown): readonly ToolSchema[] | Problem | undefined {
  if (value === undefined) return undefined
  const wrapped = typeof value === "object" && value !== null && "tools" in value ? value.tools : value
  const parsed = typeof wrapped === "string" ? parseJson(wrapped) : wrapped
  if (!Array.isArray(parsed) || !parsed.every(isTool)) return problem("tools-malformed")
  return parsed.length === 0 ? undefined : parsed
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isTool(value: unknown): value is ToolSchema {
  if (typeof value !== "object" || value === null || !("function" in value)) return false
  const { function: declared } = value
  return (
    typeof declared === "object" &&
    declared !== null &&
    "name" in declared &&
    typeof declared.name === "string"
  )
}

/** Reads the prompt side of a record; a problem when it is missing or blank. */
export function promptReader(
  sources: Resolved,
): (record: SourceRecord, ballot?: Ballot) => PromptSide | Problem {
  const prompt = sourceOf(sources, "prompt")
  const context = sourceOf(sources, "context")
  const system = sourceOf(sources, "system")
  const extras = sourcesOf(sources, "extra")
  const group = sourceOf(sources, "group")
  const toolsSource = sourceOf(sources, "tools")
  return (record, ballot) => {
    const turns = readMessages(prompt, "user", record, ballot?.values)
    if (turns === undefined || turns.length === 0) return problem("field-missing", `It is '${prompt?.name}'.`)
    if (turns.every((turn) => isBlank(visibleText(turn)))) return problem("empty-prompt")
    const systemText = readText(system, record)
    const messages = isBlank(systemText) ? turns : withSystem(turns, systemText ?? "")
    const input = readText(context, record)
    const extra = Object.fromEntries(
      extras.map((source) => [source.name, readValue(source, record, ballot?.values) ?? null]),
    )
    const tools = readTools(readValue(toolsSource, record))
    if (tools !== undefined && isProblem(tools)) return tools
    return {
      group: readText(group, record) ?? groupText(turns, input),
      prompt: messages,
      ...(isBlank(input) ? {} : { input: input ?? "" }),
      ...(extras.length === 0 ? {} : { extra }),
      ...(tools === undefined ? {} : { tools }),
    }
  }
}

// A conversation that brings its own system message keeps it: the mapped one is the default.
function withSystem(turns: readonly Message[], content: string): readonly Message[] {
  return turns[0]?.role === "system" ? turns : [{ role: "system", content }, ...turns]
}

// The system message is left out: the same question under another one is the same question.
function groupText(turns: readonly Message[], input: string | undefined): string {
  const asked = transcript(turns.filter(({ role }) => role !== "system"))
  return input === undefined ? asked : `${asked}\n\n${input}`
}

export function isProblem(value: object): value is Problem {
  return "code" in value
}

/** What the prompt side adds to the rows. Extra columns: text is text, the rest is whatever JSON it is. */
export function promptShape(sources: Resolved): Pick<ExampleShape, "extra" | "tools"> {
  const text: Feature = { kind: "value", dtype: "string" }
  const extra = Object.fromEntries(
    sourcesOf(sources, "extra").map(({ name, kind }) => [
      name,
      kind === "field:text" || kind === "question:text" || kind === "question:label_selection" ? text : json,
    ]),
  )
  return { extra, tools: sourceOf(sources, "tools") !== undefined }
}

/** The `source` of an example made from a record and, where there is one, a ballot. */
export function exampleSource(record: SourceRecord, ballot?: Ballot, question?: string): ExampleSource {
  return {
    record_id: record.id,
    external_id: record.external_id ?? null,
    ...(ballot?.source ?? { origin: "record" as const }),
    ...(question === undefined ? {} : { question }),
  }
}
