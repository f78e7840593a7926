/**
 * What waits to be delivered, as plain data: per record in order, at least once, under an idempotency key that
 * is fixed before the first attempt. A permanent refusal stays here, answer intact, until somebody deals with it.
 */
import type { ResponseContext, ResponseStatus, Values } from "@loam/schema"

export type Operation =
  | {
      readonly kind: "save"
      readonly status: ResponseStatus
      readonly values: Values
      readonly context: ResponseContext
    }
  /** Back to pending. Without a response id it waits for the save before it, which brings one. */
  | { readonly kind: "remove"; readonly responseId: string | null }

export interface Entry {
  readonly id: string
  readonly datasetId: string
  readonly recordId: string
  readonly seq: number
  readonly at: number
  readonly operation: Operation
  /** Idempotency key of the request this entry travels in; null until the first attempt. */
  readonly batch: string | null
  /** Explicit failures so far; what failed least goes first, so that one bad entry holds up itself only. */
  readonly tries: number
  /** Why the server will not take it: it needs a person now. */
  readonly refusal: { readonly status: number; readonly message: string } | null
}

export interface Outbox {
  readonly entries: readonly Entry[]
  /** The request under way. */
  readonly inFlight: string | null
  /** Failures in a row; steers the back-off. */
  readonly failures: number
  /** Not before this moment. */
  readonly retryAt: number
  /** The session has ended: everything is kept until somebody signs in again. */
  readonly signedOut: boolean
}

export const emptyOutbox: Outbox = { entries: [], inFlight: null, failures: 0, retryAt: 0, signedOut: false }

/** The protocol allows 100; 50 keeps one request of long texts well below a megabyte. */
export const batchLimit = 50
/** Explicit failures of a request after which its entries go one by one. */
const splitAfter = 3

export const waiting = (outbox: Outbox) => outbox.entries.filter((entry) => entry.refusal === null)
export const refused = (outbox: Outbox) => outbox.entries.filter((entry) => entry.refusal !== null)
export const entriesOf = (outbox: Outbox, recordId: string) =>
  outbox.entries.filter((entry) => entry.recordId === recordId)
/** The newest undelivered word on a record. */
export const latestOf = (outbox: Outbox, recordId: string) => entriesOf(outbox, recordId).at(-1) ?? null

const isUnsent = (entry: Entry) => entry.batch === null

export type NewEntry = Omit<Entry, "seq" | "batch" | "tries" | "refusal">

/**
 * Adds an entry. It replaces what it makes pointless: unsent and refused entries of the same record. Taking back
 * an answer that never left cancels both.
 */
export function enqueue(outbox: Outbox, entry: NewEntry): Outbox {
  const superseded = (each: Entry) =>
    each.recordId === entry.recordId && (isUnsent(each) || each.refusal !== null)
  const kept = outbox.entries.filter((each) => !superseded(each))
  const nothingToRemove =
    entry.operation.kind === "remove" &&
    entry.operation.responseId === null &&
    !kept.some((each) => each.recordId === entry.recordId && each.operation.kind === "save")
  if (nothingToRemove) return { ...outbox, entries: kept }
  const seq = outbox.entries.reduce((highest, each) => Math.max(highest, each.seq), 0) + 1
  return { ...outbox, entries: [...kept, { ...entry, seq, batch: null, tries: 0, refusal: null }] }
}

/** The entries of the next request in order, or none when there is nothing to do now. */
export function nextBatch(outbox: Outbox, now: number): readonly Entry[] {
  if (outbox.inFlight !== null || outbox.signedOut || now < outbox.retryAt) return []
  const ready = waiting(outbox)
  const isFirstOfRecord = (entry: Entry) =>
    !ready.some((other) => other.recordId === entry.recordId && other.seq < entry.seq)
  // A request begun earlier goes again with the same entries under the same key.
  const begun = ready
    .filter((entry) => entry.batch !== null && isFirstOfRecord(entry))
    .sort((one, other) => one.tries - other.tries || one.seq - other.seq)[0]
  const fresh = freshBatch(ready.filter((entry) => isUnsent(entry) && isFirstOfRecord(entry)))
  if (begun && (begun.tries === 0 || fresh.length === 0)) {
    return ready.filter((entry) => entry.batch === begun.batch)
  }
  return fresh
}

/** Saves travel together up to the limit, a removal alone. */
function freshBatch(fresh: readonly Entry[]): readonly Entry[] {
  if (fresh[0]?.operation.kind === "remove") return [fresh[0]]
  const firstRemoval = fresh.findIndex((entry) => entry.operation.kind === "remove")
  return fresh.slice(0, firstRemoval === -1 ? batchLimit : Math.min(firstRemoval, batchLimit))
}

const idsOf = (entries: readonly Entry[]) => new Set(entries.map((entry) => entry.id))

const mapEntries = (outbox: Outbox, ids: ReadonlySet<string>, change: (entry: Entry) => Entry): Outbox => ({
  ...outbox,
  entries: outbox.entries.map((entry) => (ids.has(entry.id) ? change(entry) : entry)),
})

/** Marks a request as under way; `key` is kept for every retry. */
export function begin(outbox: Outbox, batch: readonly Entry[], key: string): Outbox {
  return { ...mapEntries(outbox, idsOf(batch), (entry) => ({ ...entry, batch: key })), inFlight: key }
}

export type Outcome =
  | { readonly entryId: string; readonly ok: true; readonly responseId: string | null }
  | { readonly entryId: string; readonly ok: false; readonly message: string }

/** An answer came for every entry of the request. */
export function settle(outbox: Outbox, outcomes: readonly Outcome[]): Outbox {
  const byEntry = new Map(outcomes.map((outcome) => [outcome.entryId, outcome]))
  const responseIds = new Map<string, string>()
  const entries: Entry[] = []
  for (const entry of outbox.entries) {
    const outcome = byEntry.get(entry.id)
    if (outcome?.ok) {
      if (outcome.responseId !== null) responseIds.set(entry.recordId, outcome.responseId)
    } else if (outcome) {
      entries.push({ ...entry, refusal: { status: 422, message: outcome.message } })
    } else entries.push(entry)
  }
  const next = { ...outbox, entries, inFlight: null, failures: 0, retryAt: 0 }
  return { ...next, entries: resolveRemovals(entries, responseIds) }
}

/**
 * A waiting removal learns its response id from the save before it. When that save was refused there is nothing
 * to remove, and the person has already taken the answer back: both go.
 */
function resolveRemovals(
  entries: readonly Entry[],
  responseIds: ReadonlyMap<string, string>,
): readonly Entry[] {
  const pointless = new Set<string>()
  const resolved = entries.map((entry) => {
    const { operation } = entry
    if (operation.kind !== "remove" || operation.responseId !== null) return entry
    const responseId = responseIds.get(entry.recordId)
    if (responseId !== undefined) return { ...entry, operation: { ...operation, responseId } }
    const before = entries.filter((each) => each.recordId === entry.recordId && each.seq < entry.seq)
    if (before.every((each) => each.refusal !== null))
      for (const each of [...before, entry]) pointless.add(each.id)
    return entry
  })
  return resolved.filter((entry) => !pointless.has(entry.id))
}

const inFlightEntries = (outbox: Outbox) =>
  outbox.inFlight === null ? [] : outbox.entries.filter((entry) => entry.batch === outbox.inFlight)

export interface Failure {
  readonly status: number
  readonly message: string
  readonly retryAt: number
}

/** No answer, or one that asks to come again later. */
export function postpone(outbox: Outbox, failure: Failure): Outbox {
  const batch = inFlightEntries(outbox)
  const next = { ...outbox, inFlight: null, failures: outbox.failures + 1, retryAt: failure.retryAt }
  // After silence the request may have had its effect: its key and entries must stay as they are.
  if (failure.status === 0) return next
  const tries = (batch[0]?.tries ?? 0) + 1
  const split = tries >= splitAfter && batch.length > 1
  return mapEntries(next, idsOf(batch), (entry) => ({
    ...entry,
    tries,
    batch: split ? entry.id : entry.batch,
  }))
}

/** The server understood and said no. Several entries are tried one by one; a single one needs attention. */
export function refuse(outbox: Outbox, status: number, message: string): Outbox {
  const batch = inFlightEntries(outbox)
  const next = { ...outbox, inFlight: null, failures: 0, retryAt: 0 }
  if (batch.length > 1) return mapEntries(next, idsOf(batch), (entry) => ({ ...entry, batch: entry.id }))
  const marked = mapEntries(next, idsOf(batch), (entry) => ({ ...entry, refusal: { status, message } }))
  return { ...marked, entries: resolveRemovals(marked.entries, new Map()) }
}

/** The session has ended; the request goes again after signing in. */
export const signOut = (outbox: Outbox): Outbox => ({ ...outbox, inFlight: null, signedOut: true })
export const signIn = (outbox: Outbox): Outbox => ({ ...outbox, signedOut: false, retryAt: 0 })

/** Tries a refused entry again, as a new request. */
export function retry(outbox: Outbox, entryId: string): Outbox {
  return mapEntries(outbox, new Set([entryId]), (entry) => ({
    ...entry,
    batch: null,
    tries: 0,
    refusal: null,
  }))
}

/** Somebody decided to let a refused entry go. */
export function drop(outbox: Outbox, entryId: string): Outbox {
  return {
    ...outbox,
    entries: outbox.entries.filter((entry) => entry.id !== entryId || entry.refusal === null),
  }
}

/** Full jitter between half and the whole of a doubling delay: many tabs must not come back in step. */
export function backOff(failures: number, chance: number): number {
  return Math.min(30_000, 500 * 2 ** Math.min(failures, 10)) * (0.5 + chance / 2)
}
