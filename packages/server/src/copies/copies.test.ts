import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { buildCrowd, type Crowd } from "../test/crowd.ts"
import { buildWorkspace, labelQuestion, ratingQuestion, textQuestion } from "../test/factories.ts"
import { refusal, refusedWith } from "../test/refused.ts"

const answer = (topic: string, quality: number) => ({ topic, quality, done: "yes" })
const records = [
  { id: "1", metadata: { gold: "law" }, answers: { ann: answer("law", 5), bob: answer("law", 5) } },
  { id: "2", metadata: { gold: "art" }, answers: { ann: answer("law", 1), bob: answer("law", 2) } },
  { id: "3", metadata: { gold: "art" }, answers: { ann: answer("law", 4), bob: answer("art", 3) } },
  { id: "4", answers: { ann: answer("art", 4) } },
]

describe("copies and gates", () => {
  let test: TestApp
  let crowd: Crowd
  beforeAll(async () => {
    test = await createTestApp()
    const questions = [
      labelQuestion("topic", ["law", "art"]),
      ratingQuestion("quality"),
      textQuestion("done"),
    ]
    crowd = await buildCrowd(test, questions, records)
    const { client } = crowd.admin
    const [topic] = (await client.questions.list({ dataset_id: crowd.dataset.id })).items
    await client.suggestions.upsert({
      record_id: crowd.ids.get("1") ?? "",
      body: { question_id: topic?.id ?? "", value: "law" },
    })
  })
  afterAll(() => test.close())

  const listed = async (dataset_id: string) =>
    (await crowd.admin.client.records.list({ dataset_id, query: { include: ["responses", "suggestions"] } }))
      .items

  it("happens once for one Idempotency-Key, however often it is sent, also at the same time", async () => {
    const call = (name: string, key: string) =>
      test.app.request(`/api/v1/datasets/${crowd.dataset.id}/copy`, {
        method: "POST",
        headers: {
          "X-Argilla-Api-Key": crowd.admin.api_key,
          "Content-Type": "application/json",
          "Idempotency-Key": key,
        },
        body: JSON.stringify({ name, with: ["responses"] }),
      })
    const answers = await Promise.all([call("once", "k1"), call("once", "k1")])
    const [first, second] = await Promise.all(
      answers.map(async (answer) => [answer.status, await answer.json()]),
    )
    expect(first?.[0]).toBe(201)
    expect(second).toEqual(first)
    const later = await call("once", "k1")
    expect([later.status, await later.json()]).toEqual(first)
    expect(later.headers.get("idempotent-replay")).toBe("true")
    expect((await call("another name", "k1")).status).toBe(422)
    expect((await call("once", "k2")).status).toBe(409)
    const { items } = await crowd.admin.client.datasets.mine({})
    expect(items.filter(({ name }) => name === "once")).toHaveLength(1)
  })

  it("copies the records that pass, with their answers, and leaves the source alone", async () => {
    const before = await listed(crowd.dataset.id)
    const { dataset, ...counts } = await crowd.admin.client.copies.create({
      dataset_id: crowd.dataset.id,
      body: { name: "chosen", where: "quality.mean >= 3.5", with: ["responses", "suggestions"] },
    })
    expect(counts).toEqual({ records: 3, responses: 5, suggestions: 1 })
    expect(dataset).toMatchObject({
      name: "chosen",
      status: "ready",
      workspace_id: crowd.dataset.workspace_id,
      metadata: { copied_from: { dataset_id: crowd.dataset.id, where: "quality.mean >= 3.5" } },
    })
    const copied = await listed(dataset.id)
    const content = (all: typeof copied) =>
      all.map(({ external_id, fields, metadata, status, responses = [], suggestions = [] }) => ({
        ...{ external_id, fields, metadata, status },
        answers: responses.map(({ user_id, values, status: state, surplus }) => [
          user_id,
          values,
          state,
          surplus,
        ]),
        suggested: suggestions.map(({ value }) => value),
      }))
    expect(content(copied)).toEqual(content(before).filter(({ external_id }) => external_id !== "2"))
    expect(await listed(crowd.dataset.id)).toEqual(before)
    const progress = await crowd.admin.client.datasets.progress({ dataset_id: dataset.id })
    expect(progress).toMatchObject({ total: 3, completed: 2 })
    const labels = { task: "text-classification", map: ["text=field:prompt", "label=topic"] }
    expect(await crowd.admin.client.exports.check({ dataset_id: dataset.id, query: labels })).toMatchObject({
      rows: 5,
    })
  })

  it("copies everything but answers unless told, and refuses a taken name", async () => {
    const copy = () =>
      crowd.admin.client.copies.create({ dataset_id: crowd.dataset.id, body: { name: "bare" } })
    expect(await copy()).toMatchObject({ records: 4, responses: 0, suggestions: 0 })
    expect(await refusedWith(copy())).toBe(409)
  })

  it("leaves nothing behind when the expression is wrong, and goes to no foreign workspace", async () => {
    const foreign = await buildWorkspace(test.owner.client)
    const copy = (body: { name: string; where?: string; workspace_id?: string }) =>
      refusedWith(crowd.admin.client.copies.create({ dataset_id: crowd.dataset.id, body }))
    expect(await copy({ name: "wrong", where: "colour = 1" })).toBe(422)
    expect(await copy({ name: "elsewhere", workspace_id: foreign.id })).toBe(403)
    const names = (await test.owner.client.datasets.mine()).items.map(({ name }) => name)
    expect(names).not.toContain("wrong")
    expect(names).not.toContain("elsewhere")
    const owned = await test.owner.client.copies.create({
      dataset_id: crowd.dataset.id,
      body: { name: "elsewhere", workspace_id: foreign.id },
    })
    expect(owned.dataset.workspace_id).toBe(foreign.id)
  })

  const dataset_id = () => crowd.dataset.id

  it("compares unified answers with gold ones: a tie is no right answer", async () => {
    const gold = await crowd.admin.client.insights.gold({
      dataset_id: dataset_id(),
      query: { question: "topic", gold: "metadata.gold" },
    })
    expect(gold).toMatchObject({
      records: 4,
      resolved: 3,
      with_gold: 3,
      abstained: 1,
      accuracy: { hits: 1, trials: 3 },
    })
    const ordered = await crowd.admin.client.insights.gold({
      dataset_id: dataset_id(),
      query: { question: "topic", gold: "metadata.gold", policy: "majority:tie=highest" },
    })
    expect(ordered.accuracy).toMatchObject({ hits: 2, trials: 3 })
  })

  it("measures gates: each with what was measured, and what cannot be measured does not pass", async () => {
    const report = await crowd.admin.client.insights.gates({
      dataset_id: dataset_id(),
      body: {
        gates: [
          { gate: "completeness", at_least: 0.75 },
          { gate: "completeness", at_least: 0.76 },
          { gate: "agreement", question: "topic", measure: "percent", at_least: 0.6 },
          { gate: "gold_accuracy", question: "topic", gold: "metadata.gold", at_least: 0.5 },
          { gate: "gold_accuracy", question: "topic", gold: "metadata.nowhere", at_least: 0 },
          { gate: "resolved", question: "topic", at_least: 0.75 },
          { gate: "records", where: "quality.mean >= 3.5", at_least: 3 },
        ],
      },
    })
    expect(report.items.map(({ passed }) => passed)).toEqual([true, false, true, false, false, true, true])
    expect(report.items.map(({ measured }) => measured)).toEqual([
      0.75,
      0.75,
      expect.closeTo(2 / 3, 9),
      expect.closeTo(1 / 3, 9),
      null,
      0.75,
      3,
    ])
    expect(report.passed).toBe(false)
    const wrong = refusal(
      crowd.admin.client.insights.gates({
        dataset_id: dataset_id(),
        body: { gates: [{ gate: "records", where: "colour = 1", at_least: 1 }] },
      }),
    )
    expect((await wrong)?.message).toMatch(/no 'colour'/)
  })
})
