/** The SDK's datasets against a whole server: pushed, read, changed, rolled back. */
import {
  ApiError,
  FeedbackDataset,
  FeedbackRecord,
  LabelQuestion,
  MultiLabelQuestion,
  NotFoundError,
  PushError,
  type PushProgress,
  RankingQuestion,
  RatingQuestion,
  RecordsError,
  SpanQuestion,
  streamRecords,
  TextField,
  TextQuestion,
} from "@loam/sdk"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../app.ts"

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

const demonstrations = () =>
  new FeedbackDataset({
    guidelines: "Write a helpful answer.",
    fields: [new TextField({ name: "prompt" }), new TextField({ name: "context", required: false })],
    questions: [new TextQuestion({ name: "demonstration", title: "Your answer" })],
    distribution: { strategy: "overlap", min_submitted: 1 },
  })

const prompts = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ fields: { prompt: `prompt ${index}` }, external_id: index }))

const names = async () => (await test.owner.client.datasets.mine()).items.map((dataset) => dataset.name)
const workspaces = async () => (await test.owner.client.workspaces.mine()).items.map(({ name }) => name)

describe("push", () => {
  it("makes the workspace, keeps the order of fields, questions and 1,203 records, and tells how far it is", async () => {
    const dataset = demonstrations().addRecords(prompts(1_203))
    const steps: PushProgress[] = []
    const remote = await dataset.push({
      name: "in-order",
      workspace: "team-new",
      client: test.owner.client,
      onProgress: (progress) => steps.push(progress),
    })
    expect(await workspaces()).toContain("team-new")
    expect(remote.dataset.status).toBe("ready")
    expect(remote.fields.map((field) => [field.name, field.required])).toEqual([
      ["prompt", true],
      ["context", false],
    ])
    expect(steps.map(({ step, done }) => [step, done])).toEqual([
      ["settings", 0],
      ["records", 500],
      ["records", 1_000],
      ["records", 1_203],
    ])
    const read: string[] = []
    for await (const record of remote.records({ pageSize: 100 })) read.push(record.fields.prompt)
    expect(read).toEqual(prompts(1_203).map((record) => record.fields.prompt))
    expect(await remote.progress()).toMatchObject({ total: 1_203, completed: 0, pending: 1_203 })
  })

  it("brings every kind of question, with suggestions, and gives answers back as they were submitted", async () => {
    const dataset = new FeedbackDataset({
      fields: [new TextField({ name: "text" })],
      questions: [
        new TextQuestion({ name: "comment", required: false }),
        new RatingQuestion({ name: "quality", values: [1, 2, 3] }),
        new LabelQuestion({ name: "topic", labels: { code: "Code", talk: "Small talk" } }),
        new MultiLabelQuestion({ name: "flaws", labels: ["rude", "wrong"], required: false }),
        new RankingQuestion({ name: "order", values: ["a", "b"], required: false }),
        new SpanQuestion({ name: "names", field: "text", labels: ["person"], required: false }),
      ],
    })
    dataset.addRecords([
      new FeedbackRecord({
        fields: { text: "Ada wrote it." },
        suggestions: [
          { question: "topic", value: "code", score: 0.9, agent: "model-1", type: "model" },
          { question: "flaws", value: ["rude", "wrong"], score: [0.2, 0.8] },
        ],
      }),
    ])
    const remote = await dataset.push({ name: "kinds", workspace: "team-kinds", client: test.owner.client })
    for await (const record of remote.records()) {
      const values = {
        quality: { value: 2 },
        topic: { value: "code" },
        order: {
          value: [
            { value: "b", rank: 1 },
            { value: "a", rank: 2 },
          ],
        },
        names: { value: [{ label: "person", start: 0, end: 3 }] },
      }
      await test.owner.client.responses.create({
        record_id: record.id,
        body: { status: "submitted", values },
      })
    }
    const completed = []
    for await (const record of remote.records({ status: "completed" })) completed.push(record)
    expect(completed).toHaveLength(1)
    const [record] = completed
    expect(record?.responses[0]?.values.quality?.value).toBe(2)
    expect(record?.responses[0]?.values.names?.value).toEqual([{ label: "person", start: 0, end: 3 }])
    expect(record?.suggestions.map(({ value, score, agent }) => [value, score, agent])).toEqual([
      ["code", 0.9, "model-1"],
      [["rude", "wrong"], [0.2, 0.8], null],
    ])
    const pending = []
    for await (const record of remote.records({ status: "pending" })) pending.push(record)
    expect(pending).toEqual([])
  })

  it("leaves neither dataset nor workspace behind when the server refuses a record", async () => {
    const dataset = demonstrations().addRecords([
      ...prompts(600),
      { fields: { prompt: "again" }, external_id: 3 },
    ])
    const failure = await dataset
      .push({ name: "refused", workspace: "team-refused", client: test.owner.client })
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(PushError)
    expect(failure).toMatchObject({ rolledBack: true })
    expect(String(failure)).toMatch(/records 500 to 600.*500 before/s)
    expect(await names()).not.toContain("refused")
    expect(await workspaces()).not.toContain("team-refused")
  })

  it("says that the name is taken, and does not touch the dataset that has it", async () => {
    const first = await demonstrations()
      .addRecords(prompts(2))
      .push({ name: "taken", workspace: "team-taken", client: test.owner.client })
    const failure = await demonstrations()
      .push({ name: "taken", workspace: "team-taken", client: test.owner.client })
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(PushError)
    expect(String(failure)).toContain("has a dataset 'taken' already")
    expect((await first.progress()).total).toBe(2)
  })

  it("tells a key that may not make workspaces what to do, and what there is", async () => {
    const workspace = await test.owner.client.workspaces.create({ body: { name: "team-admin" } })
    const admin = await test.person("admin", [workspace.id])
    const failure = await demonstrations()
      .push({ name: "x", workspace: "team-elsewhere", client: admin.client })
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(NotFoundError)
    expect((failure as NotFoundError).choices).toEqual(["team-admin"])
    const remote = await demonstrations().push({ name: "x", client: admin.client })
    expect(remote.dataset.workspace_id).toBe(workspace.id)
  })

  it("takes back what it made when it is stopped half-way", async () => {
    const stop = new AbortController()
    const failure = await demonstrations()
      .addRecords(prompts(1_500))
      .push({
        name: "stopped",
        workspace: "team-stopped",
        client: test.owner.client,
        signal: stop.signal,
        onProgress: ({ done }) => done >= 500 && stop.abort(new Error("enough")),
      })
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ name: "PushError", rolledBack: true })
    expect(await names()).not.toContain("stopped")
  })
})

describe("a dataset on the server", () => {
  it("is opened by name with its fields and questions, and named among the choices when mistyped", async () => {
    await demonstrations().push({ name: "findable", workspace: "team-find", client: test.owner.client })
    const remote = await FeedbackDataset.open({ name: "findable", client: test.owner.client })
    expect(remote.questions.map((question) => question.name)).toEqual(["demonstration"])
    const failure = await FeedbackDataset.open({
      name: "findible",
      workspace: "team-find",
      client: test.owner.client,
    }).catch((error: unknown) => error)
    expect(failure).toMatchObject({ name: "NotFoundError", choices: ["findable"] })
    await demonstrations().push({ name: "findable", workspace: "team-find-2", client: test.owner.client })
    await expect(FeedbackDataset.open({ name: "findable", client: test.owner.client })).rejects.toThrow(
      "'team-find', 'team-find-2'",
    )
    const listed = await FeedbackDataset.list({ workspace: "team-find-2", client: test.owner.client })
    expect(listed.map((dataset) => [dataset.name, dataset.progress?.total])).toEqual([["findable", 0]])
  })

  it("takes records from a stream, says how many were stored before a refusal, and stores none of that batch", async () => {
    const remote = await demonstrations().push({
      name: "added",
      workspace: "team-added",
      client: test.owner.client,
    })
    async function* source() {
      yield* prompts(700)
    }
    expect(await remote.addRecords(source())).toBe(700)
    const failure = await remote
      .addRecords([...prompts(1_600).slice(700), { fields: { prompt: "twice" }, external_id: 0 }])
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(RecordsError)
    expect(failure).toMatchObject({ done: 500 })
    expect((failure as RecordsError).cause).toBeInstanceOf(ApiError)
    expect((await remote.progress()).total).toBe(1_200)
  })

  it("changes records by external id without making new ones, and keeps what a change leaves out", async () => {
    const remote = await demonstrations().push({
      name: "changed",
      workspace: "team-change",
      client: test.owner.client,
    })
    await remote.addRecords([{ fields: { prompt: "old" }, external_id: "a", metadata: { source: "forum" } }])
    const changes = [
      { external_id: "a", fields: { prompt: "new" } },
      { external_id: "b", fields: { prompt: "another" } },
    ]
    expect(await remote.updateRecords(changes)).toEqual({ created: 1, updated: 1 })
    expect(await remote.updateRecords(changes)).toEqual({ created: 0, updated: 2 })
    const read = []
    for await (const { fields, metadata, external_id } of remote.records({ with: [] }))
      read.push({ fields, metadata, external_id })
    expect(read).toEqual([
      { fields: { prompt: "new" }, metadata: { source: "forum" }, external_id: "a" },
      { fields: { prompt: "another" }, metadata: null, external_id: "b" },
    ])
    await expect(remote.updateRecords([{ metadata: {} }])).rejects.toThrow("Change 0 names no record")
  })

  it("may be emptied record by record while it is being read", async () => {
    const remote = await demonstrations()
      .addRecords(prompts(250))
      .push({ name: "emptied", workspace: "team-empty", client: test.owner.client })
    let seen = 0
    for await (const record of remote.records({ pageSize: 50, with: [] })) {
      await remote.deleteRecords([record])
      seen += 1
    }
    expect(seen).toBe(250)
    expect((await remote.progress()).total).toBe(0)
    await remote.delete()
    expect(await names()).not.toContain("emptied")
  })
})

describe("streamRecords", () => {
  it("keeps good records, reports the place of each refused one, and changes nothing when sent again", async () => {
    const remote = await demonstrations().push({
      name: "streamed",
      workspace: "team-stream",
      client: test.owner.client,
    })
    const items = Array.from({ length: 4_500 }, (_, index) => ({
      external_id: `row-${index}`,
      fields: index % 1_000 === 999 ? { wrong: "x" } : { prompt: `prompt ${index}` },
    }))
    const failed: number[] = []
    const send = () =>
      streamRecords(test.owner.client, remote.id, items, { onFailure: ({ line }) => void failed.push(line) })
    expect(await send()).toEqual({ created: 4_496, updated: 0, unchanged: 0, failed: 4 })
    expect(failed).toEqual([1_000, 2_000, 3_000, 4_000])
    expect(await send()).toEqual({ created: 0, updated: 0, unchanged: 4_496, failed: 4 })
    expect((await remote.progress()).total).toBe(4_496)
  })
})
