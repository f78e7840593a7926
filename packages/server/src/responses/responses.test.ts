import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type Person, type TestApp } from "../test/app.ts"
import {
  buildDataset,
  buildRecords,
  buildWorkspace,
  labelQuestion,
  ratingQuestion,
  textQuestion,
} from "../test/factories.ts"

describe("responses", () => {
  let test: TestApp
  let labeler: Person
  let colleague: Person
  let manager: Person
  let outsider: Person
  let datasetId: string
  beforeAll(async () => {
    test = await createTestApp()
    const workspace = await buildWorkspace(test.owner.client)
    const dataset = await buildDataset(test.owner.client, {
      workspace_id: workspace.id,
      questions: [
        textQuestion("comment", false),
        labelQuestion("label", ["good", "bad"]),
        ratingQuestion("stars", false),
      ],
      distribution: { strategy: "overlap", min_submitted: 5 },
    })
    datasetId = dataset.id
    labeler = await test.person("annotator", [workspace.id])
    colleague = await test.person("annotator", [workspace.id])
    manager = await test.person("admin", [workspace.id])
    outsider = await test.person("annotator")
  })
  afterAll(() => test.close())

  const freshRecord = async () => {
    const { items } = await test.owner.client.records.create({
      dataset_id: datasetId,
      body: { items: [{ fields: { prompt: "p" } }] },
    })
    return items[0]?.id ?? ""
  }
  const good = { label: { value: "good" } }
  const submit = async (person: Person, record_id: string) =>
    person.client.responses.create({ record_id, body: { status: "submitted", values: good } })

  it("keep what was answered, as which status, and who did it", async () => {
    const record_id = await freshRecord()
    const values = { label: { value: "bad" }, stars: { value: 4 }, comment: { value: "" } }
    const response = await labeler.client.responses.create({
      record_id,
      body: { status: "submitted", values },
    })
    expect(response).toMatchObject({
      record_id,
      user_id: labeler.id,
      status: "submitted",
      values,
      surplus: false,
    })
  })

  it("without values are taken where nothing is claimed, and served as an empty object", async () => {
    for (const status of ["draft", "discarded"] as const) {
      const record_id = await freshRecord()
      expect(await labeler.client.responses.create({ record_id, body: { status } })).toMatchObject({
        status,
        values: {},
      })
    }
  })

  it.each([
    ["no values", {}, /needs values/],
    ["a missing required answer", { stars: { value: 1 } }, /required question 'label'/],
    ["an unknown question", { ...good, nope: { value: 1 } }, /no question 'nope'/],
    ["an unknown label", { label: { value: "ugly" } }, /not a label/],
    ["a rating out of range", { ...good, stars: { value: 9 } }, /not a valid rating/],
    ["a rating as text", { ...good, stars: { value: "3" } }, /not a valid rating/],
    ["a number as text answer", { ...good, comment: { value: 7 } }, /expects a text/],
  ])(
    "submitted with %s are refused with the reason, and nothing is written",
    async (_what, values, reason) => {
      const record_id = await freshRecord()
      const attempt = labeler.client.responses.create({ record_id, body: { status: "submitted", values } })
      await expect(attempt).rejects.toMatchObject({
        status: 422,
        message: expect.stringMatching(reason) as unknown,
      })
      expect((await submit(labeler, record_id)).status).toBe("submitted")
    },
  )

  it("are one for a person and record: a second is a conflict, also when both come at once", async () => {
    const record_id = await freshRecord()
    const outcomes = await Promise.allSettled([
      submit(labeler, record_id),
      submit(labeler, record_id),
      submit(labeler, record_id),
    ])
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1)
    for (const outcome of outcomes)
      if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ status: 409 })
  })

  it("are replaced whole, and every version stays in the history", async () => {
    const record_id = await freshRecord()
    const { id: response_id } = await labeler.client.responses.create({
      record_id,
      body: { status: "draft", values: { stars: { value: 1 } } },
    })
    const context = {
      active_seconds: 12.5,
      guidelines_version: 1,
      shown_order: ["a", "b"],
      suggestions_seen: ["label"],
    }
    await labeler.client.responses.update({
      response_id,
      body: { status: "submitted", values: good, context },
    })
    const last = await labeler.client.responses.update({ response_id, body: { status: "discarded" } })
    expect(last.values).toEqual({})
    const { items } = await labeler.client.responses.events({ response_id })
    expect(items.map((event) => [event.action, event.values])).toEqual([
      ["draft", { stars: { value: 1 } }],
      ["submitted", good],
      ["discarded", {}],
    ])
    expect(items[1]).toMatchObject({ actor_id: labeler.id, context })
  })

  it("may be changed by their author, an admin of the workspace and an owner, by nobody else", async () => {
    const record_id = await freshRecord()
    const { id: response_id } = await submit(labeler, record_id)
    const body = { status: "submitted", values: { label: { value: "bad" } } } as const
    for (const stranger of [colleague, outsider]) {
      await expect(stranger.client.responses.update({ response_id, body })).rejects.toMatchObject({
        status: 403,
      })
      await expect(stranger.client.responses.remove({ response_id })).rejects.toMatchObject({ status: 403 })
      await expect(stranger.client.responses.events({ response_id })).rejects.toMatchObject({ status: 403 })
    }
    await expect(outsider.client.responses.create({ record_id, body })).rejects.toMatchObject({ status: 403 })
    expect(await manager.client.responses.update({ response_id, body })).toMatchObject({
      user_id: labeler.id,
    })
    const { items } = await test.owner.client.responses.events({ response_id })
    expect(items.at(-1)).toMatchObject({ user_id: labeler.id, actor_id: manager.id })
  })

  it("taken back leave the record, not the history", async () => {
    const record_id = await freshRecord()
    const { id: response_id } = await submit(labeler, record_id)
    expect(await labeler.client.responses.remove({ response_id })).toMatchObject({ id: response_id })
    await expect(labeler.client.responses.events({ response_id })).rejects.toMatchObject({ status: 404 })
    const kept = await test.services.database.db
      .selectFrom("response_events")
      .select("action")
      .where("response_id", "=", response_id)
      .orderBy("seq")
      .execute()
    expect(kept.map((event) => event.action)).toEqual(["submitted", "deleted"])
    expect((await submit(labeler, record_id)).status).toBe("submitted")
  })

  it("in bulk to nothing but deleted records are told so one by one, not an error of the server", async () => {
    const record_id = await freshRecord()
    await test.owner.client.records.remove({ record_id })
    const { items } = await labeler.client.responses.bulk({
      body: { items: [{ record_id, status: "submitted", values: good }] },
    })
    expect(items).toEqual([{ item: null, error: { detail: expect.stringContaining(record_id) as unknown } }])
  })

  it("in bulk succeed and fail one by one, in the order asked; the same record twice is create, then replace", async () => {
    const [first, second] = [await freshRecord(), await freshRecord()]
    const missing = randomUUID()
    const { items } = await labeler.client.responses.bulk({
      body: {
        items: [
          { record_id: first, status: "draft", values: {} },
          { record_id: missing, status: "submitted", values: good },
          { record_id: second, status: "submitted", values: { label: { value: "ugly" } } },
          { record_id: first, status: "submitted", values: good },
        ],
      },
    })
    expect(items.map(({ item, error }) => item?.status ?? error?.detail)).toEqual([
      "draft",
      expect.stringContaining(missing) as unknown,
      expect.stringContaining("ugly") as unknown,
      "submitted",
    ])
    expect(items[3]?.item?.id).toBe(items[0]?.item?.id)
    const foreign = await outsider.client.responses.bulk({
      body: { items: [{ record_id: first, status: "submitted", values: good }] },
    })
    expect(foreign.items[0]).toMatchObject({ item: null, error: { detail: expect.any(String) as unknown } })
  })

  it("stay when their author is deleted, and go on counting", async () => {
    const record_id = await freshRecord()
    const leaver = await test.person("annotator", [
      (await test.owner.client.datasets.get({ dataset_id: datasetId })).workspace_id,
    ])
    const response = await submit(leaver, record_id)
    await test.owner.client.users.remove({ user_id: leaver.id })
    const record = await test.owner.client.records.get({ record_id })
    expect(record.responses).toMatchObject([{ id: response.id, user_id: leaver.id }])
  })

  it("to a deleted record are refused, and the ones it had leave their events", async () => {
    const record_id = await freshRecord()
    const { id } = await submit(labeler, record_id)
    await test.owner.client.records.remove({ record_id })
    await expect(submit(colleague, record_id)).rejects.toMatchObject({ status: 404 })
    const events = await test.services.database.db
      .selectFrom("response_events")
      .select("id")
      .where("response_id", "=", id)
      .execute()
    expect(events).toHaveLength(1)
  })

  it("are counted for the person and the team", async () => {
    const workspace = await buildWorkspace(test.owner.client)
    const dataset = await buildDataset(test.owner.client, { workspace_id: workspace.id })
    const records = await buildRecords(test.owner.client, dataset.id, 4)
    const person = await test.person("annotator", [workspace.id])
    const items = (["submitted", "draft", "discarded"] as const).map((status, index) => ({
      record_id: records[index]?.id ?? "",
      status,
      values: { demonstration: { value: "x" } },
    }))
    await person.client.responses.bulk({ body: { items } })
    expect(await person.client.datasets.metrics({ dataset_id: dataset.id })).toEqual({
      records: { count: 4 },
      responses: { count: 3, total: 4, submitted: 1, discarded: 1, draft: 1, pending: 1 },
    })
    expect(await person.client.datasets.progress({ dataset_id: dataset.id })).toEqual({
      total: 4,
      completed: 1,
      pending: 3,
      submitted: 1,
      discarded: 1,
      conflicting: 0,
      surplus: 0,
      users: [{ username: person.username }],
    })
    expect(await person.client.datasets.usersProgress({ dataset_id: dataset.id })).toEqual({
      users: [
        {
          username: person.username,
          completed: { submitted: 1, discarded: 0, draft: 0 },
          pending: { submitted: 0, discarded: 1, draft: 1 },
        },
      ],
    })
  })
})
