import type { Dataset } from "@loam/schema"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type Person, type TestApp } from "../test/app.ts"
import { buildDataset, buildRecords, buildWorkspace, textQuestion } from "../test/factories.ts"
import { refusedWith } from "../test/refused.ts"

describe("datasets", () => {
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

  const create = (name: string, person: Person = admin) =>
    person.client.datasets.create({ body: { name, workspace_id: workspaceId } })
  const read = (id: string, person: Person = admin) => person.client.datasets.get({ dataset_id: id })

  it("start as drafts with the defaults of the protocol", async () => {
    expect(await create("defaults")).toMatchObject({
      name: "defaults",
      guidelines: null,
      guidelines_version: 1,
      allow_extra_metadata: true,
      status: "draft",
      distribution: { strategy: "overlap", min_submitted: 1 },
      metadata: null,
      workspace_id: workspaceId,
      can: ["answer", "manage"],
    })
  })

  it("keep their name to themselves within a workspace only, capitals counted", async () => {
    await create("one")
    expect(await refusedWith(create("one"))).toBe(409)
    await create("ONE")
    const other = await buildWorkspace(test.owner.client)
    await test.owner.client.datasets.create({ body: { name: "one", workspace_id: other.id } })
    const { id } = await create("two")
    expect(await refusedWith(admin.client.datasets.update({ dataset_id: id, body: { name: "one" } }))).toBe(
      409,
    )
    expect((await admin.client.datasets.update({ dataset_id: id, body: { name: "two" } })).name).toBe("two")
  })

  it("refuse an unknown workspace: a finding for owners, a wall for everybody else", async () => {
    const body = { name: "nowhere", workspace_id: "00000000-0000-4000-8000-00000000dead" }
    expect(await refusedWith(test.owner.client.datasets.create({ body }))).toBe(422)
    expect(await refusedWith(admin.client.datasets.create({ body }))).toBe(403)
  })

  it("refuse NUL in a name, which no database could store", async () => {
    expect(await refusedWith(create("a\0b"))).toBe(422)
  })

  it("move their timestamps only when something changes", async () => {
    const before = await create("still")
    const { name, allow_extra_metadata, distribution } = before
    const same = await admin.client.datasets.update({
      dataset_id: before.id,
      body: { name, guidelines: null, allow_extra_metadata, distribution, metadata: null },
    })
    expect(same).toEqual(before)
    const after = await admin.client.datasets.update({
      dataset_id: before.id,
      body: { metadata: { k: [1] } },
    })
    expect(after.metadata).toEqual({ k: [1] })
    expect(after.updated_at > before.updated_at && after.last_activity_at === after.updated_at).toBe(true)
    const again = await admin.client.datasets.update({
      dataset_id: before.id,
      body: { metadata: { k: [1] } },
    })
    expect(again.updated_at).toBe(after.updated_at)
  })

  it("count the versions of their guidelines, so that an answer can say which one its author had read", async () => {
    const { id } = await create("guided")
    const change = async (guidelines: string | null) =>
      (await admin.client.datasets.update({ dataset_id: id, body: { guidelines } })).guidelines_version
    expect([
      await change("Read."),
      await change("Read."),
      await change("Read twice."),
      await change(null),
    ]).toEqual([2, 2, 3, 4])
    const renamed = await admin.client.datasets.update({ dataset_id: id, body: { name: "guided-2" } })
    expect(renamed.guidelines_version).toBe(4)
  })

  it("need a field and a required question to be published, and are published once", async () => {
    const { id } = await create("to-publish")
    const publish = () => refusedWith(admin.client.datasets.publish({ dataset_id: id }))
    expect(await publish()).toBe(422)
    await admin.client.fields.create({
      dataset_id: id,
      body: { name: "prompt", title: "Prompt", settings: { type: "text" } },
    })
    await admin.client.questions.create({ dataset_id: id, body: textQuestion("optional", false) })
    expect(await publish()).toBe(422)
    await admin.client.questions.create({ dataset_id: id, body: textQuestion("required") })
    expect((await admin.client.datasets.publish({ dataset_id: id })).status).toBe("ready")
    expect(await publish()).toBe(422)
  })

  it("go with everything in them", async () => {
    const { id } = await buildDataset(admin.client, { workspace_id: workspaceId })
    const [field] = (await admin.client.fields.list({ dataset_id: id })).items
    expect((await admin.client.datasets.remove({ dataset_id: id })).id).toBe(id)
    expect(await refusedWith(read(id))).toBe(404)
    expect(await refusedWith(admin.client.fields.update({ field_id: field?.id ?? "", body: {} }))).toBe(404)
  })

  it("are listed oldest first, by workspace, name and status, and only to those who may see them", async () => {
    const workspace = await buildWorkspace(test.owner.client)
    const member = await test.person("annotator", [workspace.id])
    const first = await buildDataset(test.owner.client, { workspace_id: workspace.id })
    const second = await buildDataset(test.owner.client, { workspace_id: workspace.id, publish: false })
    const ids = async (query: Parameters<typeof member.client.datasets.mine>[0], person = member) =>
      (await person.client.datasets.mine(query)).items.map((each) => each.id)
    expect(await ids({})).toEqual([first.id, second.id])
    expect(await ids({ query: { status: "draft" } })).toEqual([second.id])
    expect(await ids({ query: { name: first.name } })).toEqual([first.id])
    expect(await ids({ query: { name: first.name.toUpperCase() } })).toEqual([])
    expect(await ids({ query: { workspace_id: workspace.id } }, test.owner)).toEqual([first.id, second.id])
    expect(await refusedWith(ids({ query: { workspace_id: workspace.id } }, annotator))).toBe(403)
    expect(await ids({}, await test.person("annotator"))).toEqual([])
    const unknown = "00000000-0000-4000-8000-00000000dead"
    expect(await ids({ query: { workspace_id: unknown } }, test.owner)).toEqual([])
  })

  it("tell when somebody last answered, without being written to by every answer", async () => {
    const dataset = await buildDataset(admin.client, { workspace_id: workspaceId })
    const [record] = await buildRecords(admin.client, dataset.id, 1)
    expect((await read(dataset.id)).last_activity_at).toBe(dataset.updated_at)
    const answer = await annotator.client.responses.create({
      record_id: record?.id ?? "",
      body: { status: "draft", values: { demonstration: { value: "a" } } },
    })
    const after = await read(dataset.id)
    expect(after.updated_at).toBe(dataset.updated_at)
    expect(after.last_activity_at >= answer.updated_at && after.last_activity_at > dataset.updated_at).toBe(
      true,
    )
    await annotator.client.responses.remove({ response_id: answer.id })
    expect((await read(dataset.id)).last_activity_at > after.last_activity_at).toBe(true)
  })

  it("apply a new distribution to all their records in the same request", async () => {
    const dataset = await buildDataset(admin.client, { workspace_id: workspaceId })
    const [record] = await buildRecords(admin.client, dataset.id, 2)
    await annotator.client.responses.create({
      record_id: record?.id ?? "",
      body: { status: "submitted", values: { demonstration: { value: "a" } } },
    })
    const completed = async (min_submitted: number) => {
      const distribution = { strategy: "overlap" as const, min_submitted }
      await admin.client.datasets.update({ dataset_id: dataset.id, body: { distribution } })
      return (await admin.client.datasets.progress({ dataset_id: dataset.id })).completed
    }
    expect([await completed(1), await completed(2), await completed(1)]).toEqual([1, 0, 1])
  })

  it("tell each caller what they may do", async () => {
    const { id } = await create("abilities")
    const can = async (person: Person): Promise<Dataset["can"]> => (await read(id, person)).can
    expect([await can(annotator), await can(admin), await can(test.owner)]).toEqual([
      ["answer"],
      ["answer", "manage"],
      ["answer", "manage"],
    ])
  })

  it("come with counts, workspace and question types in the same request when asked", async () => {
    const { id } = await buildDataset(admin.client, {
      workspace_id: workspaceId,
      questions: [textQuestion("a"), textQuestion("b")],
    })
    const bare = await read(id)
    expect("progress" in bare || "workspace_name" in bare).toBe(false)
    const { items } = await annotator.client.datasets.mine({ query: { include: "progress" } })
    const listed = items.find((each) => each.id === id)
    expect(listed).toEqual(
      await annotator.client.datasets.get({ dataset_id: id, query: { include: "progress" } }),
    )
    expect(listed).toMatchObject({
      question_types: ["text"],
      progress: {
        total: 0,
        completed: 0,
        pending: 0,
        mine: { pending: 0, draft: 0, submitted: 0, discarded: 0 },
      },
    })
    expect(listed?.workspace_name).toMatch(/^workspace-/)
  })
})
