import { randomUUID } from "node:crypto"
import type { Dataset } from "@loam/schema"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type Person, type TestApp } from "../test/app.ts"
import { buildDataset, buildWorkspace, labelQuestion, textQuestion } from "../test/factories.ts"
import { refusal } from "../test/refused.ts"

describe("records upserted", () => {
  let test: TestApp
  let workspaceId: string
  let admin: Person
  let annotator: Person
  beforeAll(async () => {
    test = await createTestApp()
    workspaceId = (await buildWorkspace(test.owner.client)).id
    admin = await test.person("admin", [workspaceId])
    annotator = await test.person("annotator", [workspaceId])
  })
  afterAll(() => test.close())

  const ready = (min_submitted = 1) =>
    buildDataset(admin.client, {
      workspace_id: workspaceId,
      questions: [textQuestion("answer"), labelQuestion("topic", ["a", "b"], false)],
      distribution: { strategy: "overlap", min_submitted },
    })
  const questionsOf = async ({ id }: Dataset) => {
    const { items } = await admin.client.questions.list({ dataset_id: id })
    return Object.fromEntries(items.map((question) => [question.name, question.id])) as {
      answer: string
      topic: string
    }
  }
  type Items = Parameters<Person["client"]["records"]["create"]>[0]["body"]["items"]
  const create = ({ id }: Dataset, items: Items) =>
    admin.client.records.create({ dataset_id: id, body: { items } })
  type Upserts = Parameters<Person["client"]["records"]["upsert"]>[0]["body"]["items"]
  const upsert = ({ id }: Dataset, items: Upserts) =>
    admin.client.records.upsert({ dataset_id: id, body: { items } })
  const list = ({ id }: Dataset) =>
    admin.client.records.list({ dataset_id: id, query: { include: ["responses,suggestions"] } })
  const sentence = async (call: Promise<unknown>) => String((await refusal(call))?.message)

  it("are found by id, then by external id, and keep what is not mentioned", async () => {
    const dataset = await ready()
    const { topic } = await questionsOf(dataset)
    const suggestions = [{ question_id: topic, value: "a" }]
    const { items } = await create(dataset, [
      { fields: { prompt: "1" }, external_id: "one", metadata: { kept: true }, suggestions },
      { fields: { prompt: "2" }, external_id: "two", metadata: { gone: true } },
    ])
    const [one, two] = items
    const result = await upsert(dataset, [
      { external_id: "three", fields: { prompt: "3" } },
      { external_id: "two", metadata: null },
      { id: one?.id ?? "", external_id: "renamed", fields: { prompt: "1b" }, suggestions: null },
      { id: randomUUID(), fields: { prompt: "4" } },
    ])
    expect(result.items.map((item) => [item.external_id, item.fields.prompt, item.metadata])).toEqual([
      ["three", "3", null],
      ["two", "2", null],
      ["one", "1b", { kept: true }],
      [null, "4", null],
    ])
    expect(result.updated_item_ids.toSorted()).toEqual([one?.id, two?.id].toSorted())
    expect(result.items[2]?.suggestions).toEqual(one?.suggestions)
    expect((await list(dataset)).total).toBe(4)
  })

  it("set suggestions one a question, keeping their ids, and replace answers of the same person", async () => {
    const dataset = await ready()
    const { answer, topic } = await questionsOf(dataset)
    const answered = (value: string) => [
      { user_id: annotator.id, status: "submitted" as const, values: { answer: { value } } },
    ]
    const fields = { prompt: "x" }
    const first = await upsert(dataset, [
      {
        external_id: "x",
        fields,
        suggestions: [{ question_id: topic, value: "a", agent: "one", score: 1 }],
        responses: answered("first"),
      },
    ])
    const second = await upsert(dataset, [
      {
        external_id: "x",
        suggestions: [
          { question_id: answer, value: "text" },
          { question_id: topic, value: "b" },
        ],
        responses: answered("second"),
      },
    ])
    const [before, after] = [first.items[0], second.items[0]]
    expect(after?.suggestions).toMatchObject([
      { id: before?.suggestions?.[0]?.id, value: "b", agent: null, score: null },
      { question_id: answer, value: "text" },
    ])
    expect(after?.responses).toMatchObject([
      { id: before?.responses?.[0]?.id, values: { answer: { value: "second" } } },
    ])
  })

  it("leave `updated_at` alone when an item brings nothing but its key", async () => {
    const dataset = await ready()
    const [before] = (await create(dataset, [{ fields: { prompt: "x" }, external_id: "x" }])).items
    const [same] = (await upsert(dataset, [{ external_id: "x" }])).items
    expect(same?.updated_at).toBe(before?.updated_at)
    const [moved] = (await upsert(dataset, [{ external_id: "x", metadata: {} }])).items
    expect(moved && before && moved.updated_at > before.updated_at).toBe(true)
  })

  it("let the later of two items for one record win, member by member", async () => {
    const dataset = await ready()
    const { answer, topic } = await questionsOf(dataset)
    const [record] = (await create(dataset, [{ fields: { prompt: "x" }, external_id: "x" }])).items
    const id = record?.id ?? ""
    const { items, updated_item_ids } = await upsert(dataset, [
      {
        id,
        fields: { prompt: "by id" },
        metadata: { a: 1 },
        suggestions: [{ question_id: topic, value: "a" }],
      },
      { external_id: "x", metadata: { b: 2 }, suggestions: [{ question_id: answer, value: "s" }] },
    ])
    expect(items[0]).toMatchObject({ fields: { prompt: "by id" }, metadata: { b: 2 } })
    expect(items[0]?.suggestions).toHaveLength(2)
    expect(items[1]).toEqual(items[0])
    expect(updated_item_ids).toEqual([id])
    const suggestion = [{ question_id: topic, value: "a" }]
    const both = [
      { id, suggestions: suggestion },
      { external_id: "x", suggestions: suggestion },
    ]
    expect(await sentence(upsert(dataset, both))).toContain("two suggestions")
  })

  it("need fields only where they are new", async () => {
    const dataset = await ready()
    expect(await sentence(upsert(dataset, [{ external_id: "x", metadata: {} }]))).toContain("position 0")
    await upsert(dataset, [{ external_id: "x", fields: { prompt: "x" } }])
    expect(await sentence(upsert(dataset, [{ external_id: "x", fields: {} }]))).toContain("empty")
    await upsert(dataset, [{ external_id: "x", fields: null, metadata: {} }])
  })

  it("neither fail nor double when many clients send the same ones at once, in any order", async () => {
    const dataset = await ready()
    const items = Array.from({ length: 200 }, (_, index) => ({
      external_id: `id ${index}`,
      fields: { prompt: `prompt ${index}` },
    }))
    const shuffled = (turn: number) =>
      items.map((_, index) => items[(index * 7 + turn * 31) % 200]) as Upserts
    const results = await Promise.all(Array.from({ length: 8 }, (_, turn) => upsert(dataset, shuffled(turn))))
    const created = results.map((result) => result.items.length - result.updated_item_ids.length)
    expect(created.reduce((sum, count) => sum + count)).toBe(200)
    const page = await admin.client.records.list({ dataset_id: dataset.id, query: { limit: 1000 } })
    expect([page.total, new Set(page.items.map((item) => item.external_id)).size]).toEqual([200, 200])
  })

  it("happen once under one idempotency key, and the answer comes again", async () => {
    const dataset = await ready()
    const call = () =>
      admin.client.records.upsert(
        { dataset_id: dataset.id, body: { items: [{ fields: { prompt: "x" } }] } },
        { idempotencyKey: `upsert-${dataset.id}` },
      )
    expect(await call()).toEqual(await call())
    expect((await list(dataset)).total).toBe(1)
  })
})
