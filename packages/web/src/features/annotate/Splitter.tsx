/** The edge between record and questions: dragged by mouse or touch, moved by arrow keys, put back by a double click. */
import type { KeyboardEvent, PointerEvent } from "react"
import styles from "./Splitter.module.css"
import type { Split } from "./use-split.ts"

/** Of an arrow key, in pixels; with Shift four times as much. */
const step = 16

const paneOf = (edge: Element) => edge.parentElement?.getBoundingClientRect()
const isMirrored = (edge: Element) => getComputedStyle(edge).direction === "rtl"

export function Splitter({ split }: { split: Split }) {
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const edge = event.currentTarget
    if (!edge.hasPointerCapture(event.pointerId)) return
    const pane = paneOf(edge)
    if (pane) split.set(isMirrored(edge) ? event.clientX - pane.left : pane.right - event.clientX)
  }
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const edge = event.currentTarget
    const width = paneOf(edge)?.width ?? 0
    const by = (event.shiftKey ? 4 : 1) * step * (isMirrored(edge) ? -1 : 1)
    const wider: Readonly<Record<string, number>> = {
      ArrowLeft: width + by,
      ArrowRight: width - by,
      Home: split.max,
      End: split.min,
    }
    const next = wider[event.key]
    if (next === undefined && event.key !== "Enter") return
    // Arrows are also for records: not while the edge has the focus.
    event.preventDefault()
    if (next === undefined) split.reset()
    else split.set(next)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> can neither be dragged nor take keys
    <div
      role="separator"
      tabIndex={0}
      className={styles.edge}
      aria-orientation="vertical"
      aria-label="Width of the questions"
      aria-valuemin={split.min}
      aria-valuemax={split.max}
      aria-valuenow={split.width ?? Math.round((split.min + split.max) / 2)}
      aria-valuetext={split.width === null ? "as the layout has it" : `${split.width} pixels`}
      title="Drag, or use the arrow keys; double click to put it back"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        event.preventDefault()
      }}
      onPointerMove={drag}
      onKeyDown={press}
      onDoubleClick={split.reset}
    />
  )
}
