import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { isUnsaved, toValues } from "./answers.ts"
import type { Engine } from "./engine.ts"
import type { AnswerState, Answers } from "./model.ts"
import { type Trouble, textQuestion } from "./testing/fake-server.ts"
import { createWorkbench } from "./testing/workbench.ts"

type Verb = "submit" | "discard" | "draft" | "skip" | "undo" | "redo" | "next" | "previous"

type Command =
  | { readonly do: "type"; readonly text: string }
  | { readonly do: Verb }
  | { readonly do: "wait"; readonly time: number }
  | { readonly do: "trouble"; readonly kind: Trouble }
  | { readonly do: "queue"; readonly queue: "pending" | "draft" | "submitted" }
  | { readonly do: "kill" | "kill browser" | "mirror to disk" | "reload" | "offline" | "online" }

const verb = (...verbs: Verb[]) => fc.constantFrom(...verbs).map((each): Command => ({ do: each }))
const trouble = fc.constantFrom<Trouble>(
  "lost request",
  "lost answer",
  "error 500",
  "busy 429",
  "signed out 401",
)

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 5, arbitrary: fc.string({ maxLength: 8 }).map((text): Command => ({ do: "type", text })) },
  { weight: 5, arbitrary: verb("submit", "submit", "discard", "draft", "skip", "next", "previous") },
  { weight: 3, arbitrary: verb("undo", "undo", "redo") },
  {
    weight: 4,
    arbitrary: fc
      .oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 60, max: 4_000 }))
      .map((time): Command => ({ do: "wait", time })),
  },
  { weight: 2, arbitrary: trouble.map((kind): Command => ({ do: "trouble", kind })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom("pending", "draft", "submitted")
      .map((queue) => ({ do: "queue", queue }) as Command),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom("kill", "kill browser", "mirror to disk", "reload", "offline", "online")
      .map((each) => ({ do: each }) as Command),
  },
)

function act(engine: Engine, each: Command) {
  if (each.do === "type") engine.answer("answer", each.text, { typing: true })
  else if (each.do === "submit") engine.submit()
  else if (each.do === "discard") engine.discard()
  else if (each.do === "draft") engine.saveDraft()
  else if (each.do === "skip") engine.skip()
  else if (each.do === "undo") engine.undo()
  else if (each.do === "redo") engine.redo()
  else if (each.do === "next") engine.next()
  else if (each.do === "previous") engine.previous()
  else if (each.do === "queue") engine.openQueue(each.queue)
  else if (each.do === "offline" || each.do === "online") engine.setOnline(each.do === "online")
}

/** Plays a session; notes after every command what each record's answer was meant to be. */
async function play(commands: readonly Command[], diskDelay: number) {
  const bench = createWorkbench({ records: 8, latency: 150, diskDelay, questions: [textQuestion("answer")] })
  let tab = await bench.open()
  const meant = new Map<string, AnswerState>()
  const typed = new Map<string, Answers>()
  const entries = new Set<string>()
  const watch = () => {
    tab.engine.subscribe(({ outbox }) => {
      for (const entry of outbox.entries) entries.add(entry.id)
    })
  }
  watch()
  const note = () => {
    const { held } = tab.engine.getState()
    for (const [id, each] of held) meant.set(id, each.saved)
    for (const [id, each] of held) {
      if (isUnsaved(each)) typed.set(id, each.answers)
      else typed.delete(id)
    }
  }
  for (const each of commands) {
    if (each.do === "wait") await bench.clock.advance(each.time)
    else if (each.do === "trouble") bench.server.trouble(each.kind)
    else if (each.do === "mirror to disk") bench.flushMirror()
    else if (each.do === "kill" || each.do === "reload" || each.do === "kill browser") {
      // What was typed in the last moment is nowhere but in the browser's memory.
      if (each.do === "kill browser") await bench.clock.advance(150)
      note()
      if (each.do === "reload") tab.close()
      else tab.kill()
      if (each.do === "kill browser") bench.forgetMirror()
      note()
      const before = new Map(typed)
      tab = await bench.open()
      watch()
      for (const [id, answers] of before) {
        expect(toValues(tab.engine.getState().held.get(id)?.answers ?? {})).toEqual(toValues(answers))
      }
    } else act(tab.engine, each)
    note()
  }
  bench.server.calm()
  tab.engine.setOnline(true)
  for (let n = 0; n < 5; n += 1) {
    tab.engine.signedIn()
    await bench.clock.advance(60_000)
    note()
  }
  return { bench, engine: tab.engine, meant, entries }
}

describe("whatever happens", () => {
  it("the server ends with exactly what was meant, nothing waits, nothing is applied twice", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(command, { minLength: 1, maxLength: 40 }),
        fc.constantFrom(0, 30),
        async (commands, diskDelay) => {
          const { bench, engine, meant, entries } = await play(commands, diskDelay)
          expect(engine.getState().outbox.entries).toEqual([])
          for (const [id, { status, answers }] of meant) {
            const response = bench.server.responses.get(id)
            expect({ id, status: response?.status ?? "pending" }).toEqual({ id, status })
            if (response) expect(response.values).toEqual(toValues(answers))
          }
          expect(bench.server.log.length).toBeLessThanOrEqual(entries.size)
        },
      ),
      { numRuns: 800 },
    )
  }, 120_000)

  it("undoing everything and redoing everything ends where it was", async () => {
    const decisions = command.filter(({ do: name }) =>
      ["type", "submit", "discard", "skip", "next", "wait"].includes(name),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(decisions, { minLength: 1, maxLength: 30 }), async (commands) => {
        const { bench, engine } = await play(commands, 0)
        const picture = () =>
          [...engine.getState().held].map(([id, { status, answers }]) => ({
            id,
            status,
            values: toValues(answers),
          }))
        const decided = picture()
        const steps = engine.getState().history.past.length
        for (let n = 0; n < steps; n += 1) engine.undo()
        const undone = picture()
        expect(undone.filter(({ values }) => Object.keys(values).length > 0)).toEqual([])
        expect(undone.filter(({ status }) => status !== "pending")).toEqual([])
        for (let n = 0; n < steps; n += 1) engine.redo()
        await bench.clock.advance(60_000)
        // A draft is an unfinished answer that was saved by itself: redo brings the answer, autosave the rest.
        const plain = (each: ReturnType<typeof picture>) =>
          each.map(({ id, status, values }) => ({
            id,
            status: status === "draft" ? "pending" : status,
            values,
          }))
        expect(plain(picture())).toEqual(plain(decided))
      }),
      { numRuns: 150 },
    )
  }, 120_000)
})
