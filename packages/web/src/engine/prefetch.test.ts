import { describe, expect, it } from "vitest"
import { heldFrom } from "./arrivals.ts"
import { emptyOutbox, enqueue } from "./outbox.ts"
import { nextAsk, stock, wish } from "./prefetch.ts"
import { type EngineState, initialState, type Supply } from "./state.ts"
import { buildRecord } from "./testing/fake-server.ts"

function stateWith(
  records: number,
  supply: Partial<Supply> = {},
  queue: "pending" | "submitted" = "pending",
) {
  const initial = initialState("d", queue)
  const ids = Array.from({ length: records }, (_, index) => `record-${index}`)
  const status = queue === "pending" ? "pending" : "submitted"
  const held = new Map(
    ids.map((id) => [
      id,
      {
        ...heldFrom({ record: buildRecord(id), lease: null }, emptyOutbox),
        status,
        serverStatus: status,
      } as const,
    ]),
  )
  const state: EngineState = {
    ...initial,
    held,
    window: { queue, order: ids, current: ids[0] ?? null },
    supply: { ...initial.supply, ...supply },
  }
  return state
}

describe("the stock of records", () => {
  it("is filled up when twelve are left, and not before", () => {
    expect(wish(stateWith(stock.refillAt + 2), 0)).toBe(null)
    expect(wish(stateWith(stock.refillAt + 1), 0)).toEqual({
      kind: "leases",
      count: stock.ahead - stock.refillAt,
    })
  })

  it("is larger when the server takes two seconds to answer, so that nobody runs dry meanwhile", () => {
    expect(wish(stateWith(21, { took: 2_000 }), 0)).toEqual({ kind: "leases", count: 10 })
  })

  it("is not asked for while a request is under way, before its time, or offline", () => {
    expect(wish(stateWith(1, { phase: "loading" }), 0)).toBe(null)
    expect(wish(stateWith(1, { askAt: 100 }), 99)).toBe(null)
    expect(wish({ ...stateWith(1), online: false }, 0)).toBe(null)
  })

  it("overlaps pages by what is on its way, so that no record of a shrinking queue is skipped", () => {
    const state = stateWith(6, {}, "submitted")
    const operation = { kind: "save", status: "discarded", values: {}, context: {} } as const
    const outbox = enqueue(emptyOutbox, { id: "e", datasetId: "d", recordId: "record-0", at: 0, operation })
    expect(wish(state, 0)).toEqual({ kind: "page", offset: 6, limit: 15 })
    expect(wish({ ...state, outbox }, 0)).toEqual({ kind: "page", offset: 5, limit: 16 })
  })

  it("is asked for less and less often while the queue is empty", () => {
    const pauses = [1, 2, 3, 4, 5, 9].map((times) => nextAsk(0, 0, 20, times))
    expect(pauses).toEqual([4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
  })
})
