/** Ranking question: every option gets a rank, by digits, arrows, clicks or dragging; several may share one. */
import {
  DndContext,
  type DragEndEvent,
  MouseSensor,
  pointerWithin,
  TouchSensor,
  useDraggable,
  useDroppable,
  useSensor,
  useSensors,
} from "@dnd-kit/core"
import type { Option } from "@loam/schema"
import { IconGripVertical, IconSparkles } from "@tabler/icons-react"
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react"
import { cx } from "../../../ui/cx.ts"
import { Kbd } from "../../../ui/Kbd.tsx"
import { moveAmongOptions } from "./OptionButton.tsx"
import { hintOf, scoreOf, suggestedBy } from "./option-list.ts"
import styles from "./RankingQuestion.module.css"
import { firstUnranked, place, type Ranks, rankingOf, ranksOf, step, tell, tie } from "./ranking.ts"
import type { WidgetProps } from "./widget.ts"

const unrankedId = "unranked"

export function RankingQuestion(props: WidgetProps) {
  const { question, shown, suggestion, active, onAnswer } = props
  const [picked, setPicked] = useState<string | null>(null)
  const [said, setSaid] = useState("")
  const board = useRef<HTMLFieldSetElement>(null)
  /** The option that was moved by arrows: it keeps the focus in its new place. */
  const follow = useRef<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: an answer is what moves options
  useEffect(() => {
    if (follow.current === null) return
    board.current?.querySelector<HTMLElement>(`[data-card="${CSS.escape(follow.current)}"]`)?.focus()
    follow.current = null
  }, [shown.value])
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 5 } }),
    // A finger that lingers drags; one that moves at once scrolls.
    useSensor(TouchSensor, { activationConstraint: { delay: 180, tolerance: 8 } }),
  )
  if (question.settings.type !== "ranking") return null
  const { options } = question.settings
  const ranks = ranksOf(shown.value, options)
  const current = picked ?? firstUnranked(ranks, options)

  const put = (next: Ranks, value: string, stay = false) => {
    follow.current = stay ? value : null
    setSaid(tell(next, value, options))
    setPicked(null)
    if (next !== ranks) onAnswer(rankingOf(next, options))
  }
  const drop = ({ active: card, over }: DragEndEvent) => {
    if (!over) return
    const value = String(card.id)
    put(place(ranks, value, over.id === unrankedId ? null : Number(over.id)), value)
  }
  const press = (event: KeyboardEvent<HTMLElement>, value: string) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as 1 | -1 | undefined
    if (event.altKey && by) put(step(ranks, value, by, options.length), value, true)
    else if (event.key === "=" && !event.ctrlKey && !event.metaKey) put(tie(ranks, value), value, true)
    else return moveAmongOptions(event)
    event.preventDefault()
  }
  const cardOf = (option: Option) => (
    <Card
      key={option.value}
      option={option}
      rank={ranks.get(option.value)}
      ghost={shown.from === "suggestion"}
      picked={picked === option.value}
      next={active && current === option.value && !ranks.has(option.value)}
      suggested={suggestion ? suggestedBy(suggestion) : undefined}
      score={suggestion ? rankScore(suggestion, option.value) : undefined}
      onPick={() => setPicked(picked === option.value ? null : option.value)}
      onKey={(event) => press(event, option.value)}
    />
  )
  const unranked = options.filter(({ value }) => !ranks.has(value))
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={pointerWithin}
      onDragEnd={drop}
      // The widget has its own keys and its own words for them.
      accessibility={{ screenReaderInstructions: { draggable: "" }, announcements: silent }}
    >
      <fieldset
        ref={board}
        className={styles.board}
        aria-labelledby={props.labelId}
        aria-describedby={props.describedBy}
        data-options
      >
        {unranked.length > 0 ? (
          <Tray left={unranked.length} total={options.length}>
            {unranked.map(cardOf)}
          </Tray>
        ) : null}
        <ol className={styles.ranks}>
          {options.map((_, index) => (
            <Slot
              // biome-ignore lint/suspicious/noArrayIndexKey: a rank is its number
              key={index}
              rank={index + 1}
              hint={hintOf(index)}
              dim={!active}
              onPut={() => current !== null && put(place(ranks, current, index + 1), current)}
              what={options.find(({ value }) => value === current)?.text}
            >
              {options.filter(({ value }) => ranks.get(value) === index + 1).map(cardOf)}
            </Slot>
          ))}
        </ol>
        <p className={styles.help}>
          <Kbd>1</Kbd> to <Kbd>{hintOf(Math.min(options.length, 10) - 1)}</Kbd> ranks the marked option.
          Several may share a rank.
        </p>
        <p className={styles.hidden} role="status">
          {said}
        </p>
      </fieldset>
    </DndContext>
  )
}

const silent = {
  onDragStart: () => undefined,
  onDragOver: () => undefined,
  onDragEnd: () => undefined,
  onDragCancel: () => undefined,
}

/** Scores of a suggested ranking stand in the order of its items. */
function rankScore(suggestion: NonNullable<WidgetProps["suggestion"]>, value: string) {
  const { value: items, score } = suggestion
  if (!Array.isArray(items) || !Array.isArray(score)) return scoreOf(suggestion, value)
  const index = items.findIndex(
    (item) => typeof item === "object" && item !== null && "value" in item && item.value === value,
  )
  return score[index]?.toFixed(2)
}

function Tray({ left, total, children }: { left: number; total: number; children: ReactNode }) {
  const { setNodeRef, isOver } = useDroppable({ id: unrankedId })
  return (
    <div ref={setNodeRef} className={styles.tray} data-over={isOver || undefined}>
      <span className={styles.trayTitle}>
        {left} of {total} to rank
      </span>
      {children}
    </div>
  )
}

interface SlotProps {
  readonly rank: number
  readonly hint: string | undefined
  readonly dim: boolean
  readonly what: string | undefined
  readonly onPut: () => void
  readonly children: ReactNode[]
}

function Slot({ rank, hint, dim, what, onPut, children }: SlotProps) {
  const { setNodeRef, isOver } = useDroppable({ id: rank })
  return (
    <li ref={setNodeRef} className={styles.slot} data-over={isOver || undefined} data-rank={rank}>
      <button
        type="button"
        className={styles.number}
        tabIndex={-1}
        title={hint ? `Key ${hint}` : undefined}
        aria-label={what ? `Rank ${rank}: put ${what} here` : `Rank ${rank}`}
        aria-disabled={!what}
        data-dim={dim || undefined}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onPut}
      >
        {rank}
      </button>
      <div className={styles.cards}>{children}</div>
    </li>
  )
}

interface CardProps {
  readonly option: Option
  readonly rank: number | undefined
  readonly ghost: boolean
  readonly picked: boolean
  /** The digit that is pressed next is for this one. */
  readonly next: boolean
  readonly suggested: string | undefined
  readonly score: string | undefined
  readonly onPick: () => void
  readonly onKey: (event: KeyboardEvent<HTMLElement>) => void
}

function Card({ option, rank, ghost, picked, next, suggested, score, onPick, onKey }: CardProps) {
  const { setNodeRef, listeners, transform, isDragging } = useDraggable({ id: option.value })
  const place = rank === undefined ? "no rank" : `rank ${rank}`
  return (
    <button
      ref={setNodeRef}
      type="button"
      data-option
      data-card={option.value}
      data-ghost={(ghost && rank !== undefined) || undefined}
      data-next={next || picked || undefined}
      aria-pressed={picked}
      aria-label={`${option.text}, ${place}${ghost && suggested ? `, ${suggested}` : ""}`}
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
      title={option.description ?? undefined}
      className={cx(styles.card, isDragging && styles.dragging)}
      style={transform ? { transform: `translate(${transform.x}px, ${transform.y}px)` } : undefined}
      onKeyDown={onKey}
      onClick={onPick}
      {...listeners}
    >
      <IconGripVertical size={14} className={styles.grip} aria-hidden />
      <span className={styles.text} dir="auto">
        {option.text}
      </span>
      {suggested ? (
        <span className={styles.suggested} title={suggested}>
          <IconSparkles size={13} aria-hidden />
          {score}
        </span>
      ) : null}
    </button>
  )
}
