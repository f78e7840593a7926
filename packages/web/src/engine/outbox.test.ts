import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  backOff,
  begin,
  emptyOutbox,
  enqueue,
  type NewEntry,
  nextBatch,
  type Outbox,
  postpone,
  refuse,
  refused,
  settle,
} from "./outbox.ts"

const save = (id: string, recordId: string, text = "x"): NewEntry => ({
  id,
  recordId,
  datasetId: "d",
  at: 0,
  operation: { kind: "save", status: "submitted", values: { q: { value: text } }, context: {} },
})
const remove = (id: string, recordId: string, responseId: string | null = null): NewEntry => ({
  id,
  recordId,
  datasetId: "d",
  at: 0,
  operation: { kind: "remove", responseId },
})
const fill = (...entries: NewEntry[]) => entries.reduce(enqueue, emptyOutbox)
const ids = (entries: readonly { id: string }[]) => entries.map((entry) => entry.id)
const start = (outbox: Outbox, key = "k") => begin(outbox, nextBatch(outbox, 0), key)
const again = { status: 0, message: "", retryAt: 0 }

describe("putting into the outbox", () => {
  it("keeps only the newest unsent word on a record", () => {
    expect(ids(fill(save("1", "a"), save("2", "b"), save("3", "a")).entries)).toEqual(["2", "3"])
  })

  it("cancels an answer that never left when it is taken back", () => {
    expect(fill(save("1", "a"), remove("2", "a")).entries).toEqual([])
  })

  it("keeps the taking back of an answer that is on its way, and learns what to remove", () => {
    const sent = enqueue(start(fill(save("1", "a"))), remove("2", "a"))
    expect(ids(sent.entries)).toEqual(["1", "2"])
    const settled = settle(sent, [{ entryId: "1", ok: true, responseId: "r" }])
    expect(settled.entries[0]?.operation).toEqual({ kind: "remove", responseId: "r" })
  })

  it("forgets the taking back together with the answer that was refused meanwhile", () => {
    const sent = enqueue(start(fill(save("1", "a"))), remove("2", "a"))
    expect(settle(sent, [{ entryId: "1", ok: false, message: "no" }]).entries).toEqual([])
  })
})

describe("requests", () => {
  it("hold every record once, in order, and a removal travels alone", () => {
    const outbox = fill(save("1", "a"), save("2", "b"), remove("3", "c", "r"), save("4", "d"))
    expect(ids(nextBatch(outbox, 0))).toEqual(["1", "2"])
    const one = settle(start(outbox), [
      { entryId: "1", ok: true, responseId: null },
      { entryId: "2", ok: true, responseId: null },
    ])
    expect(ids(nextBatch(one, 0))).toEqual(["3"])
  })

  it("are repeated after silence with the same entries under the same key, whatever was added", () => {
    const outbox = enqueue(postpone(start(fill(save("1", "a"))), again), save("2", "b"))
    const batch = nextBatch(outbox, 0)
    expect(ids(batch)).toEqual(["1"])
    expect(batch[0]?.batch).toBe("k")
  })

  it("that fail again and again are split, and a bad entry does not hold up the others", () => {
    const boom = { status: 500, message: "", retryAt: 0 }
    let outbox = fill(save("1", "a"), save("2", "b"))
    const tried: string[][] = []
    for (let n = 0; n < 5; n += 1) {
      const batch = nextBatch(outbox, 0)
      tried.push(ids(batch))
      outbox = postpone(begin(outbox, batch, batch[0]?.batch ?? "k"), boom)
    }
    expect(tried).toEqual([["1", "2"], ["1", "2"], ["1", "2"], ["1"], ["2"]])
  })

  it("refused as a whole are tried one by one before anything needs attention", () => {
    const outbox = refuse(start(fill(save("1", "a"), save("2", "b"))), 422, "malformed")
    expect(refused(outbox)).toEqual([])
    expect(nextBatch(outbox, 0)).toHaveLength(1)
    const single = refuse(begin(outbox, nextBatch(outbox, 0), "1"), 422, "malformed")
    expect(ids(refused(single))).toEqual(["1"])
    expect(refused(single)[0]?.operation).toMatchObject({ values: { q: { value: "x" } } })
  })

  it("wait while one is under way, before the time of the next try, and while signed out", () => {
    const outbox = fill(save("1", "a"))
    expect(nextBatch(start(outbox), 0)).toEqual([])
    expect(nextBatch(postpone(start(outbox), { ...again, retryAt: 500 }), 499)).toEqual([])
    expect(nextBatch({ ...outbox, signedOut: true }, 0)).toEqual([])
  })
})

it("the pause doubles up to half a minute and never shrinks below half of it", () => {
  fc.assert(
    fc.property(fc.nat(40), fc.double({ min: 0, max: 0.999, noNaN: true }), (failures, chance) => {
      const whole = Math.min(30_000, 500 * 2 ** failures)
      expect(backOff(failures, chance)).toBeGreaterThanOrEqual(whole / 2)
      expect(backOff(failures, chance)).toBeLessThanOrEqual(whole)
    }),
  )
})
