/** Puts the engine together: one store, and around it delivery, supply, leases, autosave and persistence. */
import { createAttention } from "./attention.ts"
import { createAutosave } from "./autosave.ts"
import { createCounting } from "./counting.ts"
import { createDelivery } from "./delivery.ts"
import { createIntents, type Intents } from "./intents.ts"
import { createJournal } from "./journal.ts"
import { createLeaseKeeper } from "./lease-keeper.ts"
import type { Question, Queue } from "./model.ts"
import { waiting } from "./outbox.ts"
import { createPersistence } from "./persistence.ts"
import type { AnnotationApi, Chance, Clock, DeviceStorage, Mirror, NewId, TabChannel } from "./ports.ts"
import { type EngineState, initialState } from "./state.ts"
import { createStore, type Listener, type Store } from "./store.ts"
import { createSupplier } from "./supply.ts"
import { shareAnswers } from "./tab-news.ts"

export interface EngineOptions {
  readonly datasetId: string
  readonly questions: readonly Question[]
  readonly guidelinesVersion: number
  /** Names of the compared fields in the order in which they are shown. */
  readonly shownOrder: readonly string[]
  readonly queue: Queue
  /** A record to open first, by its address. */
  readonly recordId: string | null
  /** Id of this tab; stays the same over a reload. */
  readonly holder: string
  readonly api: AnnotationApi
  readonly clock: Clock
  readonly chance: Chance
  readonly newId: NewId
  readonly storage: DeviceStorage
  readonly mirror: Mirror
  readonly channel: TabChannel
  /** Ids of the tabs that are open. */
  readonly alive: () => Promise<ReadonlySet<string>>
  /** Runs a task while no other tab runs the same. */
  readonly exclusively: (task: () => Promise<void>) => Promise<void>
}

export interface Engine extends Intents {
  getState(): EngineState
  subscribe(listener: Listener): () => void
  /** Restores what an earlier visit left and starts working. */
  start(): Promise<void>
  /** A sign of life from the person. */
  noteActivity(): void
  setVisible(visible: boolean): void
  setOnline(online: boolean): void
  signedIn(): void
  /** The page goes away: saves what is typed, gives the leases back. */
  leave(): void
  /** The labeler goes elsewhere in the app: takes no more records, and ends when every answer is delivered. */
  finish(): Promise<void>
  /** Ends now; what is undelivered is on the device. Resolves when the device has everything. */
  halt(): Promise<void>
}

/** Resolves when nothing waits for delivery any more. */
function delivered(store: Store): Promise<void> {
  const isDone = () => waiting(store.getState().outbox).length === 0
  if (isDone()) return Promise.resolve()
  return new Promise((resolve) => {
    const unsubscribe = store.subscribe(() => {
      if (!isDone()) return
      unsubscribe()
      resolve()
    })
  })
}

export function createEngine(options: EngineOptions): Engine {
  const { api, clock, chance, newId, holder: tab, mirror } = options
  const holder = newId()
  const store = createStore(initialState(options.datasetId, options.queue))
  const journal = createJournal(options.storage, mirror, { writer: tab, now: clock.now })
  const attention = createAttention(clock)
  const persistence = createPersistence(store, journal, tab)
  const delivery = createDelivery({ store, api, clock, chance, newId, durable: journal.settled })
  const supplier = createSupplier({ store, api, clock, chance, holder })
  const leases = createLeaseKeeper({ store, api, clock, tab, holder, mirror, lastSign: attention.lastSign })
  const counting = createCounting({ store, api, clock })
  const intents = createIntents({ ...options, store, attention, find: supplier.find })
  const autosave = createAutosave({ store, clock, save: intents.autosave })
  const stopNews = shareAnswers(store, options.channel)
  const stopWaking = store.subscribe((state, before) => {
    if (state.outbox !== before.outbox) delivery.wake()
    if (state.window !== before.window || state.supply !== before.supply || state.held !== before.held) {
      supplier.wake()
    }
    if (state.window.current !== before.window.current) attention.note(state.window.current)
  })

  const isGone = async () => {
    const alive = await options.alive()
    return (other: string) => other !== tab && !alive.has(other)
  }
  let cancelAdoption = () => {}
  const adoptLater = () => {
    cancelAdoption = clock.after(60_000, () => {
      void isGone().then(persistence.adopt).then(adoptLater)
    })
  }
  const halt = async () => {
    for (const each of [stopNews, stopWaking, cancelAdoption]) each()
    for (const part of [delivery, leases, counting, autosave]) part.stop()
    void supplier.stop()
    persistence.stop()
    await journal.settled()
  }
  const leave = () => {
    autosave.flush()
    delivery.hurry()
    leases.giveBack()
  }

  return {
    ...intents,
    getState: store.getState,
    subscribe: store.subscribe,
    start: async () => {
      attention.note(null)
      await options.exclusively(async () => persistence.restore(await isGone(), supplier.find))
      autosave.soon()
      adoptLater()
      await leases.tidyUp()
      if (options.recordId) await intents.openRecord(options.recordId)
      supplier.wake()
      delivery.wake()
      leases.start()
      counting.start()
    },
    noteActivity: () => {
      const absent = clock.now() - attention.lastSign() > 60_000
      attention.note(store.getState().window.current)
      if (absent) void leases.renew()
    },
    setVisible: (visible) => {
      if (!visible) {
        autosave.flush()
        attention.pause()
      } else {
        attention.note(store.getState().window.current)
        void leases.renew()
        counting.refresh()
      }
    },
    setOnline: (online) => {
      store.dispatch({ type: "connection", online })
      if (online) void leases.renew()
    },
    signedIn: () => store.dispatch({ type: "signed in" }),
    leave,
    halt,
    finish: async () => {
      leave()
      for (const part of [leases, counting, autosave]) part.stop()
      // Records that were still on their way go back as well.
      await supplier.stop()
      leases.giveBack()
      await delivered(store)
      await halt()
    },
  }
}
