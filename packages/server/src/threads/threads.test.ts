import { performance } from "node:perf_hooks"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { buildCrowd, type Crowd, type CrowdRecord } from "../test/crowd.ts"
import { labelQuestion, rankingQuestion, ratingQuestion } from "../test/factories.ts"
import { refusal } from "../test/refused.ts"

const names = ["ann", "bob", "cat", "dan", "eve", "fay"]

/** People who are right four times in five, each in an order of their own. */
const records: CrowdRecord[] = Array.from({ length: 120 }, (_, at) => ({
  id: String(at),
  metadata: { gold: at % 2 ? "a" : "b", left: `m${at % 3}`, right: `m${(at + 1) % 3}` },
  answers: Object.fromEntries(
    names.map((name, person) => {
      const right = (at * 7 + person * 3) % 5 !== 0
      return [
        name,
        {
          label: right === (at % 2 === 1) ? "a" : "b",
          stars: 1 + ((at + (right ? 0 : person)) % 5),
          order: ["x", "y", "z"].map((value, place) => ({
            value,
            rank: 1 + ((place + (right ? 0 : 1)) % 3),
          })),
        },
      ]
    }),
  ),
}))

describe("threads", () => {
  let test: TestApp
  let crowd: Crowd
  beforeAll(async () => {
    test = await createTestApp({ LOAM_THREADS: "1" })
    const questions = [
      labelQuestion("label", ["a", "b"]),
      ratingQuestion("stars"),
      rankingQuestion("order", ["x", "y", "z"]),
    ]
    crowd = await buildCrowd(test, questions, records)
  })
  afterAll(() => test.close())

  /** The same asked of a thread, and of the server itself. */
  async function both<T>(ask: () => Promise<T>): Promise<[T, T]> {
    const inThread = await ask()
    const services = test.services as { threads: unknown }
    const { threads } = services
    services.threads = undefined
    try {
      return [inThread, await ask()]
    } finally {
      services.threads = threads
    }
  }
  const about = () => ({ dataset_id: crowd.dataset.id })
  const insights = () => crowd.admin.client.insights

  it("answer what the server itself would, whatever is asked", async () => {
    const label = { question: "label" }
    const asked: (() => Promise<unknown>)[] = [
      () => insights().agreement({ ...about(), query: { ...label, by: "metadata.left", draws: 100 } }),
      () => insights().agreement({ ...about(), query: { question: "order", draws: 100 } }),
      () => insights().consensus({ ...about(), query: { ...label, policy: "dawid_skene" } }),
      () => insights().consensus({ ...about(), query: { question: "order", policy: "kemeny" } }),
      () => insights().annotators({ ...about(), query: { ...label, gold: "metadata.gold" } }),
      () =>
        insights().leaderboard({
          ...about(),
          query: { ...label, model: ["a=metadata.left", "b=metadata.right"], draws: 50 },
        }),
      () => insights().tallies({ ...about(), query: { question: "stars" } }),
      () => insights().disagreements({ ...about(), query: label }),
      () => insights().gold({ ...about(), query: { ...label, gold: "metadata.gold", policy: "mace" } }),
      () =>
        insights().gates({ ...about(), body: { gates: [{ gate: "agreement", ...label, at_least: 0.1 }] } }),
      () =>
        crowd.admin.client.exports.selection({
          ...about(),
          query: { where: "label.confidence > 0.9", unify: ["label=one_coin"] },
        }),
    ]
    for (const ask of asked) {
      const [thread, here] = await both(ask)
      expect(thread).toEqual(here)
    }
  })

  it("hand refusals on with their status and sentence", async () => {
    const ask = () =>
      refusal(insights().agreement({ ...about(), query: { question: "label", level: "ratio" } }))
    const [thread, here] = await both(ask)
    expect(thread).toMatchObject({ status: 422, message: here?.message })
    const unknown = await refusal(
      insights().gold({ ...about(), query: { question: "label", gold: "elsewhere" } }),
    )
    expect(unknown?.status).toBe(422)
  })

  it("leave the server free for others: its own thread has little to do for a big figure", async () => {
    /** Milliseconds that this thread was at work. */
    async function busy(work: () => Promise<unknown>): Promise<number> {
      const before = performance.eventLoopUtilization()
      await work()
      return performance.eventLoopUtilization(before).active
    }
    const query = { question: "label", by: "metadata.left", draws: 10_000 }
    const big = () => insights().agreement({ ...about(), query })
    await both(big)
    const [thread, here] = await both(() => busy(big))
    expect(thread).toBeLessThan(here / 2)
  })

  it("take one after the other, and stop when the server does", async () => {
    const ask = () => insights().agreement({ ...about(), query: { question: "label", draws: 200 } })
    const many = await Promise.all([ask(), ask(), ask()])
    expect(many[1]).toEqual(many[0])
    await test.services.threads?.close()
    expect((await refusal(ask()))?.status).toBe(503)
  })
})
