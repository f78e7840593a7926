import { limits } from "@loam/schema"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { buildDataset } from "../test/factories.ts"

describe("a request that cannot be read", () => {
  let test: TestApp
  beforeAll(async () => {
    test = await createTestApp()
  })
  afterAll(() => test.close())

  async function post(body: BodyInit, headers: Record<string, string> = {}) {
    const response = await test.app.request("/api/v1/workspaces", {
      method: "POST",
      headers: { "X-Argilla-Api-Key": test.owner.api_key, "Content-Type": "application/json", ...headers },
      body,
    })
    return { status: response.status, body: (await response.json()) as { detail: unknown } }
  }
  const errorsOf = ({ body }: { body: { detail: unknown } }) =>
    (body.detail as { params: { errors: { type: string; loc: unknown[] }[] } }).params.errors

  it("broken JSON: 422 with the offset of the break", async () => {
    const answer = await post('{"name": "a",}')
    expect(answer.status).toBe(422)
    expect(errorsOf(answer)[0]).toMatchObject({ type: "json_invalid", loc: ["body", 13] })
  })
  it("no body, null, a list: 422 at the body", async () => {
    expect(errorsOf(await post(""))[0]).toMatchObject({ type: "missing", loc: ["body"] })
    expect(errorsOf(await post("null"))[0]).toMatchObject({ type: "missing", loc: ["body"] })
    expect(errorsOf(await post("[]"))[0]).toMatchObject({ type: "model_attributes_type", loc: ["body"] })
  })
  it("bytes that are no UTF-8: 400; a byte order mark is no fault", async () => {
    expect((await post(new Uint8Array([0x7b, 0xff, 0x7d]))).status).toBe(400)
    expect((await post('\ufeff{"name": "with-mark"}')).status).toBe(201)
  })
  it("another content type: not parsed", async () => {
    expect((await post('{"name": "a"}', { "Content-Type": "text/plain" })).status).toBe(422)
    expect(
      (await post('{"name": "typed"}', { "Content-Type": "application/vnd.team+json; charset=utf-8" }))
        .status,
    ).toBe(201)
  })
  it("JSON nested too deep: 422, not a stack overflow", async () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`
    const answer = await post(`{"name": ${deep}}`)
    expect([answer.status, errorsOf(answer)[0]?.type]).toEqual([422, "value_error"])
  })
  it("a body too large: 413, also when its length is not declared", async () => {
    const chunk = new Uint8Array(1024 * 1024).fill(0x20)
    let sent = 0
    const stream = new ReadableStream({
      pull(controller) {
        sent += chunk.length
        if (sent > limits.bodyBytes + chunk.length) controller.close()
        else controller.enqueue(chunk)
      },
    })
    const response = await test.app.request("/api/v1/workspaces", {
      method: "POST",
      headers: { "X-Argilla-Api-Key": test.owner.api_key },
      body: stream,
      duplex: "half",
    } as RequestInit)
    expect([response.status, (await response.json()) as unknown]).toEqual([
      413,
      { detail: expect.stringContaining("32 MB") as unknown },
    ])
  })
  it("a NUL character in a name or a text: 422", async () => {
    expect((await post('{"name": "a\\u0000b"}')).status).toBe(422)
    const dataset = await buildDataset(test.owner.client)
    const refused = test.owner.client.records.create({
      dataset_id: dataset.id,
      body: { items: [{ fields: { prompt: "a\u0000b" } }] },
    })
    await expect(refused).rejects.toMatchObject({ status: 422 })
  })
})

describe("an Idempotency-Key", () => {
  let test: TestApp
  beforeAll(async () => {
    test = await createTestApp()
  })
  afterAll(() => test.close())

  it("makes a retry harmless and answers it as the first time, also when both come at once", async () => {
    const dataset = await buildDataset(test.owner.client)
    const items = [{ fields: { prompt: "once" } }, { fields: { prompt: "twice" } }]
    const send = () =>
      test.owner.client.records.create(
        { dataset_id: dataset.id, body: { items } },
        { idempotencyKey: "import-1" },
      )
    const [first, second] = await Promise.all([send(), send()])
    expect(second).toEqual(first)
    expect((await send()).items).toEqual(first.items)
    expect((await test.owner.client.records.list({ dataset_id: dataset.id })).total).toBe(2)
  })
  it("used for another request is refused", async () => {
    const create = (name: string) =>
      test.owner.client.workspaces.create({ body: { name } }, { idempotencyKey: "one-key" })
    await create("first")
    await expect(create("second")).rejects.toMatchObject({ status: 422 })
  })
  it("of a refused request can be used again: nothing happened under it", async () => {
    await test.owner.client.workspaces.create({ body: { name: "taken" } })
    const create = (name: string) =>
      test.owner.client.workspaces.create({ body: { name } }, { idempotencyKey: "again" })
    await expect(create("taken")).rejects.toMatchObject({ status: 409 })
    expect(await create("free")).toMatchObject({ name: "free" })
  })
  it("belongs to one person: another may use the same", async () => {
    const other = await test.person("owner")
    const create = (client: typeof other.client, name: string) =>
      client.workspaces.create({ body: { name } }, { idempotencyKey: "shared" })
    await create(test.owner.client, "mine")
    expect(await create(other.client, "theirs")).toMatchObject({ name: "theirs" })
  })
})
