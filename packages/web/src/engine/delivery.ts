/** Carries the outbox to the server, one request at a time, and says what became of each entry. */
import { backOff, type Entry, nextBatch, type Outcome, waiting } from "./outbox.ts"
import {
  type AnnotationApi,
  type Chance,
  type Clock,
  type NewId,
  RequestFailure,
  type SaveItem,
} from "./ports.ts"
import type { Store } from "./store.ts"

export interface Delivery {
  /** Looks whether something can go out now. */
  wake(): void
  stop(): void
}

interface Needs {
  readonly store: Store
  readonly api: Pick<AnnotationApi, "saveResponses" | "removeResponse">
  readonly clock: Clock
  readonly chance: Chance
  readonly newId: NewId
  /** Resolves when what the outbox holds is safe on the device. */
  readonly durable: () => Promise<void>
}

/** A request without an answer for this long is given up and sent again under the same key. */
const requestTimeout = 45_000

/** Refusals that mean "not now": everything else below 500 is final. */
const temporary = new Set([0, 408, 423, 425, 429])
const isTemporary = (status: number) => temporary.has(status) || status >= 500

export function createDelivery(needs: Needs): Delivery {
  const { store, clock } = needs
  let cancelTimer: (() => void) | null = null
  let stopped = false

  const wake = () => {
    cancelTimer?.()
    cancelTimer = null
    const { outbox } = store.getState()
    const batch = stopped ? [] : nextBatch(outbox, clock.now())
    if (batch.length > 0) {
      void deliver(batch)
    } else if (!stopped && outbox.inFlight === null && !outbox.signedOut && waiting(outbox).length > 0) {
      cancelTimer = clock.after(Math.max(1, outbox.retryAt - clock.now()), wake)
    }
  }

  const deliver = async (batch: readonly Entry[]) => {
    const key = batch[0]?.batch ?? needs.newId()
    store.dispatch({ type: "delivery began", batch, key })
    await needs.durable()
    if (stopped) return
    try {
      const { outcomes, surplus } = await withTimeout(clock, send(needs.api, batch, key))
      if (!stopped) store.dispatch({ type: "delivered", outcomes, surplus })
    } catch (error) {
      if (!stopped) failed(error)
    }
    wake()
  }

  const failed = (error: unknown) => {
    const failure = error instanceof RequestFailure ? error : new RequestFailure(0, String(error))
    const { status, message } = failure
    if (status === 401) store.dispatch({ type: "signed out" })
    else if (isTemporary(status)) {
      const pause = failure.retryAfter ?? backOff(store.getState().outbox.failures, needs.chance())
      store.dispatch({ type: "delivery postponed", status, message, retryAt: clock.now() + pause })
    } else store.dispatch({ type: "delivery refused", status, message })
  }

  return {
    wake,
    stop: () => {
      stopped = true
      cancelTimer?.()
    },
  }
}

async function send(api: Needs["api"], batch: readonly Entry[], key: string) {
  const [first] = batch
  if (first?.operation.kind === "remove") return remove(api, first, first.operation.responseId, key)
  const items = batch.flatMap((entry): SaveItem[] =>
    entry.operation.kind === "save"
      ? [
          {
            record_id: entry.recordId,
            status: entry.operation.status,
            values: entry.operation.values,
            context: entry.operation.context,
          },
        ]
      : [],
  )
  const results = await api.saveResponses(items, key)
  const outcomes = batch.map((entry, index): Outcome => {
    const result = results[index]
    if (result?.item) return { entryId: entry.id, ok: true, responseId: result.item.id }
    return { entryId: entry.id, ok: false, message: result?.error?.detail ?? "The server gave no reason." }
  })
  const surplus = results.flatMap((result) => (result.item?.surplus ? [result.item.record_id] : []))
  return { outcomes, surplus }
}

async function remove(api: Needs["api"], entry: Entry, responseId: string | null, key: string) {
  try {
    if (responseId !== null) await api.removeResponse(responseId, key)
  } catch (error) {
    // Already gone is what was wanted.
    if (!(error instanceof RequestFailure && error.status === 404)) throw error
  }
  const outcomes: Outcome[] = [{ entryId: entry.id, ok: true, responseId: null }]
  return { outcomes, surplus: [] }
}

function withTimeout<Result>(clock: Clock, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(requestTimeout, () =>
      reject(new RequestFailure(0, "The server did not answer.")),
    )
    work.then(resolve, reject).finally(cancel)
  })
}
