/** The words of the annotation engine: what it holds about records, answers and queues. */
import type { Json, Question, Record as WireRecord } from "@loam/schema"

export type { Json, Question, WireRecord }

export const queues = ["pending", "draft", "submitted", "discarded"] as const
/** The four queues of a labeler, and by the same words the state of one record for that labeler. */
export type Queue = (typeof queues)[number]

/**
 * Question name → value, as far as the labeler touched it. `null` means cleared on purpose, which also sets a
 * suggestion aside; an absent name means untouched.
 */
export type Answers = Readonly<Record<string, Json>>

export interface Lease {
  readonly id: string
  readonly expires_at: string
}

/** What an answer is at one moment. */
export interface AnswerState {
  readonly status: Queue
  readonly answers: Answers
}

/** One record in the labeler's hands. */
export interface Held extends AnswerState {
  readonly record: WireRecord
  readonly lease: Lease | null
  /** What outbox and server converge to; differs from the state on screen while something is unsaved. */
  readonly saved: AnswerState
  /** The server's id of the response, once it is known. */
  readonly responseId: string | null
  /** What the server last said about this record's place in the queues. */
  readonly serverStatus: Queue
  /** The record was already complete when the answer arrived; the answer is kept. */
  readonly surplus: boolean
  /** Set aside with Skip; comes back after the others. */
  readonly skipped: boolean
  /** The same record was answered in another tab while this one had unsaved work on it. */
  readonly elsewhere: AnswerState | null
  /** Unsaved work of an earlier visit was put back. */
  readonly restored: boolean
}

/** A record as the server hands it out, with the labeler's own response inside. */
export interface Incoming {
  readonly record: WireRecord
  readonly lease: Lease | null
}

/** Counts per queue. */
export type Counts = Readonly<Record<Queue, number>>

export interface TeamProgress {
  readonly total: number
  readonly completed: number
}
