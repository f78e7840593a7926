/** Takes an answer apart into its steps: lines or paragraphs of a text, or the assistant's turns. */
import { type Problem, problem } from "../../lint/finding.ts"
import { isBlank, visibleText } from "../../messages.ts"
import type { Source } from "../../source/slots.ts"
import type { SourceRecord } from "../../source/types.ts"
import { readMessages } from "../../source/values.ts"
import { codePoints } from "../../text/code-points.ts"

export interface Step {
  readonly text: string
  /** Code points in the whole text. */
  readonly start: number
  readonly end: number
}

export interface Steps {
  readonly steps: readonly Step[]
  /** Code points of the text they come from. */
  readonly length: number
}

/** The steps of a text with their places; blank ones are no steps. */
export function splitSteps(text: string, separator?: string): Step[] {
  const between = separator ?? (/\n[ \t]*\n/u.test(text) ? /\n[ \t]*\n\s*/u : "\n")
  const steps: Step[] = []
  const points = codePoints(text)
  let from = 0
  for (const piece of text.split(between)) {
    const at = text.indexOf(piece, from)
    from = at + piece.length
    if (!isBlank(piece))
      steps.push({ text: piece.trim(), start: points.fromUnits(at), end: points.fromUnits(from) })
  }
  return steps
}

/** The steps of a record's answer. */
export function readSteps(source: Source, record: SourceRecord, separator?: string): Steps | Problem {
  const messages = readMessages(source, "assistant", record)
  if (messages === undefined) return problem("field-missing", `It is '${source.name}'.`)
  const text = visibleText(messages[0] ?? { role: "assistant" })
  const steps =
    source.kind === "field:chat"
      ? messages
          .filter(({ role }) => role === "assistant")
          .map((turn) => ({ text: visibleText(turn), start: 0, end: 0 }))
      : splitSteps(text, separator)
  return steps.length === 0 ? problem("empty-completion") : { steps, length: codePoints(text).length }
}
