/** The stretch of a queue that is held: order, cursor, and where each move leads. */
import { isOpen } from "./answers.ts"
import type { Held, Queue } from "./model.ts"

export interface Window {
  readonly queue: Queue
  readonly order: readonly string[]
  /** The record on screen; null before the first and after the last. */
  readonly current: string | null
}

export type HeldRecords = ReadonlyMap<string, Held>

export const emptyWindow = (queue: Queue): Window => ({ queue, order: [], current: null })

/** Records kept behind the one on screen, for looking back. */
export const behind = 10

/** Still to be dealt with in this queue. */
export function isToDo(queue: Queue, held: Held | undefined): boolean {
  if (!held) return false
  return queue === "pending" ? isOpen(held) : held.status === queue
}

/** Records still to be dealt with apart from the one on screen. */
export function ahead(window: Window, held: HeldRecords): number {
  return window.order.filter((id) => id !== window.current && isToDo(window.queue, held.get(id))).length
}

/**
 * Where a decision leads: the next record to deal with, then the ones passed over, the skipped last. The queues
 * of answers already given end at their end instead of going round for ever.
 */
export function afterDecision(window: Window, held: HeldRecords, from: string | null): string | null {
  const start = from === null ? -1 : window.order.indexOf(from)
  const goesRound = window.queue === "pending" || window.queue === "draft"
  const round = goesRound ? window.order.slice(0, Math.max(start, 0)) : []
  const candidates = [...window.order.slice(start + 1), ...round].filter(
    (id) => id !== from && isToDo(window.queue, held.get(id)),
  )
  return candidates.find((id) => !held.get(id)?.skipped) ?? candidates[0] ?? null
}

/** One step along the order, whatever was answered there. */
export function neighbour(window: Window, direction: 1 | -1): string | null {
  if (window.current === null) return direction === -1 ? (window.order.at(-1) ?? null) : null
  const index = window.order.indexOf(window.current) + direction
  return index < 0 ? null : (window.order[index] ?? null)
}

/** Adds records behind the ones held already. */
export function append(window: Window, ids: readonly string[]): Window {
  const fresh = ids.filter((id) => !window.order.includes(id))
  return fresh.length === 0 ? window : { ...window, order: [...window.order, ...fresh] }
}

/** Shows a record, putting it before the one on screen when the window does not hold it (any more). */
export function show(window: Window, id: string | null): Window {
  if (id === null || window.order.includes(id)) return { ...window, current: id }
  const at = window.current === null ? window.order.length : window.order.indexOf(window.current)
  return { ...window, current: id, order: window.order.toSpliced(Math.max(at, 0), 0, id) }
}

/** Forgets what lies further behind than anybody looks back, and what `gone` names. */
export function trim(window: Window, held: HeldRecords, gone: ReadonlySet<string> = new Set()): Window {
  const index = window.current === null ? window.order.length : window.order.indexOf(window.current)
  const order = window.order.filter((id, place) => {
    if (id === window.current) return true
    if (gone.has(id)) return false
    return place >= index - behind || isToDo(window.queue, held.get(id))
  })
  return order.length === window.order.length ? window : { ...window, order }
}
