/** What a label, a nudge or Delete does to the spans of a question, from wherever it comes: text, list, key or click. */
import type { Json, Question } from "@loam/schema"
import { shownValue } from "../../../engine/answers.ts"
import type { Held } from "../../../engine/model.ts"
import { createRuler, neighbourUnit, type Stretch, type Unit } from "./offsets.ts"
import { type Marked, mark, replace, type Span, sameSpan, spansOf, toValue } from "./span-list.ts"
import { readTool, setTool } from "./span-tool.ts"

export interface Desk {
  readonly held: Held
  readonly answer: (value: Json) => void
  readonly say: (text: string) => void
}

export const fieldText = (question: Question, held: Held): string => {
  const { settings } = question
  const value = settings.type === "span" ? held.record.fields[settings.field] : null
  return typeof value === "string" ? value : ""
}

export const shownSpans = (question: Question, held: Held) => spansOf(shownValue(question, held).value)

const overlaps = ({ settings }: Question) => settings.type === "span" && settings.allow_overlapping
export const labelText = ({ settings }: Question, label: string) =>
  (settings.type === "span" && settings.options.find(({ value }) => value === label)?.text) || label

/** The text of a span, shortened for lists and sentences. */
export function excerpt(text: string, span: Span, longest = 60): string {
  const { toUnits } = createRuler(text)
  const words = text.slice(toUnits(span.start), toUnits(span.end)).replace(/\s+/g, " ")
  const letters = [...words]
  return letters.length > longest ? `${letters.slice(0, longest).join("")}…` : words
}

function commit(question: Question, desk: Desk, marked: Marked): boolean {
  if (!marked.ok) {
    const { inTheWay } = marked
    const words = excerpt(fieldText(question, desk.held), inTheWay, 30)
    desk.say(`That would overlap “${words}” (${labelText(question, inTheWay.label)}). Remove it first.`)
    return false
  }
  desk.answer(toValue(marked.spans))
  return true
}

/** Labels a stretch of the text; answers the span, or null where it cannot be. */
export function markStretch(question: Question, label: string, stretch: Stretch, desk: Desk): Span | null {
  const { toPoints } = createRuler(fieldText(question, desk.held))
  const span = { label, start: toPoints(stretch.start), end: toPoints(stretch.end) }
  return commit(question, desk, mark(shownSpans(question, desk.held), span, overlaps(question))) ? span : null
}

/** The span that keys change: the one that was clicked, or the one that is exactly selected. */
export function currentSpan(question: Question, held: Held): Span | null {
  const { current, selection } = readTool()
  const spans = shownSpans(question, held)
  if (current?.recordId === held.record.id && current.question === question.name) {
    const known = spans.find((span) => sameSpan(span, current.span))
    if (known) return known
  }
  if (selection?.recordId !== held.record.id) return null
  const { toPoints } = createRuler(fieldText(question, held))
  const [start, end] = [toPoints(selection.start), toPoints(selection.end)]
  return spans.find((span) => span.start === start && span.end === end) ?? null
}

const isField = ({ settings }: Question, field: string) =>
  settings.type === "span" && settings.field === field

/** A label was pressed: it marks what is selected, relabels the span in focus, or stays in hand for what comes. */
export function pressLabel(question: Question, label: string, desk: Desk): void {
  const { selection, current, armed } = readTool()
  const own = selection?.recordId === desk.held.record.id && isField(question, selection.field)
  if (own && selection) {
    const span = markStretch(question, label, selection, desk)
    // The next key is for this span, also when the browser drops its selection as the text is put together anew.
    if (span) setTool({ current: { recordId: desk.held.record.id, question: question.name, span } })
    return
  }
  const span = current && currentSpan(question, desk.held)
  if (span) relabel(question, span, label, desk)
  else setTool({ armed: { ...armed, [question.name]: armed[question.name] === label ? null : label } })
}

function put(question: Question, span: Span, fresh: Span, desk: Desk): boolean {
  const done = commit(
    question,
    desk,
    replace(shownSpans(question, desk.held), span, fresh, overlaps(question)),
  )
  if (done) setTool({ current: { recordId: desk.held.record.id, question: question.name, span: fresh } })
  return done
}

export const relabel = (question: Question, span: Span, label: string, desk: Desk) =>
  put(question, span, { ...span, label }, desk)

export function removeSpan(question: Question, span: Span, desk: Desk): void {
  desk.answer(toValue(shownSpans(question, desk.held).filter((each) => !sameSpan(each, span))))
  setTool({ current: null })
}

/** Moves one edge of a span by a word or a character; the new place, or null when it cannot go there. */
export function nudge(
  question: Question,
  span: Span,
  { edge, by, unit }: { edge: "start" | "end"; by: 1 | -1; unit: Exclude<Unit, "sentence"> },
  desk: Desk,
): Stretch | null {
  const text = fieldText(question, desk.held)
  const { toPoints, toUnits } = createRuler(text)
  const place = { start: toUnits(span.start), end: toUnits(span.end) }
  const point =
    edge === "start" ? { start: place.start, end: place.start } : { start: place.end, end: place.end }
  const inner = (edge === "end") === (by === -1)
  const found = neighbourUnit(text, unit, point, by)
  if (!found) return null
  let at = by === 1 ? found.end : found.start
  // Inwards the edge comes to rest at the word that remains, not at the gap before it.
  if (inner) {
    const rest = neighbourUnit(text, unit, found, by)
    if (!rest) return null
    at = edge === "end" ? rest.end : rest.start
  }
  const moved = { ...place, [edge]: at }
  if (moved.start >= moved.end) return null
  const fresh = { label: span.label, start: toPoints(moved.start), end: toPoints(moved.end) }
  return put(question, span, fresh, desk) ? moved : null
}
