import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type Person, type TestApp } from "../test/app.ts"
import { buildDataset, buildWorkspace, labelQuestion, textQuestion } from "../test/factories.ts"

describe("restored records", () => {
  let test: TestApp
  let datasetId: string
  let workspaceId: string
  let ana: Person
  let ben: Person
  beforeAll(async () => {
    test = await createTestApp()
    workspaceId = (await buildWorkspace(test.owner.client)).id
    const dataset = await buildDataset(test.owner.client, {
      workspace_id: workspaceId,
      questions: [textQuestion("comment", false), labelQuestion("label", ["good", "bad"])],
      distribution: { strategy: "overlap", min_submitted: 1 },
    })
    datasetId = dataset.id
    ana = await test.person("annotator", [workspaceId])
    ben = await test.person("annotator", [workspaceId])
  })
  afterAll(() => test.close())

  const restore = async (items: readonly object[], dataset_id = datasetId) => {
    const body = items.map((item) => `${JSON.stringify(item)}\n`).join("") as never
    const answer = await test.owner.client.restore.records({ dataset_id, body })
    const lines = (await answer.text())
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
    return { summary: lines.at(-1).summary, failures: lines.slice(0, -1) }
  }
  const read = (record_id: string) => test.owner.client.records.get({ record_id })
  const at = (second: number) => `2024-06-03T16:58:${String(second).padStart(2, "0")}.123456`
  const response = (user: Person, status: string, values: object, from: number, to = from) => ({
    user_id: user.id,
    status,
    values,
    inserted_at: at(from),
    updated_at: at(to),
  })
  const old = () => ({
    id: randomUUID(),
    external_id: null,
    fields: { prompt: "p" },
    metadata: { k: 1 },
    inserted_at: at(1),
    updated_at: at(30),
    suggestions: [
      {
        question_name: "label",
        value: "good",
        agent: "m",
        score: 0.5,
        inserted_at: at(2),
        updated_at: at(3),
      },
    ],
    responses: [
      response(ben, "draft", { comment: { value: "half" } }, 4),
      response(ana, "submitted", { label: { value: "bad" } }, 5, 6),
    ],
  })

  it("keep their ids, authors, drafts and every time", async () => {
    const record = old()
    expect((await restore([record])).summary).toMatchObject({ created: 1, failed: 0 })
    const stored = await read(record.id)
    expect(stored).toMatchObject({
      id: record.id,
      status: "completed",
      inserted_at: at(1),
      updated_at: at(30),
    })
    expect(stored.suggestions).toMatchObject([
      { agent: "m", score: 0.5, inserted_at: at(2), updated_at: at(3) },
    ])
    expect(stored.responses).toMatchObject(record.responses)
  })

  it("sent again change nothing, and events are not doubled", async () => {
    const record = old()
    await restore([record])
    const before = await read(record.id)
    expect((await restore([record])).summary).toMatchObject({ created: 0, updated: 0, unchanged: 1 })
    expect(await read(record.id)).toEqual(before)
    const { items } = await test.owner.client.responses.events({
      response_id: before.responses?.[1]?.id ?? "",
    })
    expect(items).toMatchObject([{ user_id: ana.id, actor_id: test.owner.id, inserted_at: at(6) }])
  })

  it("never undo what was answered here since, and bring what is newer there", async () => {
    const record = old()
    await restore([record])
    const [, submitted] = (await read(record.id)).responses ?? []
    await ana.client.responses.update({
      response_id: submitted?.id ?? "",
      body: { status: "submitted", values: { label: { value: "good" } } },
    })
    const later = response(ben, "submitted", { label: { value: "bad" } }, 4, 50)
    await restore([{ ...record, responses: [later, record.responses[1]] }])
    const { responses } = await read(record.id)
    expect(responses?.map((each) => [each.user_id, each.status, each.values])).toEqual([
      [ben.id, "submitted", { label: { value: "bad" } }],
      [ana.id, "submitted", { label: { value: "good" } }],
    ])
  })

  it("count the answer that was first there; the others are surplus", async () => {
    const record = {
      ...old(),
      responses: [
        response(ben, "submitted", { label: { value: "bad" } }, 9),
        response(ana, "submitted", { label: { value: "good" } }, 5),
      ],
    }
    await restore([record])
    const { responses } = await read(record.id)
    expect(responses?.map(({ user_id, surplus }) => [user_id, surplus])).toEqual([
      [ben.id, true],
      [ana.id, false],
    ])
  })

  it("whose id another dataset has, whose time is none, or whose author is unknown are refused one by one", async () => {
    const taken = old()
    await restore([taken])
    const other = await buildDataset(test.owner.client, {
      workspace_id: workspaceId,
      questions: [textQuestion("comment", false), labelQuestion("label", ["good", "bad"])],
    })
    const good = old()
    const bad = [
      taken,
      { ...old(), inserted_at: "yesterday" },
      { ...old(), inserted_at: "2024-13-45T00:00:00" },
      { ...old(), responses: [{ ...old().responses[0], user_id: randomUUID() }] },
    ]
    const { summary, failures } = await restore([...bad, good], other.id)
    expect(summary).toMatchObject({ created: 1, failed: 4 })
    expect(failures.map((each) => each.line).sort()).toEqual([1, 2, 3, 4])
    expect((await read(good.id)).dataset_id).toBe(other.id)
  })

  it("go into a dataset that says where it comes from, and an origin has one dataset", async () => {
    const origin = { source: "http://elsewhere.example", source_dataset_id: randomUUID() }
    const create = (name: string) =>
      test.owner.client.datasets.create({ body: { name, workspace_id: workspaceId, origin } })
    const { id } = await create("copied")
    await expect(create("copied-again")).rejects.toMatchObject({ status: 409 })
    const { items } = await test.owner.client.datasets.origins({ query: { source: origin.source } })
    expect(items).toEqual([{ ...origin, dataset_id: id }])
  })
})
