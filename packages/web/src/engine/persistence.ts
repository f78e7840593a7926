/** Keeps what must survive a reload on the device, and puts it back: outbox, unsaved work, undo steps. */
import { isOpen, isUnsaved, sameState } from "./answers.ts"
import { recordsOf, type Step } from "./history.ts"
import type { Journal } from "./journal.ts"
import type { Held, WireRecord } from "./model.ts"
import type { Entry } from "./outbox.ts"
import type { Bucket } from "./ports.ts"
import type { EngineState } from "./state.ts"
import type { Store } from "./store.ts"

/** Every stored value says which tab wrote it and for which dataset. */
interface Owned {
  readonly holder: string
  readonly datasetId: string
}
interface StoredEntry extends Owned {
  readonly entry: Entry
}
interface StoredWork extends Owned {
  readonly recordId: string
  readonly held: Omit<Held, "record">
}
interface StoredStep extends Owned {
  readonly step: Step
  readonly undone: boolean
}
interface StoredRecord extends Owned {
  readonly record: WireRecord
}

/** Fetches a record whose text had not reached the device when the tab died; null when it exists no more. */
type FindRecord = (recordId: string) => Promise<{ readonly record: WireRecord } | null>

export interface Persistence {
  /** Takes over what this tab, or a tab that is gone, left behind. */
  restore(isGone: (holder: string) => boolean, find: FindRecord): Promise<void>
  /** Entries of tabs that have gone since. */
  adopt(isGone: (holder: string) => boolean): Promise<void>
  stop(): void
}

interface Wanted {
  readonly bucket: Bucket
  readonly key: string
  /** Compared by identity: state is never changed in place. */
  readonly source: unknown
  readonly value: () => unknown
}

export function createPersistence(store: Store, journal: Journal, holder: string): Persistence {
  const { datasetId } = store.getState()
  const owner: Owned = { holder, datasetId }
  const written = new Map<string, unknown>()

  const save = (state: EngineState) => {
    const wanted = wantedOf(state, owner)
    for (const [name, each] of wanted) {
      if (written.has(name) && written.get(name) === each.source) continue
      written.set(name, each.source)
      journal.put(each.bucket, each.key, each.value())
    }
    for (const name of written.keys()) {
      if (wanted.has(name)) continue
      written.delete(name)
      const slash = name.indexOf("/")
      journal.remove(name.slice(0, slash) as Bucket, name.slice(slash + 1)) // names are built from a bucket below
    }
  }

  const stop = store.subscribe((state, before) => {
    const same =
      state.held === before.held &&
      state.history === before.history &&
      state.outbox.entries === before.outbox.entries &&
      state.window.current === before.window.current
    if (!same) save(state)
  })

  /** Values of a bucket that are ours to take over; remembered, so that what is no longer wanted gets removed. */
  const take = async <Value extends Owned>(bucket: Bucket, isOurs: (value: Value) => boolean) => {
    // Only this file writes these buckets.
    const stored = (await journal.read(bucket)) as { key: string; value: Value }[]
    const ours = stored.filter(({ value }) => isOurs(value))
    for (const { key } of ours) written.set(`${bucket}/${key}`, undefined)
    return ours.map(({ value }) => value)
  }

  /** Typed so soon after the record appeared that only the answer got here: it waits until the record is found. */
  const restoreOrphan = async (work: StoredWork, find: FindRecord) => {
    if (sameState(work.held, work.held.saved)) return
    const key = workKey(work, work.recordId)
    journal.put("work", key, work)
    try {
      const found = await find(work.recordId)
      journal.remove("work", key)
      if (!found) return
      const held = restoreHeld([work], [{ ...owner, record: found.record }], holder)
      store.dispatch({ type: "restored", held, entries: [], steps: [], undone: 0 })
      save(store.getState())
    } catch {
      // No connection: the answer stays on the device for the next visit.
    }
  }

  return {
    restore: async (isGone, find) => {
      const mine = (value: Owned) => value.holder === holder || isGone(value.holder)
      const here = (value: Owned) => mine(value) && value.datasetId === datasetId
      const entries = await take<StoredEntry>("outbox", mine)
      const records = await take<StoredRecord>("records", here)
      const works = await take<StoredWork>("work", here)
      const steps = await take<StoredStep>("steps", here)
      const own = steps.filter((each) => each.holder === holder).sort((a, b) => a.step.n - b.step.n)
      store.dispatch({
        type: "restored",
        held: restoreHeld(works, records, holder),
        entries: entries.map((each) => each.entry),
        steps: own.map((each) => each.step),
        undone: own.filter((each) => each.undone).length,
      })
      save(store.getState())
      const known = new Set(records.map(({ record }) => record.id))
      for (const work of works) if (!known.has(work.recordId)) void restoreOrphan(work, find)
    },
    adopt: async (isGone) => {
      const entries = await take<StoredEntry>("outbox", (value) => isGone(value.holder))
      if (entries.length > 0) store.dispatch({ type: "adopted", entries: entries.map((each) => each.entry) })
    },
    stop,
  }
}

const workKey = ({ datasetId, holder }: Owned, recordId: string) => `${datasetId}/${recordId}/${holder}`

/** What has to be on the device for this state: the record on screen, unsaved ones, and what undo may need. */
function wantedOf(state: EngineState, owner: Owned): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>()
  const add = (each: Wanted) => wanted.set(`${each.bucket}/${each.key}`, each)
  const needed = recordsOf(state.history)
  for (const entry of state.outbox.entries) {
    needed.add(entry.recordId)
    add({
      bucket: "outbox",
      key: entry.id,
      source: entry,
      value: () => ({ ...owner, entry }),
    })
  }
  for (const [recordId, held] of state.held) {
    const unsaved = isUnsaved(held)
    if (!unsaved && recordId !== state.window.current && !needed.has(recordId)) continue
    const key = workKey(owner, recordId)
    const { record, ...rest } = held
    add({ bucket: "records", key, source: record, value: () => ({ ...owner, record }) })
    const work = () => ({ ...owner, recordId, held: rest })
    add({ bucket: "work", key, source: held, value: work })
  }
  for (const [undone, steps] of [
    [false, state.history.past] as const,
    [true, state.history.future] as const,
  ]) {
    for (const step of steps) {
      const key = `${owner.datasetId}/${owner.holder}/${step.id}/${undone}`
      add({ bucket: "steps", key, source: step, value: () => ({ ...owner, step, undone }) })
    }
  }
  return wanted
}

/** Leases are not restored: they were given back on leaving, and come with the records again. */
function restoreHeld(works: readonly StoredWork[], records: readonly StoredRecord[], holder: string): Held[] {
  const byId = new Map(records.map(({ record }) => [record.id, record]))
  const held = new Map<string, Held>()
  for (const work of works) {
    const record = byId.get(work.recordId)
    if (!record) continue
    const each: Held = { ...work.held, record, lease: null, restored: false }
    const unsaved = isUnsaved(each)
    const known = held.get(work.recordId)
    // Of another tab only unsaved work matters; unsaved work is never replaced by finished.
    if (work.holder !== holder && !unsaved) continue
    if (known && isUnsaved(known)) continue
    held.set(work.recordId, { ...each, restored: unsaved && isOpen(each) })
  }
  return [...held.values()]
}
