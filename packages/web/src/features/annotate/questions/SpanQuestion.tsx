/** Span question: its labels, and the list of what is marked. The marking itself happens in the record's text. */
import type { Question } from "@loam/schema"
import { IconSparkles, IconX } from "@tabler/icons-react"
import { useEffect, useState } from "react"
import { Kbd } from "../../../ui/Kbd.tsx"
import { count, counted } from "../../../ui/numbers.ts"
import { useCurrent, useEngine } from "../engine-context.tsx"
import { excerpt, fieldText, labelText, pressLabel, removeSpan } from "../spans/mark-selection.ts"
import { type Span, sameSpan, spansOf } from "../spans/span-list.ts"
import { setTool, useTool } from "../spans/span-tool.ts"
import { LabelList } from "./LabelList.tsx"
import { suggestedBy } from "./option-list.ts"
import styles from "./SpanQuestion.module.css"
import type { WidgetProps } from "./widget.ts"

/** Rows of the list drawn at first: hundreds of them would hold up the next record. */
const mostRows = 40

export function SpanQuestion(props: WidgetProps) {
  const { question, shown, suggestion, active, onAnswer } = props
  const engine = useEngine()
  const held = useCurrent()
  const armed = useTool((tool) => tool.armed[question.name] ?? null)
  const current = useTool((tool) => (tool.current?.question === question.name ? tool.current.span : null))
  const [unfolded, setUnfolded] = useState<string | null>(null)
  useEffect(() => {
    if (active) setTool({ question: question.name })
  }, [active, question.name])
  const { settings } = question
  if (settings.type !== "span" || !held) return null
  const desk = { held, say: engine.say, answer: (value: Parameters<typeof onAnswer>[0]) => onAnswer(value) }
  const spans = spansOf(shown.value)
  const all = unfolded === held.record.id || spans.length <= mostRows
  const listed = all
    ? spans
    : spans.filter((span, at) => at < mostRows || (current !== null && sameSpan(span, current)))
  const ghost = shown.from === "suggestion"
  const scores = Array.isArray(suggestion?.score) ? suggestion.score : []
  const scoreOf = (span: Span) => {
    const index = spansOf(suggestion?.value).findIndex((each) => sameSpan(each, span))
    return scores[index]?.toFixed(2)
  }
  return (
    <div className={styles.spans}>
      <LabelList
        {...props}
        many={false}
        coloured
        options={settings.options}
        visible={settings.visible_options}
        shown={{ value: armed ?? undefined, from: armed ? "answer" : "nothing" }}
        suggestion={null}
        values={armed ? [armed] : []}
        onToggle={(label) => pressLabel(question, label, desk)}
      />
      <p className={styles.help}>
        {armed
          ? `Select text to mark it as ${labelText(question, armed)}.`
          : "Select text, then press a label; or press a label first."}
        <span className={styles.keys}>
          {" "}
          <Kbd>E</Kbd> marks by keyboard.
        </span>
      </p>
      {settings.allow_character_annotation ? <Characters /> : null}
      {ghost && suggestion ? (
        <p className={styles.proposal}>
          <IconSparkles size={14} aria-hidden />
          {suggestedBy(suggestion)}: {counted(spans.length, "span")}. Submit takes them as they are.
        </p>
      ) : null}
      {spans.length > 0 ? (
        <ul className={styles.list} aria-label={`Marked for ${question.title}`}>
          {listed.map((span) => (
            <Row
              key={`${span.start}-${span.end}-${span.label}`}
              question={question}
              span={span}
              text={excerpt(fieldText(question, held), span)}
              ghost={ghost}
              score={suggestion ? scoreOf(span) : undefined}
              current={current !== null && sameSpan(span, current)}
              onShow={() => showSpan(held.record.id, question, span)}
              onRemove={() => removeSpan(question, span, desk)}
            />
          ))}
          {all ? null : (
            <li>
              <button type="button" className={styles.action} onClick={() => setUnfolded(held.record.id)}>
                Show all {count(spans.length)}
              </button>
            </li>
          )}
        </ul>
      ) : (
        <p className={styles.none}>Nothing is marked yet.</p>
      )}
      {ghost && spans.length > 0 ? (
        <div className={styles.actions}>
          <button type="button" className={styles.action} onClick={() => onAnswer(shown.value ?? null)}>
            Accept all
          </button>
          <button type="button" className={styles.action} onClick={() => onAnswer(null)}>
            Start empty
          </button>
        </div>
      ) : null}
    </div>
  )
}

/** Puts a span into focus, and on screen. */
function showSpan(recordId: string, question: Question, span: Span) {
  setTool({ current: { recordId, question: question.name, span }, selection: null })
  document
    .querySelector(`[data-record-id] [data-span-start="${span.start}"]`)
    ?.scrollIntoView({ block: "nearest" })
}

function Characters() {
  const fine = useTool((tool) => tool.fine)
  return (
    <label className={styles.fine}>
      <input type="checkbox" checked={fine} onChange={(event) => setTool({ fine: event.target.checked })} />
      Select single characters
      <span className={styles.keys}>
        (or hold <Kbd>Shift</Kbd>)
      </span>
    </label>
  )
}

interface RowProps {
  readonly question: Question
  readonly span: Span
  readonly text: string
  readonly ghost: boolean
  readonly score: string | undefined
  readonly current: boolean
  readonly onShow: () => void
  readonly onRemove: () => void
}

function Row({ question, span, text, ghost, score, current, onShow, onRemove }: RowProps) {
  const label = labelText(question, span.label)
  return (
    <li className={styles.row} data-ghost={ghost || undefined} data-current={current || undefined}>
      <button type="button" className={styles.show} aria-pressed={current} onClick={onShow}>
        <span className={styles.excerpt} dir="auto">
          {text}
        </span>
        <span className={styles.label}>{label}</span>
        {score ? (
          <span className={styles.score}>
            <IconSparkles size={12} aria-hidden /> {score}
          </span>
        ) : null}
      </button>
      <button
        type="button"
        className={styles.remove}
        aria-label={`Remove “${text}”, ${label}`}
        onClick={onRemove}
      >
        <IconX size={15} aria-hidden />
      </button>
    </li>
  )
}
