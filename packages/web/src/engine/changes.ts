/** What the labeler does to a record: answer, decide, skip, undo, redo, and the autosave that follows. Pure. */
import { isEmpty, isOpen, isUnsaved, sameState, toValues } from "./answers.ts"
import { type Change, record, recordsOf, type Step, stepBack, stepForward } from "./history.ts"
import type { AnswerState, Counts, Held, Queue } from "./model.ts"
import { enqueue, entriesOf, type Operation, type Outbox } from "./outbox.ts"
import type { Action, EngineState, Notice, Stamp } from "./state.ts"
import { afterDecision, show, trim } from "./window.ts"

export type ActionOf<Type extends Action["type"]> = Extract<Action, { type: Type }>

export const withHeld = (state: EngineState, held: Held): EngineState => ({
  ...state,
  held: new Map(state.held).set(held.record.id, held),
})

export function withNotice(state: EngineState, text: string, tone: Notice["tone"]): EngineState {
  return { ...state, notice: { id: (state.notice?.id ?? 0) + 1, text, tone } }
}

/** Moves one record from queue to queue in the counts, ahead of the server. */
export function recount(state: EngineState, from: Queue, to: Queue): EngineState {
  if (from === to) return state
  const counts: Counts | null = state.counts && {
    ...state.counts,
    [from]: Math.max(0, state.counts[from] - 1),
    [to]: state.counts[to] + 1,
  }
  return { ...state, counts, countsVersion: state.countsVersion + 1 }
}

/** Puts into the outbox what makes the server hold `target`. */
function send(outbox: Outbox, datasetId: string, held: Held, target: AnswerState, stamp: Stamp): Outbox {
  const operation: Operation =
    target.status === "pending"
      ? { kind: "remove", responseId: held.responseId }
      : { kind: "save", status: target.status, values: toValues(target.answers), context: stamp.context }
  return enqueue(outbox, { id: stamp.id, datasetId, recordId: held.record.id, at: stamp.at, operation })
}

/** Sets a record's answer and the view to what a change says; the server follows through the outbox. */
function apply(state: EngineState, change: Change, stamp: Stamp): EngineState {
  const before = state.held.get(change.recordId)
  if (!before) return state
  const { status, answers, skipped, saved } = change
  const after: Held = { ...before, status, answers, skipped, saved, elsewhere: null }
  const outbox = sameState(saved, before.saved)
    ? state.outbox
    : send(state.outbox, state.datasetId, before, saved, stamp)
  const next = { ...withHeld(state, after), outbox }
  return recount({ ...next, window: show(next.window, change.show) }, before.status, status)
}

const snapshot = (held: Held, saved: AnswerState = held.saved): Change => ({
  recordId: held.record.id,
  status: held.status,
  answers: held.answers,
  skipped: held.skipped,
  saved,
  show: held.record.id,
})

function perform(state: EngineState, step: Omit<Step, "id" | "at" | "n">, stamp: Stamp): EngineState {
  const history = record(state.history, { ...step, id: stamp.id, at: stamp.at })
  return forget(apply({ ...state, history }, step.forward, stamp))
}

/** An answer on screen: nobody else's business yet. */
export function answered(state: EngineState, action: ActionOf<"answered">): EngineState {
  const held = state.held.get(action.recordId)
  if (!held) return state
  const back = snapshot(held)
  const forward = { ...back, answers: action.answers }
  return perform(state, { kind: "answer", typed: action.typed, forward, back }, action.stamp)
}

const statusOf = { submit: "submitted", discard: "discarded", draft: "draft" } as const
const said = { submit: "Submitted.", discard: "Discarded.", draft: "Draft saved." } as const

/** Submit, discard or save as a draft, and go on at once. */
export function decided(state: EngineState, action: ActionOf<"decided">): EngineState {
  const held = state.held.get(action.recordId)
  if (!held) return state
  const status = statusOf[action.kind]
  const saved: AnswerState = { status, answers: action.answers }
  const heldAfter = new Map(state.held).set(action.recordId, { ...held, ...saved, skipped: false })
  const next = action.stay ? action.recordId : afterDecision(state.window, heldAfter, action.recordId)
  const forward: Change = { ...snapshot(held), ...saved, skipped: false, saved, show: next }
  const step = { kind: action.kind, typed: null, forward, back: snapshot(held) }
  return withNotice(perform(state, step, action.stamp), said[action.kind], "quiet")
}

/** Leaves a record pending and puts it behind the others. */
export function skipped(state: EngineState, action: ActionOf<"skipped">): EngineState {
  const held = state.held.get(action.recordId)
  if (!held) return state
  const back = snapshot(held)
  const next = afterDecision(state.window, state.held, action.recordId)
  const forward = { ...back, skipped: true, show: next }
  const step = { kind: "skip" as const, typed: null, forward, back }
  return withNotice(perform(state, step, action.stamp), "Skipped.", "quiet")
}

const words = {
  answer: "Answer",
  submit: "Submit",
  discard: "Discard",
  draft: "Draft",
  skip: "Skip",
} as const

export function undone(state: EngineState, action: ActionOf<"undone">): EngineState {
  const taken = stepBack(state.history)
  if (!taken) return withNotice(state, "Nothing to undo.", "plain")
  const next = apply({ ...state, history: taken.history }, taken.step.back, action.stamp)
  return withNotice(next, `${words[taken.step.kind]} undone.`, "plain")
}

export function redone(state: EngineState, action: ActionOf<"redone">): EngineState {
  const taken = stepForward(state.history)
  if (!taken) return withNotice(state, "Nothing to redo.", "plain")
  const next = apply({ ...state, history: taken.history }, taken.step.forward, action.stamp)
  return withNotice(next, `${words[taken.step.kind]} redone.`, "plain")
}

/** Keeps unfinished answers as a draft; a draft emptied again goes back to pending. */
export function autosaved(state: EngineState, action: ActionOf<"autosaved">): EngineState {
  const held = state.held.get(action.recordId)
  if (!held || !isOpen(held) || !isUnsaved(held)) return state
  const empty = isEmpty(held.answers)
  if (empty && held.saved.status === "pending") return state
  const saved: AnswerState = empty
    ? { status: "pending", answers: {} }
    : { status: "draft", answers: held.answers }
  const outbox = send(state.outbox, state.datasetId, held, saved, action.stamp)
  const next = { ...withHeld(state, { ...held, status: saved.status, saved }), outbox }
  return recount(next, held.status, saved.status)
}

/** Lets go of records that nothing refers to any more. */
export function forget(state: EngineState, gone: ReadonlySet<string> = new Set()): EngineState {
  const window = trim(state.window, state.held, gone)
  const pendingWindow = trim(state.pendingWindow, state.held, gone)
  const needed = recordsOf(state.history)
  for (const id of [...window.order, ...pendingWindow.order]) needed.add(id)
  const held = new Map(
    [...state.held].filter(
      ([id, each]) => needed.has(id) || isUnsaved(each) || entriesOf(state.outbox, id).length > 0,
    ),
  )
  return { ...state, window, pendingWindow, held }
}
