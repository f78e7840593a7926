import { describe, expect, it } from "vitest"
import { refused, waiting } from "./outbox.ts"
import { textQuestion } from "./testing/fake-server.ts"
import { createWorkbench, currentOf } from "./testing/workbench.ts"

const two = [textQuestion("answer"), textQuestion("note", { required: false })]

describe("failures", () => {
  it("keeps a refused answer for attention, intact, and goes on delivering the others", async () => {
    const { clock, server, open } = createWorkbench({ questions: two, latency: 50 })
    const { engine } = await open()
    server.refuse("record-2", "the record is locked")
    for (const text of ["one", "two", "three"]) {
      engine.answer("answer", text)
      engine.submit()
    }
    await clock.advance(5_000)
    expect([...server.responses.keys()].sort()).toEqual(["record-1", "record-3"])
    const [entry] = refused(engine.getState().outbox)
    expect(entry?.refusal?.message).toBe("the record is locked")
    expect(entry?.operation).toMatchObject({ values: { answer: { value: "two" } } })
    server.accept("record-2")
    engine.retryRefused(entry?.id ?? "")
    await clock.advance(1_000)
    expect(server.responses.get("record-2")?.values).toEqual({ answer: { value: "two" } })
    expect(engine.getState().outbox.entries).toHaveLength(0)
  })

  it("finds the one bad answer of a request that was refused as a whole", async () => {
    const { clock, server, open } = createWorkbench({ latency: 100 })
    const { engine } = await open()
    engine.answerAndSubmit("label", "yes")
    await clock.advance(20)
    for (let n = 0; n < 3; n += 1) engine.answerAndSubmit("label", "no")
    server.trouble("lost request", "refused 422", "refused 422")
    await clock.advance(30_000)
    expect(refused(engine.getState().outbox)).toHaveLength(1)
    expect(server.responses.size).toBe(3)
  })

  it("retries through lost answers without a second effect", async () => {
    const { clock, server, open } = createWorkbench()
    const { engine } = await open()
    server.trouble("lost answer", "lost answer", "lost answer", "error 500", "busy 429")
    engine.answerAndSubmit("label", "yes")
    await clock.advance(120_000)
    expect(server.log).toHaveLength(1)
    expect(engine.getState().outbox.entries).toHaveLength(0)
  })

  it("waits while signed out and delivers after signing in", async () => {
    const { clock, server, open } = createWorkbench()
    const { engine } = await open()
    server.trouble("signed out 401")
    engine.answerAndSubmit("label", "yes")
    await clock.advance(60_000)
    expect(engine.getState().outbox.signedOut).toBe(true)
    expect(waiting(engine.getState().outbox)).toHaveLength(1)
    engine.signedIn()
    await clock.advance(1_000)
    expect(server.responses.size).toBe(1)
  })
})

describe("leaving and coming back", () => {
  it("restores every typed character after the tab is killed before anything reached the disk", async () => {
    const { clock, open } = createWorkbench({ questions: two, diskDelay: 40 })
    const first = await open()
    await clock.advance(100)
    const text = "a long thought ".repeat(40)
    for (let end = 1; end <= text.length; end += 1)
      first.engine.answer("answer", text.slice(0, end), { typing: true })
    first.kill()
    const { engine } = await open()
    expect(currentOf(engine)).toBe("record-1")
    expect(engine.getState().held.get("record-1")?.answers).toEqual({ answer: text })
    expect(engine.getState().held.get("record-1")?.restored).toBe(true)
  })

  it("delivers what a killed tab had submitted, from the next tab", async () => {
    const { clock, server, open } = createWorkbench({ latency: 1_000, diskDelay: 40 })
    const first = await open()
    await clock.advance(100)
    first.engine.answerAndSubmit("label", "yes")
    first.engine.answerAndSubmit("label", "no")
    first.kill()
    await open("tab-2")
    await clock.advance(20_000)
    expect(server.responses.get("record-1")?.values).toEqual({ label: { value: "yes" } })
    expect(server.responses.get("record-2")?.values).toEqual({ label: { value: "no" } })
    expect(server.log).toHaveLength(2)
  })

  it("gives its leases back on leaving and saves what was typed", async () => {
    const { clock, server, open } = createWorkbench({ questions: two })
    const tab = await open()
    expect(server.leases.size).toBe(20)
    tab.engine.answer("answer", "half", { typing: true })
    tab.engine.leave()
    await clock.advance(10)
    expect(server.leases.size).toBe(0)
    expect(server.responses.get("record-1")).toMatchObject({ status: "draft" })
  })

  it("sends what was typed in the very moment the page goes away, without waiting for the disk", async () => {
    const { server, open } = createWorkbench({ questions: two, diskDelay: 40 })
    const tab = await open()
    tab.engine.answer("answer", "half a thought", { typing: true })
    const asked = server.log.length
    tab.close()
    await new Promise((resolve) => setImmediate(resolve))
    expect(asked).toBe(0)
    expect(server.requested).toEqual([["record-1"]])
  })

  it("goes on delivering after the labeler went elsewhere in the app, and then ends", async () => {
    const { clock, server, open } = createWorkbench({ latency: 1_000 })
    const { engine } = await open()
    for (let n = 0; n < 3; n += 1) engine.answerAndSubmit("label", "yes")
    let ended = false
    void engine.finish().then(() => {
      ended = true
    })
    await clock.advance(500)
    expect(ended).toBe(false)
    await clock.advance(10_000)
    expect(ended).toBe(true)
    expect(server.responses.size).toBe(3)
    expect(server.leases.size).toBe(0)
  })

  it("drops untouched records whose lease went to somebody else, and keeps touched ones", async () => {
    const { clock, server, open } = createWorkbench({ questions: two })
    const { engine } = await open()
    engine.next()
    engine.answer("answer", "mine", { typing: true })
    engine.previous()
    for (const id of ["record-1", "record-2", "record-3"]) server.leases.set(id, "somebody else")
    await clock.advance(31_000)
    const { order } = engine.getState().window
    expect(order.slice(0, 3)).toEqual(["record-1", "record-2", "record-4"])
  })

  it("tells another tab about an answer without touching what is typed there", async () => {
    const { clock, open } = createWorkbench({ questions: two })
    const one = await open("tab-1", "record-5")
    const other = await open("tab-2", "record-5")
    other.engine.answer("answer", "typed in the other tab", { typing: true })
    one.engine.answer("answer", "sent from the first tab")
    one.engine.submit()
    await clock.advance(10)
    const held = other.engine.getState().held.get("record-5")
    expect(held?.answers).toEqual({ answer: "typed in the other tab" })
    expect(held?.elsewhere).toEqual({ status: "submitted", answers: { answer: "sent from the first tab" } })
  })
})
