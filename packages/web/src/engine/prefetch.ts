/** Which records to ask for next, and when. Pure. */
import { entriesOf } from "./outbox.ts"
import type { EngineState } from "./state.ts"
import { ahead } from "./window.ts"

/** Records held ahead of the one on screen, and the number at which more are asked for. */
export const stock = { ahead: 20, refillAt: 12 } as const

export type Wish =
  | { readonly kind: "leases"; readonly count: number }
  | { readonly kind: "page"; readonly offset: number; readonly limit: number }

/** Answers given in a second by somebody fast; while a request is under way as many are used up. */
const pace = 5
const mostExtra = 20

/** How much more to hold because the server takes its time. */
const extraFor = (took: number) => Math.min(mostExtra, Math.floor((took / 1_000) * pace))

/** What to ask the server for now, or null. */
export function wish(state: EngineState, now: number): Wish | null {
  const { supply, window } = state
  if (supply.phase === "loading" || now < supply.askAt || !state.online) return null
  const held = ahead(window, state.held)
  const extra = extraFor(supply.took)
  if (held > stock.refillAt + extra) return null
  const missing = stock.ahead + extra - held
  if (window.queue === "pending") return { kind: "leases", count: missing }
  if (supply.dry) return null
  return nextPage(state, missing)
}

/**
 * The page behind what the server still counts in this queue. Answers on the way may or may not have left the
 * queue already: the page overlaps by as many, and repeated records are recognised by their id.
 */
function nextPage(state: EngineState, wanted: number): Wish {
  const { order, queue } = state.window
  const counted = order.filter((id) => state.held.get(id)?.serverStatus === queue).length
  const onTheWay = order.filter((id) => entriesOf(state.outbox, id).length > 0).length
  const overlap = Math.min(counted, onTheWay)
  return { kind: "page", offset: counted - overlap, limit: wanted + overlap }
}

/**
 * The moment of the next request after an answer. Fewer records than asked for means a fair share of a short
 * queue: asking again at once would only load the server. An empty queue is looked at less and less often.
 */
export function nextAsk(now: number, got: number, asked: number, emptyAnswers: number): number {
  if (got >= asked) return now
  if (got > 0) return now + 3_000
  return now + Math.min(30_000, 2_000 * 2 ** Math.min(emptyAnswers, 4))
}

/** The moment of the next try after a failed request. */
export function retryAsk(now: number, failures: number, chance: number): number {
  return now + Math.min(20_000, 1_000 * 2 ** Math.min(failures, 5)) * (0.5 + chance / 2)
}
