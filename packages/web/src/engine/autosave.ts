/** Saves unfinished answers as drafts: a moment after the last change, and whenever the record is left. */
import type { Clock } from "./ports.ts"
import type { Store } from "./store.ts"

const quiet = 2_000

export interface Autosave {
  /** Saves what is unsaved now. */
  flush(): void
  /** Saves what an earlier visit left, a moment from now. */
  soon(): void
  stop(): void
}

interface Needs {
  readonly store: Store
  readonly clock: Clock
  readonly save: (recordId: string) => void
}

export function createAutosave({ store, clock, save }: Needs): Autosave {
  let cancelTimer: (() => void) | null = null
  const cancel = () => {
    cancelTimer?.()
    cancelTimer = null
  }
  const flush = () => {
    cancel()
    const { current } = store.getState().window
    if (current !== null) save(current)
  }
  const soon = () => {
    cancel()
    cancelTimer = clock.after(quiet, flush)
  }
  const unsubscribe = store.subscribe((state, before) => {
    const left = before.window.current
    const shown = state.window.current
    if (left !== shown) {
      cancel()
      if (left !== null) save(left)
    }
    // Only answering starts the clock: what undo brings back is not made a draft before it is touched or left.
    const step = state.history.past.at(-1)
    const justAnswered = step?.kind === "answer" && step !== before.history.past.at(-1)
    if (justAnswered && state.history.future.length === 0) {
      soon()
    }
  })
  return {
    flush,
    soon,
    stop: () => {
      cancel()
      unsubscribe()
    },
  }
}
