import { randomUUID } from "node:crypto"
import { type Dataset, record as recordSchema } from "@loam/schema"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type Person, type TestApp } from "../test/app.ts"
import { buildDataset, buildWorkspace, labelQuestion, textQuestion } from "../test/factories.ts"
import { refusal, refusedWith } from "../test/refused.ts"

describe("records created in bulk", () => {
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
  const create = ({ id }: Dataset, items: Items, person = admin) =>
    person.client.records.create({ dataset_id: id, body: { items } })
  type Upserts = Parameters<Person["client"]["records"]["upsert"]>[0]["body"]["items"]
  const upsert = ({ id }: Dataset, items: Upserts, person = admin) =>
    person.client.records.upsert({ dataset_id: id, body: { items } })
  const list = ({ id }: Dataset) =>
    admin.client.records.list({ dataset_id: id, query: { include: ["responses,suggestions"] } })
  const sentence = async (call: Promise<unknown>) => String((await refusal(call))?.message)

  it("come back in the order of the request, with their relations, and list in that order", async () => {
    const dataset = await ready()
    const prompts = Array.from({ length: 40 }, (_, index) => `prompt ${39 - index}`)
    const { items } = await create(
      dataset,
      prompts.map((prompt) => ({ fields: { prompt }, external_id: prompt, metadata: { prompt } })),
    )
    expect(items.map((item) => item.fields.prompt)).toEqual(prompts)
    for (const item of items) expect(recordSchema.parse(item)).toEqual(item)
    expect(items[0]).toMatchObject({ status: "pending", responses: [], suggestions: [], vectors: {} })
    const page = await list(dataset)
    expect(page.items.map((item) => item.external_id)).toEqual(prompts)
    const times = page.items.map((item) => item.inserted_at)
    expect([...new Set(times)].sort()).toEqual(times)
  })

  it("carry suggestions and answers, and are complete when these suffice", async () => {
    const dataset = await ready(2)
    const { topic } = await questionsOf(dataset)
    const answered = (user_id: string) => ({
      user_id,
      status: "submitted" as const,
      values: { answer: { value: `by ${user_id}` } },
    })
    const { items } = await create(dataset, [
      {
        fields: { prompt: "x" },
        suggestions: [{ question_id: topic, value: "a", score: 0.5, agent: "model-1", type: "model" }],
        responses: [answered(admin.id), answered(annotator.id)],
      },
      { fields: { prompt: "y" }, responses: [answered(annotator.id)] },
    ])
    expect(items.map((item) => item.status)).toEqual(["completed", "pending"])
    expect(items[0]?.suggestions).toMatchObject([
      { question_id: topic, value: "a", score: 0.5, agent: "model-1", type: "model" },
    ])
    expect(items[0]?.responses?.map((each) => [each.user_id, each.values.answer, each.surplus])).toEqual([
      [admin.id, { value: `by ${admin.id}` }, false],
      [annotator.id, { value: `by ${annotator.id}` }, false],
    ])
    expect((await list(dataset)).items).toEqual(items.map(({ vectors: _, ...rest }) => rest))
  })

  it.each<[string, Items[number], string]>([
    ["no fields", { fields: {} }, "its fields are empty"],
    ["a missing required field", { fields: { prompt: null } }, "'prompt' is missing"],
    ["a field of the wrong type", { fields: { prompt: { text: "x" } } }, "expects a text, found an object"],
    ["an unknown field", { fields: { prompt: "x", other: "y" } }, "does not have: 'other'"],
    ["NUL in a text", { fields: { prompt: "a\0b" } }, "NUL"],
    ["half a surrogate pair", { fields: { prompt: "x" }, metadata: { deep: ["\ud83d"] } }, "surrogate"],
    ["an external id no index holds", { fields: { prompt: "x" }, external_id: "é".repeat(601) }, "600"],
    ["vectors without settings", { fields: { prompt: "x" }, vectors: { v: [1] } }, "'v'"],
    [
      "a suggestion for no question",
      { fields: { prompt: "x" }, suggestions: [{ question_name: "nope", value: "a" }] },
      "no question 'nope'",
    ],
    [
      "a suggestion that does not fit",
      { fields: { prompt: "x" }, suggestions: [{ question_name: "topic", value: "z" }] },
      "not a label",
    ],
    [
      "two suggestions for one question",
      {
        fields: { prompt: "x" },
        suggestions: [
          { question_name: "topic", value: "a" },
          { question_name: "topic", value: "b" },
        ],
      },
      "two suggestions",
    ],
    [
      "an answer of nobody",
      {
        fields: { prompt: "x" },
        responses: [{ user_id: randomUUID(), status: "submitted", values: { answer: { value: "y" } } }],
      },
      "no user with id",
    ],
  ])("are refused whole, with the position, for %s", async (_case, item, reason) => {
    const dataset = await ready()
    const said = await sentence(create(dataset, [{ fields: { prompt: "fine" } }, item]))
    expect(said).toContain("Record at position 1 is not valid because")
    expect(said).toContain(reason)
    expect((await list(dataset)).total).toBe(0)
  })

  it("are refused when a submitted answer lacks what is required", async () => {
    const dataset = await ready()
    const response = { user_id: admin.id, status: "submitted" as const, values: { topic: { value: "a" } } }
    const said = await sentence(create(dataset, [{ fields: { prompt: "x" }, responses: [response] }]))
    expect(said).toContain("required question 'answer'")
  })

  it("are refused when their external ids are taken, which are named", async () => {
    const dataset = await ready()
    await create(dataset, [{ fields: { prompt: "x" }, external_id: "taken" }])
    const again = [
      { fields: { prompt: "y" }, external_id: "free" },
      { fields: { prompt: "y" }, external_id: "taken" },
    ]
    expect(await sentence(create(dataset, again))).toMatch(/already: taken$/)
    expect((await list(dataset)).total).toBe(1)
    const twice = [again[0], again[0]] as Items
    expect(await refusedWith(create(dataset, twice))).toBe(422)
  })

  it("are refused in a draft, to annotators and to strangers", async () => {
    const draft = await buildDataset(admin.client, { workspace_id: workspaceId, publish: false })
    const items = [{ fields: { prompt: "x" } }]
    expect(await sentence(create(draft, items))).toContain("draft")
    expect(await sentence(upsert(draft, items))).toContain("draft")
    const dataset = await ready()
    const stranger = await test.person("admin")
    for (const person of [annotator, stranger]) {
      expect(await refusedWith(create(dataset, items, person))).toBe(403)
      expect(await refusedWith(upsert(dataset, items, person))).toBe(403)
    }
  })

  it("happen once under one idempotency key, and the answer comes again", async () => {
    const dataset = await ready()
    const call = () =>
      admin.client.records.create(
        {
          dataset_id: dataset.id,
          body: { items: [{ fields: { prompt: "x" } }, { fields: { prompt: "y" } }] },
        },
        { idempotencyKey: `create-${dataset.id}` },
      )
    expect(await call()).toEqual(await call())
    expect((await list(dataset)).total).toBe(2)
  })
})
