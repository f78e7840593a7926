import { Webhook as Verifier } from "standardwebhooks"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { buildDataset, buildRecords } from "../test/factories.ts"
import { type Receiver, startReceiver, until } from "../test/receiver.ts"
import { findingsOf, refusal, refusedWith } from "../test/refused.ts"
import { startDeliveries } from "./index.ts"

const everything = [
  ...(["dataset.created", "dataset.updated", "dataset.deleted", "dataset.published"] as const),
  ...(["record.created", "record.updated", "record.deleted", "record.completed"] as const),
  ...(["response.created", "response.updated", "response.deleted"] as const),
]
const submitted = { status: "submitted" as const, values: { demonstration: { value: "a" } } }

describe("webhooks", () => {
  let test: TestApp
  let receiver: Receiver
  beforeAll(async () => {
    test = await createTestApp()
  })
  afterAll(() => test.close())
  beforeEach(async () => {
    receiver = await startReceiver()
    await test.services.database.db.deleteFrom("webhooks").execute()
  })
  afterEach(() => receiver.close())

  const listen = (url = receiver.url, events: readonly (typeof everything)[number][] = everything) =>
    test.owner.client.webhooks.create({ body: { url, events: [...events] } })
  const deliveriesOf = async (webhook_id: string) =>
    (await test.owner.client.webhooks.deliveries({ webhook_id })).items
  const whileDelivering = async (run: () => Promise<void>) => {
    const deliveries = startDeliveries(test.services)
    try {
      await run()
    } finally {
      await deliveries.stop()
    }
  }
  const types = () => receiver.arrived.map(({ message }) => message.type)

  it("are written as the URL parser writes them, with a secret of 64 bytes", async () => {
    const webhook = await listen("HTTP://Example.org")
    expect(webhook).toMatchObject({ url: "http://example.org/", enabled: true, description: null })
    expect(Buffer.from(webhook.secret, "base64")).toHaveLength(64)
  })

  it("refuse other schemes, unknown and repeated events, with the place", async () => {
    const { client } = test.owner
    const create = (body: object) => findingsOf(client.webhooks.create({ body: body as never }))
    expect(await create({ url: "ftp://x/y", events: ["dataset.created"] })).toEqual(["url_scheme body.url"])
    expect(await create({ url: "x", events: ["dataset.created"] })).toEqual(["url_parsing body.url"])
    expect(await create({ url: "http://x/", events: ["ping"] })).toEqual(["enum body.events.0"])
    expect(await create({ url: "http://x/", events: [] })).toEqual(["too_short body.events"])
    expect(await create({ url: "http://x/", events: ["record.created", "record.created"] })).toEqual([
      "value_error body.events",
    ])
  })

  it("are ten at most, also when eleven are created at once", async () => {
    const statuses = await Promise.all(Array.from({ length: 11 }, () => refusedWith(listen())))
    expect(statuses.toSorted()).toEqual([...Array(10).fill(0), 422])
  })

  it("tell every change once, in the order in which it happened, signed so that the standard's library agrees", async () => {
    const { secret } = await listen()
    const { client } = test.owner
    const dataset = await buildDataset(client)
    const dataset_id = dataset.id
    await client.datasets.update({ dataset_id, body: {} })
    const [first] = await buildRecords(client, dataset_id, 1)
    const record_id = first?.id ?? ""
    await client.records.upsert({
      dataset_id,
      body: {
        items: [
          { id: record_id, metadata: { k: 2 } },
          { fields: { prompt: "new" }, external_id: "new" },
        ],
      },
    })
    const { id: response_id } = await client.responses.create({ record_id, body: submitted })
    await client.responses.update({ response_id, body: submitted })
    await client.responses.remove({ response_id })
    await client.responses.bulk({ body: { items: [{ record_id, ...submitted }] } })
    await client.datasets.update({
      dataset_id,
      body: { distribution: { strategy: "overlap", min_submitted: 2 } },
    })
    await client.records.update({ record_id, body: {} })
    await client.records.remove({ record_id })
    await client.datasets.remove({ dataset_id })
    const expected = [
      ...["dataset.created", "dataset.published", "dataset.updated"],
      ...["record.created", "record.created", "record.updated"],
      ...["record.updated", "record.completed", "response.created"],
      ...["record.updated", "record.completed", "response.updated"],
      ...["response.deleted", "record.updated"],
      ...["record.updated", "record.completed", "response.created"],
      ...["dataset.updated", "record.updated", "record.deleted", "dataset.deleted"],
    ]
    await whileDelivering(() => until(() => receiver.arrived.length >= expected.length, "all messages"))
    const about = (id: string) =>
      receiver.arrived.filter(({ body }) => body.includes(id)).map(({ message }) => message.type)
    expect(types()).toHaveLength(expected.length)
    expect(types().toSorted()).toEqual(expected.toSorted())
    expect(about(record_id)).toEqual(
      expected
        .filter((type) => !type.startsWith("dataset"))
        .slice(0, 1)
        .concat(expected.slice(5).filter((type) => !type.startsWith("dataset"))),
    )
    for (const { headers, body } of receiver.arrived)
      expect(() => new Verifier(secret).verify(body, headers as Record<string, string>)).not.toThrow()
    expect(() =>
      new Verifier(secret).verify(
        `${receiver.arrived[0]?.body} `,
        receiver.arrived[0]?.headers as Record<string, string>,
      ),
    ).toThrow()
    expect(new Set(receiver.arrived.map(({ headers }) => headers["webhook-id"])).size).toBe(expected.length)
  })

  it("carry what clients of the protocol read, in its order", async () => {
    await listen(receiver.url, ["response.created", "dataset.published"])
    const { client } = test.owner
    const dataset = await buildDataset(client)
    const [record] = await buildRecords(client, dataset.id, 1)
    await client.responses.create({ record_id: record?.id ?? "", body: submitted })
    await whileDelivering(() => until(() => receiver.arrived.length === 2, "both messages"))
    const [published, answered] = receiver.arrived.map(({ message }) => message)
    expect(Object.keys(published?.data ?? {})).toEqual([
      ...[
        "id",
        "name",
        "guidelines",
        "allow_extra_metadata",
        "status",
        "distribution",
        "workspace",
        "questions",
      ],
      ...[
        "fields",
        "metadata_properties",
        "vectors_settings",
        "last_activity_at",
        "inserted_at",
        "updated_at",
      ],
    ])
    expect(published).toMatchObject({ version: 1, timestamp: expect.stringMatching(/\.\d{6}Z$/) })
    expect(Object.keys(answered?.data ?? {})).toEqual([
      ...["id", "values", "status", "record", "user", "inserted_at", "updated_at"],
    ])
    expect(answered?.data).toMatchObject({
      status: "submitted",
      record: { id: record?.id, status: "completed", dataset: { id: dataset.id } },
      user: { id: test.owner.id, role: "owner" },
      inserted_at: expect.stringMatching(/\.\d{6}$/),
    })
  })

  it("leave no message of a change that was refused", async () => {
    const { id } = await listen()
    const { client } = test.owner
    const { id: dataset_id } = await buildDataset(client, { publish: false })
    const before = (await deliveriesOf(id)).length
    await refusal(client.records.create({ dataset_id, body: { items: [{ fields: { prompt: "p" } }] } }))
    expect(await deliveriesOf(id)).toHaveLength(before)
  })

  it("say nothing to the disabled and to those who did not ask", async () => {
    const disabled = await listen()
    await test.owner.client.webhooks.update({ webhook_id: disabled.id, body: { enabled: false } })
    const other = await listen(receiver.url, ["record.deleted"])
    await buildDataset(test.owner.client)
    expect([await deliveriesOf(disabled.id), await deliveriesOf(other.id)]).toEqual([[], []])
  })

  it("are tried again with the same id; what failed is on the list, a redirect is not followed", async () => {
    const { id } = await listen(receiver.url, ["dataset.created"])
    receiver.answer = 302
    await buildDataset(test.owner.client, { publish: false })
    await whileDelivering(() =>
      until(async () => (await deliveriesOf(id))[0]?.last_status === 302, "a failure"),
    )
    const [failed] = await deliveriesOf(id)
    expect(failed).toMatchObject({ status: "pending", attempts: 1, last_error: "the receiver answered 302" })
    const wait = Date.parse(`${failed?.next_attempt_at}Z`) - Date.parse(`${failed?.updated_at}Z`)
    expect(wait).toBeGreaterThan(9_000)
    expect(wait).toBeLessThan(11_000)
    receiver.answer = 200
    const { db } = test.services.database
    await db
      .updateTable("webhook_deliveries")
      .set({ next_attempt_at: failed?.inserted_at ?? null })
      .execute()
    await whileDelivering(() =>
      until(async () => (await deliveriesOf(id))[0]?.status === "delivered", "success"),
    )
    const ids = receiver.arrived.map(({ headers }) => headers["webhook-id"])
    expect(ids).toEqual([failed?.id, failed?.id])
  })

  it("give up after the last attempt", async () => {
    const { id } = await listen(receiver.url, ["dataset.created"])
    receiver.answer = 500
    await buildDataset(test.owner.client, { publish: false })
    const { db } = test.services.database
    await db.updateTable("webhook_deliveries").set({ attempts: 7 }).execute()
    await whileDelivering(() =>
      until(async () => (await deliveriesOf(id))[0]?.status === "failed", "the end"),
    )
    expect((await deliveriesOf(id))[0]).toMatchObject({
      attempts: 8,
      next_attempt_at: null,
      last_status: 500,
    })
  })

  it("are not kept waiting by a receiver that never answers", async () => {
    const slow = await startReceiver()
    slow.answer = "never"
    await listen(slow.url, ["record.created"])
    await listen(receiver.url, ["record.created"])
    const { client } = test.owner
    const { id } = await buildDataset(client)
    await buildRecords(client, id, 40)
    const deliveries = startDeliveries(test.services)
    await until(() => receiver.arrived.length === 40, "all to the quick one")
    expect(slow.arrived.length).toBeLessThanOrEqual(16)
    await slow.close()
    await deliveries.stop()
  })

  it("ping at once, also when disabled; nobody there is a refusal", async () => {
    const { client } = test.owner
    const { id: webhook_id } = await listen()
    await client.webhooks.update({ webhook_id, body: { enabled: false } })
    receiver.answer = 500
    await client.webhooks.ping({ webhook_id })
    expect(receiver.arrived[0]?.message).toMatchObject({ type: "ping", data: { version: "2.8.0" } })
    await client.webhooks.update({ webhook_id, body: { url: "http://127.0.0.1:9/" } })
    expect(await refusedWith(client.webhooks.ping({ webhook_id }))).toBe(422)
    await client.webhooks.update({ webhook_id, body: { url: "http://169.254.169.254/latest" } })
    expect((await refusal(client.webhooks.ping({ webhook_id })))?.message).toContain("not an address")
  })

  it("tell of records that come by stream", async () => {
    const { id } = await listen(receiver.url, ["record.created", "record.updated"])
    const { id: dataset_id } = await buildDataset(test.owner.client)
    const line = (prompt: string) => `${JSON.stringify({ external_id: "1", fields: { prompt } })}\n`
    for (const body of [line("a"), line("a"), line("b")])
      await (await test.owner.client.records.stream({ dataset_id, body: body as never })).text()
    expect((await deliveriesOf(id)).map(({ event }) => event)).toEqual(["record.updated", "record.created"])
  })
})
