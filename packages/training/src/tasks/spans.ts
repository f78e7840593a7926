/** Reads a span question's value, and checks it against the text it marks. */
import type { Span } from "../example.ts"
import { type Problem, problem } from "../lint/finding.ts"

function isSpan(value: unknown): value is Span {
  return (
    typeof value === "object" &&
    value !== null &&
    "start" in value &&
    "end" in value &&
    "label" in value &&
    Number.isInteger(value.start) &&
    Number.isInteger(value.end) &&
    typeof value.label === "string"
  )
}

/** The spans in reading order, or why they cannot be used on a text of that many code points. */
export function readSpans(value: unknown, length: number): Span[] | Problem {
  if (!Array.isArray(value) || !value.every(isSpan)) return problem("wrong-type", "The spans are malformed.")
  const outside = value.find(({ start, end }) => start < 0 || end <= start || end > length)
  if (outside !== undefined) {
    return problem(
      "span-outside",
      `It is ${outside.start} to ${outside.end}, the text has ${length} characters.`,
    )
  }
  return value
    .map(({ start, end, label }) => ({ start, end, label }))
    .sort((a, b) => a.start - b.start || a.end - b.end)
}
