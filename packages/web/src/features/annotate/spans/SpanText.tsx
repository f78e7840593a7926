/** The text of a field with its spans: marked by mouse, by touch, or walked through and marked by keyboard. */
import type { Question } from "@loam/schema"
import {
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
} from "react"
import { shownValue } from "../../../engine/answers.ts"
import type { Held } from "../../../engine/model.ts"
import { useEngine } from "../engine-context.tsx"
import plain from "../fields/text.module.css"
import { MarkedText } from "./MarkedText.tsx"
import { currentSpan, type Desk, markStretch, nudge, removeSpan } from "./mark-selection.ts"
import { neighbourUnit, type Stretch, snap, type Unit, unitAt } from "./offsets.ts"
import styles from "./SpanText.module.css"
import { selectedIn, selectInText } from "./selection.ts"
import { spansOf } from "./span-list.ts"
import { readTool, setTool, useTool } from "./span-tool.ts"

interface SpanTextProps {
  readonly text: string
  readonly title: string
  readonly field: string
  readonly held: Held
  readonly questions: readonly Question[]
  readonly hidden: boolean
}

const edges = {
  "[": { edge: "end", by: -1 },
  "]": { edge: "end", by: 1 },
  "{": { edge: "start", by: -1 },
  "}": { edge: "start", by: 1 },
} as const

export function SpanText({ text, title, field, held, questions, hidden }: SpanTextProps) {
  const engine = useEngine()
  const root = useRef<HTMLDivElement>(null)
  const [said, setSaid] = useState("")
  const [walk, setWalk] = useState<{ anchor: Stretch; at: Stretch } | null>(null)
  const wanted = useTool((tool) => tool.question)
  const question = questions.find(({ name }) => name === wanted) ?? questions[0]
  const layers = useMemo(
    () =>
      questions.map((each) => {
        const shown = shownValue(each, held)
        return { question: each, shown, spans: spansOf(shown.value) }
      }),
    [held, questions],
  )
  const recordId = held.record.id
  const select = (stretch: Stretch | null) =>
    setTool({ selection: stretch && { ...stretch, recordId, field }, current: null })
  const desk: Desk = {
    held,
    say: engine.say,
    answer: (value) => question && engine.answer(question.name, value),
  }
  const unitFor = (shift: boolean) => {
    const allowed = question?.settings.type === "span" && question.settings.allow_character_annotation
    return allowed && (shift || readTool().fine) ? "grapheme" : "word"
  }

  // Selections by touch have no end that an event tells: whatever is selected counts until a label is pressed.
  const noteSelection = useEffectEvent(() => {
    if (hidden || !root.current) return
    const found = selectedIn(root.current)
    if (found && found.start !== found.end) {
      const snapped = snap(text, found, unitFor(false))
      const fine = snap(text, found, "grapheme")
      const stretch = walk ? fine : snapped
      if (stretch) setTool({ selection: { ...stretch, recordId, field } })
    } else if (found && !walk) setTool({ selection: null }) // keys select until they or the mouse select otherwise
  })
  useEffect(() => {
    const listener = () => noteSelection()
    document.addEventListener("selectionchange", listener)
    return () => document.removeEventListener("selectionchange", listener)
  }, [])
  useEffect(() => {
    if (!hidden) return () => setTool({ selection: null, current: null })
    return undefined
  }, [hidden])

  if (question?.settings.type !== "span") return null
  const { name } = question

  const release = (shift: boolean, target: EventTarget | null) => {
    const found = root.current && selectedIn(root.current)
    if (!root.current || !found) return
    if (found.start === found.end) {
      const piece = target instanceof Element ? target.closest<HTMLElement>("[data-piece]") : null
      const layer = layers.find((each) => each.question.name === name)
      const at = Number(piece?.dataset.piece)
      const span = piece ? layer?.spans.find(({ start, end }) => start <= at && at < end) : undefined
      setTool({ selection: null, current: span ? { recordId, question: name, span } : null })
      return
    }
    const stretch = snap(text, found, unitFor(shift))
    if (!stretch) return select(null)
    const { options } = question.settings as { options: readonly { value: string }[] } // a span question has labels
    const label = readTool().armed[name] ?? (options.length === 1 ? options[0]?.value : undefined)
    if (label === undefined) {
      selectInText(root.current, stretch)
      return select(stretch)
    }
    markStretch(question, label, stretch, desk)
    window.getSelection()?.removeAllRanges()
    select(null)
  }
  const press = (event: PointerEvent) => {
    setWalk(null)
    if (event.pointerType === "touch" && !readTool().armed[name]) return
    // The mouse may be let go anywhere; the browser settles the selection after the event.
    const up = (ending: globalThis.PointerEvent) => setTimeout(() => release(ending.shiftKey, ending.target))
    document.addEventListener("pointerup", up, { once: true })
  }

  const go = (anchor: Stretch, at: Stretch) => {
    const stretch = { start: Math.min(anchor.start, at.start), end: Math.max(anchor.end, at.end) }
    setWalk({ anchor, at })
    if (root.current) selectInText(root.current, stretch)
    select(stretch)
    setSaid(text.slice(stretch.start, stretch.end).slice(0, 200))
  }
  const enter = () => {
    if (walk && walk.at.end <= text.length) return go(walk.anchor, walk.at)
    const first = unitAt(text, "word", 0)
    if (first) go(first, first)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const edge = edges[event.key as keyof typeof edges]
    const span = currentSpan(question, held)
    if (edge && span) {
      const moved = nudge(question, span, { ...edge, unit: event.altKey ? "grapheme" : unitFor(false) }, desk)
      if (moved && root.current) {
        selectInText(root.current, moved)
        setWalk({ anchor: moved, at: moved })
        setTool({ selection: { ...moved, recordId, field } })
      }
    } else if (event.key === "Delete" && span) removeSpan(question, span, desk)
    else if (!event.metaKey && step(event)) return event.preventDefault()
    else return
    event.preventDefault()
  }
  /** Arrows walk by words, with Alt by characters, up and down by sentences; Shift extends. */
  const step = (event: KeyboardEvent): boolean => {
    const direction = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key] as
      | 1
      | -1
      | undefined
    const bounds = event.key === "Home" || event.key === "End"
    if (!direction && !bounds) return false
    const upright = event.key === "ArrowUp" || event.key === "ArrowDown" || event.ctrlKey
    const line = unitFor(event.altKey)
    const unit: Unit = upright ? "sentence" : line
    const from = walk?.at ?? { start: 0, end: 0 }
    const edge = bounds ? unitAt(text, line, event.key === "Home" ? 0 : text.length) : null
    const to = direction ? neighbourUnit(text, unit, from, direction) : edge
    if (to) go(event.shiftKey ? (walk?.anchor ?? to) : to, to)
    return true
  }
  return (
    <>
      {/* biome-ignore lint/a11y/useSemanticElements: a textarea cannot show what is marked */}
      <div
        ref={root}
        className={plain.plain}
        dir="auto"
        role="textbox"
        aria-readonly
        aria-multiline
        aria-label={`${title}: mark with arrow keys and labels`}
        tabIndex={0}
        data-span-text={field}
        onPointerDown={press}
        onFocus={(event) => event.currentTarget.matches(":focus-visible") && enter()}
        onKeyDown={onKeyDown}
      >
        <MarkedText text={text} layers={layers} recordId={recordId} />
      </div>
      <p className={styles.hidden} role="status">
        {said}
      </p>
    </>
  )
}
