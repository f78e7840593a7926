/** What the text and its question share while spans are marked: the label in hand, the selection, the span in focus. */
import { useSyncExternalStore } from "react"
import type { Stretch } from "./offsets.ts"
import type { Span } from "./span-list.ts"

export interface SpanTool {
  /** The span question that keys and selections go to. */
  readonly question: string | null
  /** Label that a selection gets at once, by question. */
  readonly armed: Readonly<Record<string, string | null>>
  /** Selections go by characters instead of words. */
  readonly fine: boolean
  /** Selected text in a field of a record, in UTF-16 units. */
  readonly selection: (Stretch & { readonly recordId: string; readonly field: string }) | null
  /** The span that keys change. */
  readonly current: { readonly recordId: string; readonly question: string; readonly span: Span } | null
}

let tool: SpanTool = { question: null, armed: {}, fine: false, selection: null, current: null }
const listeners = new Set<() => void>()

export const readTool = () => tool

export function setTool(change: Partial<SpanTool>): void {
  tool = { ...tool, ...change }
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** A part of it that stays the same object while nothing about it has changed. */
export const useTool = <Part>(select: (tool: SpanTool) => Part): Part =>
  useSyncExternalStore(subscribe, () => select(tool))
