/** What comes in: records, leases, confirmations, refusals, news from other tabs. Pure. */
import { fromValues, isEmpty, isUnsaved } from "./answers.ts"
import { type ActionOf, forget, withHeld, withNotice } from "./changes.ts"
import type { AnswerState, Held, Incoming, Queue } from "./model.ts"
import { entriesOf, latestOf, type Operation, type Outbox, settle, waiting } from "./outbox.ts"
import { type EngineState, emptySupply } from "./state.ts"
import { afterDecision, ahead, append, emptyWindow, isToDo, show, type Window } from "./window.ts"

/** What the undelivered operation on a record makes of its answer. */
export function intended(operation: Operation): AnswerState {
  if (operation.kind === "remove") return { status: "pending", answers: {} }
  return { status: operation.status, answers: fromValues(operation.values) }
}

/** A record as held on arrival: the labeler's own response inside, undelivered words of ours on top. */
export function heldFrom(item: Incoming, outbox: Outbox): Held {
  const response = item.record.responses?.[0]
  const onServer: AnswerState = response
    ? { status: response.status, answers: fromValues(response.values) }
    : { status: "pending", answers: {} }
  const undelivered = latestOf(outbox, item.record.id)
  const state = undelivered ? intended(undelivered.operation) : onServer
  return {
    record: item.record,
    lease: item.lease,
    ...state,
    saved: state,
    responseId: response?.id ?? null,
    serverStatus: onServer.status,
    surplus: response?.surplus ?? false,
    skipped: false,
    elsewhere: null,
    restored: false,
  }
}

/** Takes records in without disturbing what the labeler has done to those held already. */
function takeIn(state: EngineState, items: readonly Incoming[]): EngineState {
  const held = new Map(state.held)
  for (const item of items) {
    const known = held.get(item.record.id)
    held.set(
      item.record.id,
      known ? { ...known, lease: item.lease ?? known.lease } : heldFrom(item, state.outbox),
    )
  }
  return { ...state, held }
}

/** Shows the first record that waits when none is on screen. */
function showFirst(state: EngineState): EngineState {
  if (state.window.current !== null) return state
  const next = afterDecision(state.window, state.held, null)
  const fresh = next !== null && !state.held.get(next)?.skipped
  return fresh ? { ...state, window: show(state.window, next) } : state
}

export function supplyCame(state: EngineState, action: ActionOf<"supply came">): EngineState {
  const next = takeIn(state, action.items)
  const ids = action.items
    .map((item) => item.record.id)
    .filter((id) => isToDo(action.queue, next.held.get(id)))
  if (action.queue !== state.window.queue) {
    if (action.queue !== "pending") return state
    return { ...next, pendingWindow: append(state.pendingWindow, ids) }
  }
  const supply = {
    ...state.supply,
    phase: "idle" as const,
    answered: true,
    dry: action.items.length < action.asked,
    waiting: action.waiting,
    total: action.total,
    failures: 0,
    error: null,
    askAt: action.askAt,
    took: action.took,
  }
  return forget(showFirst({ ...next, window: append(state.window, ids), supply }))
}

/** Opens one record by its address, whatever queue it is in. */
export function recordOpened(state: EngineState, action: ActionOf<"record opened">): EngineState {
  const next = takeIn(state, [action.item])
  return { ...next, window: show(next.window, action.item.record.id) }
}

/** Changes queues. The pending window keeps its place; the others are read anew each time. */
export function queueOpened(state: EngineState, queue: Queue): EngineState {
  if (queue === state.window.queue) return state
  const pendingWindow: Window = state.window.queue === "pending" ? state.window : state.pendingWindow
  const window = queue === "pending" ? pendingWindow : emptyWindow(queue)
  const opened = { ...state, window, pendingWindow, supply: emptySupply }
  return forget(queue === "pending" ? showFirst(opened) : opened)
}

export function leasesRenewed(state: EngineState, action: ActionOf<"leases renewed">): EngineState {
  const renewed = new Map(action.leases.map((lease) => [lease.record_id, lease]))
  const held = new Map(state.held)
  const gone = new Set<string>()
  for (const id of action.asked) {
    const known = held.get(id)
    if (!known) continue
    const lease = renewed.get(id)
    held.set(id, { ...known, lease: lease ? { id: lease.id, expires_at: lease.expires_at } : null })
    const untouched = known.status === "pending" && isEmpty(known.answers)
    const inUse = id === state.window.current || id === state.pendingWindow.current
    if (!lease && untouched && !inUse && entriesOf(state.outbox, id).length === 0) gone.add(id)
  }
  return forget({ ...state, held }, gone)
}

export function delivered(state: EngineState, action: ActionOf<"delivered">): EngineState {
  const held = new Map(state.held)
  for (const outcome of action.outcomes) {
    const entry = state.outbox.entries.find((each) => each.id === outcome.entryId)
    const known = entry && held.get(entry.recordId)
    if (!known || !outcome.ok) continue
    const status: Queue = entry.operation.kind === "save" ? entry.operation.status : "pending"
    held.set(entry.recordId, {
      ...known,
      responseId: outcome.responseId,
      serverStatus: status,
      lease: status === "submitted" || status === "discarded" ? null : known.lease,
      surplus: action.surplus.includes(entry.recordId),
    })
  }
  const outbox = settle(state.outbox, action.outcomes)
  // An answer that arrived frees a share of the queue: with nothing left ahead, ask at once.
  const hungry = ahead(state.window, held) === 0
  const supply = hungry ? { ...state.supply, askAt: 0 } : state.supply
  const next = forget({ ...state, held, outbox, supply })
  if (action.outcomes.some((outcome) => !outcome.ok)) return withRefusalNotice(next)
  if (action.surplus.length === 0) return next
  return withNotice(next, "This record was already complete; your answer is kept.", "plain")
}

export const withRefusalNotice = (state: EngineState) =>
  withNotice(state, "The server did not accept an answer. It is kept under “Needs attention”.", "warning")

/** The answer given up is no longer ours to send; what was typed stays on screen as unsaved work. */
export function refusalDropped(state: EngineState, entryId: string, outbox: Outbox): EngineState {
  const recordId = state.outbox.entries.find((entry) => entry.id === entryId)?.recordId
  const known = recordId === undefined ? undefined : state.held.get(recordId)
  const next = { ...state, outbox }
  if (!known) return next
  const saved: AnswerState = { status: known.serverStatus, answers: {} }
  return withHeld(next, { ...known, status: known.serverStatus, saved })
}

/** Counts of the server hold only when nothing of ours was on the way while they were made. */
export function counted(state: EngineState, action: ActionOf<"counted">): EngineState {
  const trusted = action.version === state.countsVersion && waiting(state.outbox).length === 0
  return { ...state, team: action.team, counts: trusted || !state.counts ? action.mine : state.counts }
}

/** Another tab of the same person answered. Work of this tab is never overwritten, only told about it. */
export function changedElsewhere(state: EngineState, action: ActionOf<"changed elsewhere">): EngineState {
  const known = state.held.get(action.recordId)
  if (!known) return state
  const busy = isUnsaved(known) || entriesOf(state.outbox, action.recordId).length > 0
  if (busy) return withHeld(state, { ...known, elsewhere: action.state })
  const { status, answers } = action.state
  const next = withHeld(state, { ...known, status, answers, saved: action.state, serverStatus: status })
  return { ...next, countsVersion: state.countsVersion + 1 }
}
