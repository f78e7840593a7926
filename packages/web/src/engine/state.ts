/** The whole state of the engine and the actions that may change it. */
import type { ResponseContext } from "@loam/schema"
import { emptyHistory, type History, type Step, type StepKind } from "./history.ts"
import type { AnswerState, Answers, Counts, Held, Incoming, Queue, TeamProgress } from "./model.ts"
import { type Entry, emptyOutbox, type Outbox, type Outcome } from "./outbox.ts"
import { emptyWindow, type HeldRecords, type Window } from "./window.ts"

/** How the supply of records stands. */
export interface Supply {
  readonly phase: "idle" | "loading" | "failed"
  /** The first answer has come, so that an empty window means an empty queue. */
  readonly answered: boolean
  /** The queue has nothing more for now. */
  readonly dry: boolean
  /** Records that are open but in other people's hands. */
  readonly waiting: number
  /** Records of a paged queue as the server counts them. */
  readonly total: number | null
  readonly failures: number
  readonly error: string | null
  readonly askAt: number
  /** Milliseconds the last answer took: a slow server needs more in stock. */
  readonly took: number
}

export const emptySupply: Supply = {
  phase: "idle",
  answered: false,
  dry: false,
  waiting: 0,
  total: null,
  failures: 0,
  error: null,
  askAt: 0,
  took: 0,
}

/** A sentence for the person. `quiet` ones are only read out, the others shown for a moment as well. */
export interface Notice {
  readonly id: number
  readonly text: string
  readonly tone: "quiet" | "plain" | "warning"
}

export interface EngineState {
  readonly datasetId: string
  readonly held: HeldRecords
  /** The window on screen; the pending one is put aside while another queue is open. */
  readonly window: Window
  readonly pendingWindow: Window
  readonly supply: Supply
  readonly history: History
  readonly outbox: Outbox
  readonly counts: Counts | null
  /** Moves with every change of a count, so that counts asked for before are not believed after. */
  readonly countsVersion: number
  readonly team: TeamProgress | null
  readonly notice: Notice | null
  readonly online: boolean
}

export function initialState(datasetId: string, queue: Queue): EngineState {
  return {
    datasetId,
    held: new Map(),
    window: emptyWindow(queue),
    pendingWindow: emptyWindow("pending"),
    supply: emptySupply,
    history: emptyHistory,
    outbox: emptyOutbox,
    counts: null,
    countsVersion: 0,
    team: null,
    notice: null,
    online: true,
  }
}

/** What the pure reducer cannot make up itself. */
export interface Stamp {
  readonly id: string
  readonly at: number
  readonly context: ResponseContext
}

export type Action =
  | {
      readonly type: "restored"
      readonly held: readonly Held[]
      readonly entries: readonly Entry[]
      readonly steps: readonly Step[]
      readonly undone: number
    }
  | { readonly type: "adopted"; readonly entries: readonly Entry[] }
  | { readonly type: "queue opened"; readonly queue: Queue }
  | { readonly type: "supply asked" }
  | {
      readonly type: "supply came"
      readonly queue: Queue
      readonly items: readonly Incoming[]
      readonly asked: number
      readonly waiting: number
      readonly total: number | null
      readonly askAt: number
      readonly took: number
    }
  | { readonly type: "supply failed"; readonly message: string; readonly askAt: number }
  | { readonly type: "supply wanted" }
  | { readonly type: "record opened"; readonly item: Incoming }
  | { readonly type: "went"; readonly to: string | null }
  | {
      readonly type: "answered"
      readonly recordId: string
      readonly answers: Answers
      readonly typed: string | null
      readonly stamp: Stamp
    }
  | {
      readonly type: "decided"
      readonly recordId: string
      readonly kind: Exclude<StepKind, "answer" | "skip">
      readonly answers: Answers
      readonly stay: boolean
      readonly stamp: Stamp
    }
  | { readonly type: "skipped"; readonly recordId: string; readonly stamp: Stamp }
  | { readonly type: "undone"; readonly stamp: Stamp }
  | { readonly type: "redone"; readonly stamp: Stamp }
  | { readonly type: "autosaved"; readonly recordId: string; readonly stamp: Stamp }
  | {
      readonly type: "leases renewed"
      readonly leases: readonly { id: string; record_id: string; expires_at: string }[]
      readonly asked: readonly string[]
    }
  | { readonly type: "delivery began"; readonly batch: readonly Entry[]; readonly key: string }
  | { readonly type: "delivered"; readonly outcomes: readonly Outcome[]; readonly surplus: readonly string[] }
  | {
      readonly type: "delivery postponed"
      readonly status: number
      readonly message: string
      readonly retryAt: number
    }
  | { readonly type: "delivery refused"; readonly status: number; readonly message: string }
  | { readonly type: "signed out" }
  | { readonly type: "signed in" }
  | { readonly type: "refusal retried"; readonly entryId: string }
  | { readonly type: "refusal dropped"; readonly entryId: string }
  | { readonly type: "counted"; readonly mine: Counts; readonly team: TeamProgress; readonly version: number }
  | { readonly type: "changed elsewhere"; readonly recordId: string; readonly state: AnswerState }
  | { readonly type: "connection"; readonly online: boolean }
  | { readonly type: "noticed"; readonly text: string; readonly tone: Notice["tone"] }
