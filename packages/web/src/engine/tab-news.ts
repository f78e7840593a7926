/** Tells the other tabs of the same person which records were answered here, and hears it from them. */
import { fromValues } from "./answers.ts"
import type { AnswerState } from "./model.ts"
import type { Entry } from "./outbox.ts"
import type { TabChannel } from "./ports.ts"
import type { Store } from "./store.ts"

interface News {
  readonly datasetId: string
  readonly recordId: string
  readonly state: AnswerState
}

const stateOf = ({ operation }: Entry): AnswerState =>
  operation.kind === "remove"
    ? { status: "pending", answers: {} }
    : { status: operation.status, answers: fromValues(operation.values) }

export function shareAnswers(store: Store, channel: TabChannel): () => void {
  const { datasetId } = store.getState()
  const stopPosting = store.subscribe((state, before) => {
    if (state.outbox.entries === before.outbox.entries) return
    const known = new Set(before.outbox.entries.map((entry) => entry.id))
    for (const entry of state.outbox.entries) {
      if (known.has(entry.id) || entry.datasetId !== datasetId) continue
      channel.post({ datasetId, recordId: entry.recordId, state: stateOf(entry) } satisfies News)
    }
  })
  const stopListening = channel.listen((message) => {
    // Only this file posts to the channel.
    const news = message as News
    if (news.datasetId === datasetId) {
      store.dispatch({ type: "changed elsewhere", recordId: news.recordId, state: news.state })
    }
  })
  return () => {
    stopPosting()
    stopListening()
  }
}
