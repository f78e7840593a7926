/** Which question the keys go to. It belongs to a record: the next one begins at its first question again. */
import { useState } from "react"
import { shownValue } from "../../engine/answers.ts"
import type { Held, Question } from "../../engine/model.ts"

export interface ActiveQuestion {
  readonly index: number
  set(index: number): void
  /** Goes to the next question without an answer after one was given; null when there is none. */
  advanceFrom(index: number, held: Held): Question | null
}

export function useActiveQuestion(recordId: string | null, questions: readonly Question[]): ActiveQuestion {
  const [place, setPlace] = useState({ recordId, index: 0 })
  if (place.recordId !== recordId) setPlace({ recordId, index: 0 })
  const { index } = place
  const set = (next: number) => {
    if (next >= 0 && next < questions.length && next !== index) setPlace({ recordId, index: next })
  }
  return {
    index,
    set,
    advanceFrom: (from, held) => {
      const open = (question: Question) => shownValue(question, held).from !== "answer"
      const next = questions.find((question, place) => place > from && open(question))
      if (next) set(questions.indexOf(next))
      return next ?? null
    },
  }
}

const questionElement = (name: string) =>
  document.querySelector<HTMLElement>(`[data-question="${CSS.escape(name)}"]`)

/** Puts the focus on a question, or into its editor. */
export function focusQuestion(name: string, options: { write: boolean }): void {
  const element = questionElement(name)
  const editor = options.write ? element?.querySelector<HTMLElement>("[data-editor]") : null
  const target = editor ?? element
  target?.focus({ preventScroll: true })
  target?.scrollIntoView({ block: "nearest" })
  if (editor instanceof HTMLTextAreaElement)
    editor.setSelectionRange(editor.value.length, editor.value.length)
}

export function focusFinder(name: string): void {
  questionElement(name)?.querySelector<HTMLElement>("[data-find]")?.focus()
}
