/** The text side of classification tasks: one field or several joined, and what groups copies of it. */
import { type Problem, problem } from "../lint/finding.ts"
import { isBlank } from "../messages.ts"
import type { Resolved, Slot } from "../source/slots.ts"
import type { SourceRecord } from "../source/types.ts"
import { readText } from "../source/values.ts"
import { groupSlot } from "./prompt.ts"
import { sourceOf, sourcesOf } from "./task.ts"

export const textSlot: Slot = {
  name: "text",
  accepts: ["field:text"],
  required: true,
  many: true,
  means: "the field to classify, or several that are joined by a blank line",
  usual: ["text", "sentence", "input", "content", "prompt", "question"],
}

export const textSlots = [textSlot, groupSlot]

export interface TextSide {
  readonly text: string
  readonly group: string
}

export function textReader(sources: Resolved): (record: SourceRecord) => TextSide | Problem {
  const fields = sourcesOf(sources, "text")
  const group = sourceOf(sources, "group")
  return (record) => {
    const texts = fields.map((field) => readText(field, record))
    const missing = texts.indexOf(undefined)
    if (missing >= 0) return problem("field-missing", `It is '${fields[missing]?.name}'.`)
    const text = texts.join("\n\n")
    if (isBlank(text)) return problem("empty-prompt", "It is the text to classify.")
    return { text, group: readText(group, record) ?? text }
  }
}
