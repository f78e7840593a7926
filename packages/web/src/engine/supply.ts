/** Keeps the window filled: leases for the pending queue, pages for the others. */
import type { Filter } from "@loam/schema"
import type { Incoming, Queue } from "./model.ts"
import { type AnnotationApi, type Chance, type Clock, RequestFailure } from "./ports.ts"
import { nextAsk, retryAsk, type Wish, wish } from "./prefetch.ts"
import type { Store } from "./store.ts"

export interface Supplier {
  wake(): void
  /** Fetches one record by id with the labeler's own response; null when there is none. */
  find(recordId: string): Promise<Incoming | null>
  /** Resolves when the request under way, if any, has been answered. */
  stop(): Promise<void>
}

interface Needs {
  readonly store: Store
  readonly api: Pick<AnnotationApi, "takeLeases" | "findRecords">
  readonly clock: Clock
  readonly chance: Chance
  readonly holder: string
}

const inQueue = (queue: Queue): Filter => ({
  type: "terms",
  scope: { entity: "response", property: "status" },
  values: [queue],
})

export function createSupplier({ store, api, clock, chance, holder }: Needs): Supplier {
  const { datasetId } = store.getState()
  let cancelTimer: (() => void) | null = null
  let stopped = false
  let emptyAnswers = 0
  let asking: Promise<void> = Promise.resolve()

  const wake = () => {
    cancelTimer?.()
    cancelTimer = null
    if (stopped) return
    const state = store.getState()
    const wanted = wish(state, clock.now())
    if (wanted) {
      asking = ask(state.window.queue, wanted)
      return
    }
    const pause = state.supply.askAt - clock.now()
    if (state.supply.phase !== "loading" && pause > 0) cancelTimer = clock.after(pause, wake)
  }

  const ask = async (queue: Queue, wanted: Wish) => {
    store.dispatch({ type: "supply asked" })
    const began = clock.now()
    try {
      const asked = wanted.kind === "leases" ? wanted.count : wanted.limit
      const { items, waiting, total } = await fetchItems(queue, wanted)
      if (stopped) return
      emptyAnswers = items.length === 0 ? emptyAnswers + 1 : 0
      const askAt = nextAsk(clock.now(), items.length, asked, emptyAnswers)
      store.dispatch({
        type: "supply came",
        queue,
        items,
        asked,
        waiting,
        total,
        askAt,
        took: clock.now() - began,
      })
    } catch (error) {
      if (stopped || store.getState().window.queue !== queue) return
      const askAt = retryAsk(clock.now(), store.getState().supply.failures, chance())
      store.dispatch({ type: "supply failed", message: String((error as Error).message), askAt })
      if (error instanceof RequestFailure && error.status === 401) store.dispatch({ type: "signed out" })
    }
    wake()
  }

  const fetchItems = async (queue: Queue, wanted: Wish) => {
    if (wanted.kind === "leases") {
      return { ...(await api.takeLeases(datasetId, holder, wanted.count)), total: null }
    }
    const page = await api.findRecords(datasetId, inQueue(queue), wanted)
    return { items: page.items.map((record) => ({ record, lease: null })), waiting: 0, total: page.total }
  }

  return {
    wake,
    find: async (recordId) => {
      const byId: Filter = { type: "terms", scope: { entity: "record", property: "id" }, values: [recordId] }
      const { items } = await api.findRecords(datasetId, byId, { offset: 0, limit: 1 })
      return items[0] ? { record: items[0], lease: null } : null
    },
    stop: () => {
      stopped = true
      cancelTimer?.()
      return asking
    },
  }
}
