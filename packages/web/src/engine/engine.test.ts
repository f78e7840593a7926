import { describe, expect, it } from "vitest"
import { textQuestion } from "./testing/fake-server.ts"
import { createWorkbench, currentOf } from "./testing/workbench.ts"

const two = [textQuestion("answer"), textQuestion("note", { required: false })]

describe("deciding", () => {
  it("goes on to the next record at once while every answer of the server takes two seconds", async () => {
    const { clock, server, open } = createWorkbench({ latency: 2_000 })
    const { engine } = await open()
    for (let n = 1; n <= 10; n += 1) {
      expect(currentOf(engine)).toBe(`record-${n}`)
      engine.answerAndSubmit("label", "yes")
    }
    expect(currentOf(engine)).toBe("record-11")
    expect(server.responses.size).toBe(0)
    await clock.advance(10_000)
    expect(server.responses.size).toBe(10)
    expect(server.log).toHaveLength(10)
  })

  it("refuses to submit with a required answer missing, and says which", async () => {
    const { engine } = await createWorkbench({ questions: two }).open()
    expect(engine.submit()?.question.name).toBe("answer")
    engine.answer("answer", "   \n")
    expect(engine.submit()?.reason).toContain("answer")
    expect(currentOf(engine)).toBe("record-1")
  })

  it("never shows the same record twice nor skips one over a whole queue", async () => {
    const { clock, server, open } = createWorkbench({ records: 75, latency: 300 })
    const { engine } = await open()
    const shown: (string | null)[] = []
    for (let n = 0; n < 75; n += 1) {
      if (currentOf(engine) === null) await clock.advance(5_000)
      shown.push(currentOf(engine))
      engine.answerAndSubmit("label", "no")
      await clock.advance(120)
    }
    await clock.advance(60_000)
    expect(new Set(shown).size).toBe(75)
    expect(currentOf(engine)).toBe(null)
    expect(server.responses.size).toBe(75)
  })

  it("puts skipped records behind the others and brings them back at the end", async () => {
    const { clock, open } = createWorkbench({ records: 3 })
    const { engine } = await open()
    engine.skip()
    engine.answerAndSubmit("label", "yes")
    engine.answerAndSubmit("label", "yes")
    await clock.advance(1_000)
    expect(currentOf(engine)).toBe("record-1")
  })
})

describe("drafts", () => {
  it("makes no draft of a record that was only looked at", async () => {
    const { clock, server, open } = createWorkbench({ questions: two })
    const { engine } = await open()
    engine.next()
    engine.next()
    engine.previous()
    await clock.advance(60_000)
    expect(server.log).toHaveLength(0)
  })

  it("saves a draft a moment after typing and when the record is left", async () => {
    const { clock, server, open } = createWorkbench({ questions: two })
    const { engine } = await open()
    engine.answer("answer", "half a", { typing: true })
    await clock.advance(3_000)
    expect(server.responses.get("record-1")?.values).toEqual({ answer: { value: "half a" } })
    engine.answer("answer", "half a sentence", { typing: true })
    engine.next()
    await clock.advance(100)
    expect(server.responses.get("record-1")).toMatchObject({
      status: "draft",
      values: { answer: { value: "half a sentence" } },
    })
  })

  it("returns a draft that was emptied again to pending", async () => {
    const { clock, server, open } = createWorkbench({ questions: two })
    const { engine } = await open()
    engine.answer("answer", "x", { typing: true })
    await clock.advance(3_000)
    engine.answer("answer", "", { typing: true })
    await clock.advance(3_000)
    expect(server.responses.has("record-1")).toBe(false)
    expect(engine.getState().held.get("record-1")?.status).toBe("pending")
  })

  it("does not un-submit an answer because somebody presses the key that saves drafts", async () => {
    const { clock, server, open } = createWorkbench({ questions: two })
    const { engine } = await open()
    engine.answer("answer", "first")
    engine.submit()
    engine.previous()
    engine.saveDraft()
    engine.skip()
    await clock.advance(1_000)
    expect(server.responses.get("record-1")?.status).toBe("submitted")
    expect(currentOf(engine)).toBe("record-2")
    engine.previous()
    engine.moveToDraft()
    await clock.advance(1_000)
    expect(server.responses.get("record-1")?.status).toBe("draft")
  })

  it("does not turn a submitted answer into a draft while it is being edited", async () => {
    const { clock, server, open } = createWorkbench({ questions: two })
    const { engine } = await open()
    engine.answer("answer", "first")
    engine.submit()
    engine.previous()
    engine.answer("answer", "second", { typing: true })
    engine.next()
    await clock.advance(10_000)
    expect(server.responses.get("record-1")).toMatchObject({
      status: "submitted",
      values: { answer: { value: "first" } },
    })
    engine.previous()
    expect(engine.getState().held.get("record-1")?.answers).toEqual({ answer: "second" })
    engine.submit()
    await clock.advance(1_000)
    expect(server.responses.get("record-1")?.values).toEqual({ answer: { value: "second" } })
  })
})

describe("undo", () => {
  it("takes a submit back before it left, without the server ever hearing of it", async () => {
    const { clock, server, open } = createWorkbench({ latency: 500 })
    const { engine } = await open()
    engine.answerAndSubmit("label", "yes") // this one is on its way already
    engine.answerAndSubmit("label", "no")
    engine.undo()
    await clock.advance(5_000)
    expect(server.responses.has("record-2")).toBe(false)
    expect(server.log.map((each) => ("removed" in each.item ? "" : each.item.record_id))).toEqual([
      "record-1",
    ])
    expect(currentOf(engine)).toBe("record-2")
  })

  it("takes a confirmed submit back to pending, also after a reload", async () => {
    const { clock, server, open } = createWorkbench()
    const first = await open()
    first.engine.answerAndSubmit("label", "yes")
    await clock.advance(1_000)
    expect(server.responses.get("record-1")?.status).toBe("submitted")
    first.close()
    await clock.advance(10)
    const { engine } = await open()
    engine.undo()
    await clock.advance(1_000)
    expect(server.responses.has("record-1")).toBe(false)
    expect(currentOf(engine)).toBe("record-1")
    engine.redo()
    await clock.advance(1_000)
    expect(server.responses.get("record-1")?.values).toEqual({ label: { value: "yes" } })
  })

  it("walks back and forth over a hundred decisions", async () => {
    const { clock, server, open } = createWorkbench({ records: 130 })
    const { engine } = await open()
    const kinds = [() => engine.answerAndSubmit("label", "yes"), () => engine.discard(), () => engine.skip()]
    for (let n = 0; n < 120; n += 1) {
      kinds[n % 3]?.()
      await clock.advance(50)
    }
    await clock.advance(60_000)
    const before = [...server.responses.values()]
      .map(({ record_id, status }) => `${record_id} ${status}`)
      .sort()
    for (let n = 0; n < 120; n += 1) engine.undo()
    await clock.advance(60_000)
    expect(server.responses.size).toBe(0)
    expect(currentOf(engine)).toBe("record-1")
    for (let n = 0; n < 120; n += 1) engine.redo()
    await clock.advance(60_000)
    expect(
      [...server.responses.values()].map(({ record_id, status }) => `${record_id} ${status}`).sort(),
    ).toEqual(before)
  })

  it("brings back the previous answer of a changed submission", async () => {
    const { clock, server, open } = createWorkbench({ questions: two })
    const { engine } = await open()
    engine.answer("answer", "first")
    engine.submit()
    engine.previous()
    engine.answer("answer", "second")
    engine.submit()
    await clock.advance(1_000)
    engine.undo()
    await clock.advance(1_000)
    expect(server.responses.get("record-1")?.values).toEqual({ answer: { value: "first" } })
    expect(engine.getState().held.get("record-1")?.answers).toEqual({ answer: "second" })
  })
})
