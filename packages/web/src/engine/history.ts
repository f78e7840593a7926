/** Undo and redo as inverse changes, across records. Pure; what a change does is the session's business. */
import type { AnswerState } from "./model.ts"

/** Everything an undoable step sets: the whole state of one record's answer, and where the view goes. */
export interface Change extends AnswerState {
  readonly recordId: string
  readonly skipped: boolean
  /** What the server is to hold afterwards. */
  readonly saved: AnswerState
  /** The record on screen afterwards; null is the end of the queue. */
  readonly show: string | null
}

export type StepKind = "answer" | "submit" | "discard" | "draft" | "skip"

export interface Step {
  readonly id: string
  /** Counts up; the order in which steps are put back after a reload. */
  readonly n: number
  readonly kind: StepKind
  readonly at: number
  /** For steps of typing: the question, so that one stretch of typing is one step. */
  readonly typed: string | null
  readonly forward: Change
  readonly back: Change
}

export interface History {
  readonly past: readonly Step[]
  readonly future: readonly Step[]
}

export const emptyHistory: History = { past: [], future: [] }

/** More than the 100 promised, so that typing steps in between do not eat decisions. */
export const historyLimit = 200

/** Adds a step; what was undone before can no longer be redone. */
export function record(history: History, fresh: Omit<Step, "n">): History {
  const last = history.past.at(-1)
  const step = { ...fresh, n: (last?.n ?? 0) + 1 }
  const continues =
    step.typed !== null &&
    last?.typed === step.typed &&
    last.forward.recordId === step.forward.recordId &&
    history.future.length === 0
  if (continues) {
    const merged = { ...last, forward: step.forward, at: step.at }
    return { past: [...history.past.slice(0, -1), merged], future: [] }
  }
  return { past: [...history.past, step].slice(-historyLimit), future: [] }
}

/** Moves the newest step to the undone ones. */
export function stepBack(history: History): { history: History; step: Step } | null {
  const step = history.past.at(-1)
  if (!step) return null
  return { step, history: { past: history.past.slice(0, -1), future: [step, ...history.future] } }
}

export function stepForward(history: History): { history: History; step: Step } | null {
  const [step, ...future] = history.future
  if (!step) return null
  return { step, history: { past: [...history.past, step], future } }
}

/** Records that undo or redo may need again. */
export function recordsOf(history: History): Set<string> {
  return new Set([...history.past, ...history.future].map((step) => step.forward.recordId))
}
