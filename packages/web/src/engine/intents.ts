/** What a person can do, as plain functions over the store: each reads the state and dispatches one action. */
import { acceptSuggestions, firstGap, type Gap, isOpen, saysSomething, suggestionsSeen } from "./answers.ts"
import type { Attention } from "./attention.ts"
import type { Answers, Held, Incoming, Json, Question, Queue } from "./model.ts"
import type { Clock, NewId } from "./ports.ts"
import type { Stamp } from "./state.ts"
import type { Store } from "./store.ts"
import { neighbour } from "./window.ts"

export interface Intents {
  /** Sets one answer; `null` clears it. `typing` makes one undo step of a stretch of typing. */
  answer(question: string, value: Json, options?: { typing: boolean }): void
  /** Answers a question and submits in one step: one key in datasets with a single question. */
  answerAndSubmit(question: string, value: Json): Gap | null
  /** Submits what is shown, suggestions included; answers with what is missing otherwise. */
  submit(): Gap | null
  discard(): void
  /** Saves a draft now and stays. An answer that was sent is not made a draft by the key that people press by habit. */
  saveDraft(): void
  /** Takes a sent answer back to the drafts, on purpose. */
  moveToDraft(): void
  /** Sets an open record aside; on one that is answered already it just goes on. */
  skip(): void
  undo(): void
  redo(): void
  next(): void
  previous(): void
  openQueue(queue: Queue): void
  /** Asks the server for records now instead of at the next turn. */
  lookAgain(): void
  /** Opens a record by id; false when it is not there. */
  openRecord(recordId: string): Promise<boolean>
  /** Goes back to the records set aside with Skip. */
  showSkipped(): void
  retryRefused(entryId: string): void
  dropRefused(entryId: string): void
  say(text: string): void
  autosave(recordId: string): void
}

interface Needs {
  readonly store: Store
  readonly questions: readonly Question[]
  readonly guidelinesVersion: number
  readonly shownOrder: readonly string[]
  readonly attention: Attention
  readonly clock: Clock
  readonly newId: NewId
  readonly find: (recordId: string) => Promise<Incoming | null>
}

export function createIntents(needs: Needs): Intents {
  const { store, questions } = needs
  const stampFor = createStamps(needs)

  const current = (): Held | null => {
    const { window, held } = store.getState()
    return window.current === null ? null : (held.get(window.current) ?? null)
  }
  const decide = (held: Held, kind: "submit" | "discard" | "draft", answers: Answers, stay = false) => {
    const stamp = stampFor(held)
    store.dispatch({ type: "decided", recordId: held.record.id, kind, answers, stay, stamp })
  }
  const submitWith = (held: Held): Gap | null => {
    const gap = firstGap(questions, held)
    if (gap) store.dispatch({ type: "noticed", text: `${gap.reason}.`, tone: "quiet" })
    else decide(held, "submit", acceptSuggestions(questions, held))
    return gap
  }
  const withCurrent = (act: (held: Held) => void) => {
    const held = current()
    if (held) act(held)
  }
  const go = (direction: 1 | -1) => {
    const { window } = store.getState()
    const to = neighbour(window, direction)
    if (to !== null) store.dispatch({ type: "went", to })
    else if (window.current !== null) {
      const text = direction === 1 ? "This is the last record here." : "This is the first record here."
      store.dispatch({ type: "noticed", text, tone: "plain" })
    }
  }

  return {
    answer: (question, value, options) =>
      withCurrent((held) => {
        const answers = { ...held.answers, [question]: value }
        const typed = options?.typing ? question : null
        store.dispatch({ type: "answered", recordId: held.record.id, answers, typed, stamp: stampFor(held) })
      }),
    answerAndSubmit: (question, value) => {
      const held = current()
      return held && submitWith({ ...held, answers: { ...held.answers, [question]: value } })
    },
    submit: () => {
      const held = current()
      return held && submitWith(held)
    },
    discard: () => withCurrent((held) => decide(held, "discard", held.answers)),
    saveDraft: () =>
      withCurrent((held) => {
        if (!isOpen(held)) {
          const text = "This answer was sent already. Changes are kept on this device until you send them."
          store.dispatch({ type: "noticed", text, tone: "plain" })
        } else if (!Object.values(held.answers).some(saysSomething)) {
          store.dispatch({ type: "noticed", text: "There is nothing to save yet.", tone: "plain" })
        } else {
          decide(held, "draft", held.answers, true)
          store.dispatch({ type: "noticed", text: "Draft saved.", tone: "plain" })
        }
      }),
    moveToDraft: () => withCurrent((held) => decide(held, "draft", held.answers, true)),
    skip: () =>
      withCurrent((held) => {
        if (!isOpen(held)) return go(1)
        store.dispatch({ type: "skipped", recordId: held.record.id, stamp: stampFor(held) })
      }),
    undo: () => store.dispatch({ type: "undone", stamp: stampFor(undoTarget(store, "past")) }),
    redo: () => store.dispatch({ type: "redone", stamp: stampFor(undoTarget(store, "future")) }),
    next: () => go(1),
    previous: () => go(-1),
    openQueue: (queue) => store.dispatch({ type: "queue opened", queue }),
    lookAgain: () => store.dispatch({ type: "supply wanted" }),
    openRecord: async (recordId) => {
      const known = store.getState().held.get(recordId)
      if (known) {
        store.dispatch({ type: "went", to: recordId })
        return true
      }
      const item = await needs.find(recordId).catch(() => null)
      if (item) store.dispatch({ type: "record opened", item })
      else store.dispatch({ type: "noticed", text: "That record is not here any more.", tone: "warning" })
      return item !== null
    },
    showSkipped: () => {
      const { window, held } = store.getState()
      const first = window.order.find((id) => held.get(id)?.skipped && held.get(id)?.status !== "submitted")
      if (first !== undefined) store.dispatch({ type: "went", to: first })
    },
    retryRefused: (entryId) => store.dispatch({ type: "refusal retried", entryId }),
    dropRefused: (entryId) => store.dispatch({ type: "refusal dropped", entryId }),
    say: (text) => store.dispatch({ type: "noticed", text, tone: "plain" }),
    autosave: (recordId) => {
      const held = store.getState().held.get(recordId)
      if (held) store.dispatch({ type: "autosaved", recordId, stamp: stampFor(held) })
    },
  }
}

function undoTarget(store: Store, from: "past" | "future"): Held | null {
  const { history, held } = store.getState()
  const step = from === "past" ? history.past.at(-1) : history.future[0]
  return step ? (held.get(step.forward.recordId) ?? null) : null
}

/** Ids, times and the evidence that travels with an answer. */
function createStamps(needs: Needs) {
  return (held: Held | null): Stamp => ({
    id: needs.newId(),
    at: needs.clock.now(),
    context: {
      lease_id: held?.lease?.id ?? null,
      shown_order: needs.shownOrder.length > 0 ? [...needs.shownOrder] : null,
      active_seconds: held ? needs.attention.secondsOf(held.record.id) : null,
      guidelines_version: needs.guidelinesVersion,
      suggestions_seen: held ? suggestionsSeen(needs.questions, held.record) : [],
    },
  })
}
