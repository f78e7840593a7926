import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type Person, type TestApp } from "../test/app.ts"
import { buildDataset, buildRecords, buildWorkspace, type DatasetOptions } from "../test/factories.ts"

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

describe("leases", () => {
  let test: TestApp
  beforeAll(async () => {
    test = await createTestApp({ LOAM_LEASE_SECONDS: "1", LOAM_DRAFT_SLOT_HOURS: "1" })
  })
  afterAll(() => test.close())

  async function campaign(records: number, people: number, options: DatasetOptions = {}) {
    const workspace = await buildWorkspace(test.owner.client)
    const dataset = await buildDataset(test.owner.client, { workspace_id: workspace.id, ...options })
    const built = await buildRecords(test.owner.client, dataset.id, records)
    const labelers = await Promise.all(
      Array.from({ length: people }, () => test.person("annotator", [workspace.id])),
    )
    return { dataset, records: built, labelers: labelers as [Person, Person, ...Person[]] }
  }
  const take = (person: Person, dataset_id: string, count: number, holder: string = randomUUID()) =>
    person.client.leases.take({ dataset_id, body: { holder, count } })
  const submit = (person: Person, record_id: string) =>
    person.client.responses.create({
      record_id,
      body: { status: "submitted", values: { demonstration: { value: "an answer" } } },
    })

  it("come in the order of the records, each record to one person when one answer is wanted", async () => {
    const { dataset, records, labelers } = await campaign(6, 2)
    const [first, second] = labelers
    await take(second, dataset.id, 1)
    const { items } = await take(first, dataset.id, 2)
    expect(items.map((item) => item.record.id)).toEqual([records[1]?.id, records[2]?.id])
    expect(items[0]?.record).toMatchObject({ fields: { prompt: "prompt 1" }, suggestions: [], responses: [] })
  })

  it("are limited to a fair share, so that prefetching never empties the queue for the others", async () => {
    const { dataset, labelers } = await campaign(10, 5)
    for (const person of labelers) await take(person, dataset.id, 1, "tab")
    for (const person of labelers) await take(person, dataset.id, 10, "tab")
    const held = await Promise.all(
      labelers.map(
        async (person) =>
          (await person.client.leases.renew({ dataset_id: dataset.id, body: { holder: "tab" } })).items
            .length,
      ),
    )
    expect(held).toEqual([2, 2, 2, 2, 2])
  })

  it("that nobody renews free their record for the next labeler", async () => {
    const { dataset, labelers } = await campaign(1, 2)
    const [gone, next] = labelers
    expect((await take(gone, dataset.id, 1)).items).toHaveLength(1)
    expect(await take(next, dataset.id, 1)).toEqual({ items: [], waiting: 1 })
    await pause(1_200)
    expect((await take(next, dataset.id, 1)).items).toHaveLength(1)
  })

  it("that are given back are offered again at once, to the same person first of all", async () => {
    const { dataset, records, labelers } = await campaign(3, 2)
    const [person] = labelers
    await take(person, dataset.id, 2, "tab")
    await person.client.leases.giveBack({ dataset_id: dataset.id, query: { holder: "tab" } })
    expect((await take(person, dataset.id, 1, "tab")).items[0]?.record.id).toBe(records[0]?.id)
  })

  it("of one tab survive the closing of another tab of the same person", async () => {
    const { dataset, labelers } = await campaign(4, 2)
    const [person] = labelers
    await take(person, dataset.id, 1, "left")
    await take(person, dataset.id, 1, "right")
    await person.client.leases.giveBack({ dataset_id: dataset.id, query: { holder: "left" } })
    const { items } = await person.client.leases.renew({ dataset_id: dataset.id, body: { holder: "right" } })
    expect(items).toHaveLength(1)
  })

  it("end with a submit, which takes over the slot, and with a discard, which frees it", async () => {
    const { dataset, labelers } = await campaign(2, 2)
    const [first, second] = labelers
    const { items } = await take(first, dataset.id, 1, "tab")
    const recordId = items[0]?.record.id ?? ""
    await first.client.responses.create({ record_id: recordId, body: { status: "discarded" } })
    expect(
      (await first.client.leases.renew({ dataset_id: dataset.id, body: { holder: "tab" } })).items,
    ).toEqual([])
    expect((await take(second, dataset.id, 1)).items[0]?.record.id).toBe(recordId)
  })

  it("a late submit beyond the wanted number is kept as surplus, and promoted when one that counts goes", async () => {
    const { dataset, records, labelers } = await campaign(1, 2)
    const [first, second] = labelers
    const recordId = records[0]?.id ?? ""
    const counted = await submit(first, recordId)
    const late = await submit(second, recordId)
    expect([counted.surplus, late.surplus]).toEqual([false, true])
    expect(await test.owner.client.datasets.progress({ dataset_id: dataset.id })).toMatchObject({
      completed: 1,
      surplus: 1,
    })
    await first.client.responses.remove({ response_id: counted.id })
    const { items } = await test.owner.client.records.list({
      dataset_id: dataset.id,
      query: { include: ["responses"] },
    })
    expect(items[0]).toMatchObject({ status: "completed", responses: [{ id: late.id, surplus: false }] })
  })

  it("a draft keeps its slot when its lease is over", async () => {
    const { dataset, labelers } = await campaign(1, 2)
    const [first, second] = labelers
    const { items } = await take(first, dataset.id, 1)
    const record_id = items[0]?.record.id ?? ""
    await first.client.responses.create({
      record_id,
      body: { status: "draft", values: { demonstration: { value: "half" } } },
    })
    await pause(1_200)
    expect(await take(second, dataset.id, 1)).toEqual({ items: [], waiting: 1 })
  })

  it("let everyone answer every record where the strategy says so", async () => {
    const { dataset, labelers } = await campaign(2, 3, {
      distribution: { strategy: "everyone", min_submitted: 1 },
    })
    for (const person of labelers) {
      const { items } = await take(person, dataset.id, 5)
      expect(items).toHaveLength(2)
      for (const { record } of items) expect((await submit(person, record.id)).surplus).toBe(false)
      expect(await take(person, dataset.id, 5)).toEqual({ items: [], waiting: 0 })
    }
  })

  it("can be asked for among the records that pass a filter", async () => {
    const { dataset, labelers } = await campaign(4, 1)
    const scope = { entity: "record", property: "external_id" } as const
    const { items } = await labelers[0].client.leases.take({
      dataset_id: dataset.id,
      body: { holder: "tab", count: 4, filters: { and: [{ type: "terms", scope, values: ["1", "3"] }] } },
    })
    expect(items.map(({ record }) => record.external_id)).toEqual(["1", "3"])
  })

  it("follow a changed number of wanted answers at once, for all records", async () => {
    const { dataset, records, labelers } = await campaign(1, 2)
    const [first, second] = labelers
    await submit(first, records[0]?.id ?? "")
    await test.owner.client.datasets.update({
      dataset_id: dataset.id,
      body: { distribution: { strategy: "overlap", min_submitted: 2 } },
    })
    expect(await test.owner.client.datasets.progress({ dataset_id: dataset.id })).toMatchObject({
      completed: 0,
      pending: 1,
    })
    expect((await take(second, dataset.id, 1)).items).toHaveLength(1)
  })
})
