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
  /** Looks, a moment later, whether something can go out. */
  wake(): void
  /** Sends at once what can go out: the page is about to go away. */
  hurry(): void
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

/** The next record is painted before anything is sent, and an answer taken back at once never leaves. */
const afterPaint = 30

/** Refusals that mean "not now": everything else below 500 is final. */
const temporary = new Set([0, 408, 423, 425, 429])
const isTemporary = (status: number) => temporary.has(status) || status >= 500

export function createDelivery(needs: Needs): Delivery {
  const { store, clock } = needs
  let cancelTimer: (() => void) | null = null
  let stopped = false

  let due = 0

  const schedule = (at: number) => {
    if (cancelTimer && due <= at) return
    cancelTimer?.()
    due = at
    cancelTimer = clock.after(at - clock.now(), run)
  }
  const wake = () => {
    const { outbox } = store.getState()
    const idle = stopped || outbox.inFlight !== null || outbox.signedOut || waiting(outbox).length === 0
    if (!idle) schedule(Math.max(clock.now() + afterPaint, outbox.retryAt))
  }
  const run = () => {
    cancelTimer = null
    const batch = stopped ? [] : nextBatch(store.getState().outbox, clock.now())
    if (batch.length > 0) void deliver(batch, { hurried: false })
    else wake()
  }

  const deliver = async (batch: readonly Entry[], { hurried }: { hurried: boolean }) => {
    const key = batch[0]?.batch ?? needs.newId()
    store.dispatch({ type: "delivery began", batch, key })
    // The key has to be safe before it is used; on leaving there is no time, and the mirror has it.
    if (!hurried) await needs.durable()
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
    hurry: () => {
      cancelTimer?.()
      cancelTimer = null
      const batch = stopped ? [] : nextBatch(store.getState().outbox, clock.now())
      if (batch.length > 0) void deliver(batch, { hurried: true })
    },
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
