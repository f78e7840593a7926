/** One question: what is asked, whether it must be answered, and the widget to answer it. */
import type { Json, Question } from "@loam/schema"
import { Suspense, useId } from "react"
import { isOpen, shownValue, suggestionFor } from "../../../engine/answers.ts"
import type { Held } from "../../../engine/model.ts"
import styles from "./QuestionCard.module.css"
import { kindOf } from "./registry.ts"

interface QuestionCardProps {
  readonly question: Question
  readonly held: Held
  readonly active: boolean
  /** The only one needs no frame to show that it is the active one. */
  readonly alone: boolean
  readonly onActivate: () => void
  readonly onAnswer: (value: Json, options?: { typing: boolean }) => void
}

export function QuestionCard({ question, held, active, alone, onActivate, onAnswer }: QuestionCardProps) {
  const id = useId()
  const kind = kindOf(question)
  const shown = shownValue(question, held)
  const suggestion = isOpen(held) ? suggestionFor(question, held.record) : null
  const answered = shown.from === "answer"
  return (
    // Focus may be put here so that screen readers say which question is next; it takes no keys itself.
    <section
      className={styles.question}
      data-question={question.name}
      data-active={(active && !alone) || undefined}
      data-alone={alone || undefined}
      tabIndex={-1}
      aria-labelledby={id}
      onFocus={onActivate}
      onPointerDown={onActivate}
    >
      <header className={styles.head}>
        <h2 id={id} className={styles.title} dir="auto">
          {question.title}
        </h2>
        <span className={styles.need}>{question.required ? "Required" : "Optional"}</span>
        {answered && !kind?.writes && !alone ? (
          <button type="button" className={styles.clear} onClick={() => onAnswer(null)}>
            Clear
          </button>
        ) : null}
      </header>
      {question.description ? (
        <p id={`${id}-description`} className={styles.description} dir="auto">
          {question.description}
        </p>
      ) : null}
      {kind ? (
        <Suspense>
          <kind.Widget
            // A text starts afresh with each record: its undo, its caret, its size.
            key={kind.writes ? held.record.id : question.id}
            question={question}
            shown={shown}
            suggestion={suggestion}
            active={active}
            recordId={held.record.id}
            labelId={id}
            describedBy={question.description ? `${id}-description` : undefined}
            onAnswer={onAnswer}
          />
        </Suspense>
      ) : (
        <p className={styles.unknown}>This page cannot answer questions of this kind yet.</p>
      )}
    </section>
  )
}
