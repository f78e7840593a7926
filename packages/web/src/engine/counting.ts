/** Asks the server for the counts now and then; between answers the reducer counts ahead by itself. */
import type { AnnotationApi, Clock } from "./ports.ts"
import type { Store } from "./store.ts"

/** After a confirmed answer, and at the latest. */
const afterAnswer = 1_500
const atLatest = 15_000

export interface Counting {
  start(): void
  refresh(): void
  stop(): void
}

interface Needs {
  readonly store: Store
  readonly api: Pick<AnnotationApi, "progress">
  readonly clock: Clock
}

export function createCounting({ store, api, clock }: Needs): Counting {
  let cancelTimer: (() => void) | null = null
  let asking = false
  let stopped = false

  const schedule = (pause: number) => {
    cancelTimer?.()
    cancelTimer = stopped ? null : clock.after(pause, refresh)
  }
  const refresh = () => {
    if (!asking) void ask()
  }
  const ask = async () => {
    asking = true
    const { datasetId, countsVersion: version } = store.getState()
    try {
      const { team, mine } = await api.progress(datasetId)
      if (!stopped) store.dispatch({ type: "counted", team, mine, version })
    } catch {
      // Counts are a courtesy: the next look will bring them.
    }
    asking = false
    schedule(atLatest)
  }
  const unsubscribe = store.subscribe((state, before) => {
    if (state.outbox.entries.length < before.outbox.entries.length) schedule(afterAnswer)
  })

  return {
    start: refresh,
    refresh,
    stop: () => {
      stopped = true
      cancelTimer?.()
      unsubscribe()
    },
  }
}
