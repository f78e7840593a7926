/** Span marking as a kind of question; its widget is fetched when needed. */
import { lazy } from "react"
import { pressLabel } from "../spans/mark-selection.ts"
import type { QuestionKind } from "./widget.ts"

const load = async () => ({ default: (await import("./SpanQuestion.tsx")).SpanQuestion })

export const spanKind: QuestionKind = {
  Widget: lazy(load),
  load,
  decisive: false,
  writes: false,
  choose: () => undefined,
  act: (question, index, press) => {
    const { settings } = question
    const label = settings.type === "span" ? settings.options[index]?.value : undefined
    if (label === undefined) return false
    pressLabel(question, label, press)
    return true
  },
  enter: ({ settings }) => {
    if (settings.type !== "span") return
    const place = `[data-record-id] [data-span-text="${CSS.escape(settings.field)}"]`
    document.querySelector<HTMLElement>(place)?.focus()
  },
}
