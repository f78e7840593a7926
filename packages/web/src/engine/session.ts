/** The reducer of the annotation engine: every change of its state is one named action, and happens here. */

import { isUnsaved, sameState } from "./answers.ts"
import {
  changedElsewhere,
  counted,
  delivered,
  intended,
  leasesRenewed,
  queueOpened,
  recordOpened,
  refusalDropped,
  supplyCame,
  withRefusalNotice,
} from "./arrivals.ts"
import { answered, autosaved, decided, forget, redone, skipped, undone, withNotice } from "./changes.ts"
import type { Held } from "./model.ts"
import {
  begin,
  drop,
  type Entry,
  latestOf,
  type Outbox,
  postpone,
  refuse,
  refused,
  retry,
  signIn,
  signOut,
} from "./outbox.ts"
import type { Action, EngineState } from "./state.ts"
import { show } from "./window.ts"

export function reduce(state: EngineState, action: Action): EngineState {
  switch (action.type) {
    case "answered":
      return answered(state, action)
    case "decided":
      return decided(state, action)
    case "skipped":
      return skipped(state, action)
    case "undone":
      return undone(state, action)
    case "redone":
      return redone(state, action)
    case "autosaved":
      return autosaved(state, action)
    case "went":
      return forget({ ...state, window: show(state.window, action.to) })
    case "queue opened":
      return queueOpened(state, action.queue)
    case "record opened":
      return recordOpened(state, action)
    case "noticed":
      return withNotice(state, action.text, action.tone)
    default:
      return reduceArrival(state, action)
  }
}

function reduceArrival(state: EngineState, action: Action): EngineState {
  const { outbox } = state
  switch (action.type) {
    case "restored":
      return restored(state, action)
    case "adopted":
      return { ...state, outbox: { ...state.outbox, entries: adopt(state.outbox.entries, action.entries) } }
    case "supply wanted":
      return { ...state, supply: { ...state.supply, askAt: 0 } }
    case "supply asked":
      return { ...state, supply: { ...state.supply, phase: "loading" } }
    case "supply came":
      return supplyCame(state, action)
    case "supply failed": {
      const failures = state.supply.failures + 1
      const supply = { ...state.supply, phase: "failed" as const, failures, error: action.message }
      return { ...state, supply: { ...supply, askAt: action.askAt } }
    }
    case "leases renewed":
      return leasesRenewed(state, action)
    case "counted":
      return counted(state, action)
    case "changed elsewhere":
      return changedElsewhere(state, action)
    case "connection":
      // Back again: no need to sit out the pause that was for the silence.
      return { ...state, online: action.online, outbox: action.online ? { ...outbox, retryAt: 0 } : outbox }
    default:
      return reduceDelivery(state, action)
  }
}

function reduceDelivery(state: EngineState, action: Action): EngineState {
  const { outbox } = state
  switch (action.type) {
    case "delivery began":
      return { ...state, outbox: begin(outbox, action.batch, action.key) }
    case "delivered":
      return delivered(state, action)
    case "delivery postponed":
      return { ...state, outbox: postpone(outbox, action) }
    case "delivery refused": {
      const next = { ...state, outbox: refuse(outbox, action.status, action.message) }
      return refused(next.outbox).length > refused(outbox).length ? withRefusalNotice(next) : next
    }
    case "signed out":
      return { ...state, outbox: signOut(outbox) }
    case "signed in":
      return { ...state, outbox: signIn(outbox) }
    case "refusal retried":
      return { ...state, outbox: retry(outbox, action.entryId) }
    case "refusal dropped":
      return refusalDropped(state, action.entryId, drop(outbox, action.entryId))
    default:
      return state
  }
}

/** Entries of an earlier visit come before the ones of this one. */
function adopt(entries: readonly Entry[], earlier: readonly Entry[]): readonly Entry[] {
  const known = new Set(entries.map((entry) => entry.id))
  const fresh = earlier.filter((entry) => !known.has(entry.id)).sort((a, b) => a.seq - b.seq)
  return [...fresh, ...entries].map((entry, index) => ({ ...entry, seq: index + 1 }))
}

/** Puts back what an earlier visit of this tab left: undelivered answers, unsaved work, undo steps. */
function restored(state: EngineState, action: Extract<Action, { type: "restored" }>): EngineState {
  const outbox = { ...state.outbox, entries: adopt(state.outbox.entries, action.entries) }
  const held = new Map(state.held)
  for (const each of action.held) {
    const known = held.get(each.record.id)
    if (!known || !isUnsaved(known)) {
      held.set(each.record.id, inStepWith(outbox, { ...each, lease: known?.lease ?? null }))
    }
  }
  const steps = action.steps.filter((step) => held.has(step.forward.recordId))
  const split = Math.max(0, steps.length - action.undone)
  const history =
    steps.length > 0 ? { past: steps.slice(0, split), future: steps.slice(split) } : state.history
  const next = { ...state, held, history, outbox }
  const unfinished = action.held.find((each) => held.get(each.record.id)?.restored)
  if (!unfinished || isBusy(next)) return next
  const window = show(next.window, unfinished.record.id)
  return withNotice({ ...next, window }, "What you had not sent yet has been put back.", "quiet")
}

/** Work on the record on screen is not interrupted. */
function isBusy({ window, held }: EngineState): boolean {
  const current = window.current === null ? undefined : held.get(window.current)
  return current !== undefined && isUnsaved(current)
}

/** A record whose notes are older than the word waiting in the outbox follows the outbox. */
function inStepWith(outbox: Outbox, held: Held): Held {
  const entry = latestOf(outbox, held.record.id)
  if (!entry) return held
  const saved = intended(entry.operation)
  return sameState(saved, held.saved) ? held : { ...held, ...saved, saved, restored: false }
}
