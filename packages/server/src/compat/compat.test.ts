import { randomUUID } from "node:crypto"
import type { Json } from "@loam/schema"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { buildDataset, buildWorkspace } from "../test/factories.ts"

// biome-ignore lint/suspicious/noExplicitAny: answers of old routes have no types on the client's side
type Answer = { status: number; body: any }

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

async function call(
  method: string,
  path: string,
  options: { key?: string; body?: Json; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const headers = new Headers({ "x-argilla-api-key": options.key ?? test.owner.api_key, ...options.headers })
  const body = options.body === undefined ? null : JSON.stringify(options.body)
  if (body !== null) headers.set("content-type", "application/json")
  if (body !== null) headers.set("content-length", String(Buffer.byteLength(body)))
  const response = await test.app.fetch(new Request(`http://loam.test${path}`, { method, headers, body }))
  const text = await response.text()
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) }
}
const python = { "user-agent": "python-httpx/0.26.0" }
const codeOf = ({ status, body }: Answer) => [status, body.detail.code.split("::")[1], body.detail.params]

describe("accounts behind the old routes", () => {
  it("name every workspace to an owner and memberships to others", async () => {
    const first = await buildWorkspace(test.owner.client)
    const second = await buildWorkspace(test.owner.client)
    const anna = await test.person("annotator", [second.id])
    const me = await call("GET", "/api/me")
    expect(me.body.workspaces).toEqual(expect.arrayContaining([first.name, second.name]))
    expect(me.body.api_key).toBe(test.owner.api_key)
    const hers = await call("GET", "/api/me", { key: anna.api_key })
    expect(hers.body).toMatchObject({ workspaces: [second.name], full_name: anna.username })
    expect("last_name" in hers.body).toBe(false)
    const listed = await call("GET", "/api/users")
    expect(listed.body.find((user: { id: string }) => user.id === anna.id).workspaces).toEqual([second.name])
    expect(listed.body.find((user: { id: string }) => user.id === test.owner.id).workspaces).toEqual([])
  })
  it("create with 200 a user who can sign in by the key, once", async () => {
    const { name } = await buildWorkspace(test.owner.client)
    const username = `bob-${randomUUID().slice(0, 8)}`
    const body = { first_name: "Bob", last_name: "B", username, password: "password-1", workspaces: [name] }
    const created = await call("POST", "/api/users", { body })
    expect(created).toMatchObject({
      status: 200,
      body: { role: "annotator", full_name: "Bob B", workspaces: [name] },
    })
    const me = await call("GET", "/api/me", { key: created.body.api_key })
    expect(me.body.username).toBe(username)
    expect(codeOf(await call("POST", "/api/users", { body }))).toEqual([
      409,
      "EntityAlreadyExistsError",
      { name: username, type: "User" },
    ])
    const nowhere = { ...body, username: `${username}-2`, workspaces: ["nowhere"] }
    expect(typeof (await call("POST", "/api/users", { body: nowhere })).body.detail).toBe("string")
    expect(
      (await call("GET", "/api/users")).body.map((user: { username: string }) => user.username),
    ).not.toContain(nowhere.username)
    const removed = await call("DELETE", `/api/users/${created.body.id}`)
    expect(removed).toMatchObject({ status: 200, body: { username, workspaces: [name] } })
    expect(codeOf(await call("DELETE", `/api/users/${created.body.id}`))).toEqual([
      404,
      "EntityNotFoundError",
      { name: created.body.id, type: "User" },
    ])
  })
  it("add and remove members, and say which part is missing", async () => {
    const created = await call("POST", "/api/workspaces", { body: { name: `w${randomUUID().slice(0, 8)}` } })
    expect(created.status).toBe(200)
    const { id, name } = created.body
    expect(codeOf(await call("POST", "/api/workspaces", { body: { name } }))[1]).toBe(
      "EntityAlreadyExistsError",
    )
    expect((await call("POST", "/api/workspaces", { body: { name: "Upper" } })).status).toBe(422)
    const anna = await test.person("annotator")
    const path = `/api/workspaces/${id}/users/${anna.id}`
    expect((await call("POST", path)).body).toMatchObject({ id: anna.id, workspaces: [name] })
    expect(codeOf(await call("POST", path))).toEqual([
      409,
      "EntityAlreadyExistsError",
      { name: anna.id, type: "User" },
    ])
    expect(
      (await call("GET", `/api/workspaces/${id}/users`)).body.map((user: { id: string }) => user.id),
    ).toEqual([anna.id])
    expect((await call("GET", `/api/workspaces/${id}/users`, { key: anna.api_key })).status).toBe(403)
    expect((await call("DELETE", path)).body.workspaces).toEqual([])
    expect(codeOf(await call("DELETE", path))).toEqual([
      404,
      "EntityNotFoundError",
      { name: anna.id, type: "User" },
    ])
    const unknown = randomUUID()
    expect(codeOf(await call("GET", `/api/workspaces/${unknown}/users`))).toEqual([
      404,
      "EntityNotFoundError",
      { name: unknown, type: "Workspace" },
    ])
  })
  it("let nobody but owners do what owners do", async () => {
    const admin = await test.person("admin")
    for (const [method, path, body] of [
      ["GET", "/api/users"],
      ["POST", "/api/users", { first_name: "A", username: "a", password: "password-1" }],
      ["DELETE", `/api/users/${test.owner.id}`],
      ["POST", "/api/workspaces", { name: "mine" }],
    ] as const)
      expect((await call(method, path, { key: admin.api_key, ...(body ? { body } : {}) })).status).toBe(403)
    expect((await call("GET", "/api/me", { key: "bad" })).status).toBe(401)
  })
})

describe("what a 1.x client asks at its start", () => {
  it("is a version of its line and a search engine with every member its model demands", async () => {
    expect((await call("GET", "/api/_info")).body).toEqual({ version: "1.29.1" })
    const { body } = await call("GET", "/api/_status")
    expect(Object.keys(body.elasticsearch.version)).toContain("minimum_index_compatibility_version")
  })
  it("says of old datasets that there are none", async () => {
    const { name } = await buildWorkspace(test.owner.client)
    expect((await call("GET", "/api/datasets")).body).toEqual([])
    expect((await call("GET", "/api/datasets?workspace=nowhere")).status).toBe(404)
    expect(codeOf(await call("GET", "/api/datasets/x"))[1]).toBe("MissingInputParamError")
    const headers = { "x-argilla-workspace": name }
    expect(codeOf(await call("GET", "/api/datasets/x", { headers }))).toEqual([
      404,
      "EntityNotFoundError",
      { name: "x", type: "ServiceDataset" },
    ])
    expect(await call("DELETE", "/api/datasets/x", { headers })).toEqual({ status: 200, body: null })
  })
})

describe("records behind the old routes", () => {
  it("are created and changed with 204, all or none", async () => {
    const { id } = await buildDataset(test.owner.client)
    const path = `/api/v1/datasets/${id}/records`
    const items = [0, 1].map((n) => ({ fields: { prompt: `p${n}` }, metadata: { n } }))
    expect(await call("POST", path, { body: { items } })).toEqual({ status: 204, body: undefined })
    const listed = await test.owner.client.records.list({ dataset_id: id })
    expect(listed.items.map((record) => record.fields.prompt)).toEqual(["p0", "p1"])
    const bad = await call("POST", path, { body: { items: [...items, { fields: { other: "x" } }] } })
    expect([bad.status, bad.body.detail]).toEqual([422, expect.stringContaining("position 2")])
    expect((await test.owner.client.records.list({ dataset_id: id })).total).toBe(2)
    const [first, second] = listed.items.map((record) => record.id)
    const change = (changes: Json) => call("PATCH", path, { body: { items: changes } })
    expect((await change([{ id: first ?? "", metadata: { n: 7 } }, { id: second ?? "" }])).status).toBe(204)
    const after = await test.owner.client.records.list({ dataset_id: id })
    expect(after.items.map((record) => record.metadata)).toEqual([{ n: 7 }, { n: 1 }])
    expect((await change([{ id: first ?? "" }, { id: first ?? "" }])).status).toBe(422)
    const unknown = randomUUID()
    expect((await change([{ id: first ?? "", metadata: { n: 9 } }, { id: unknown }])).body.detail).toContain(
      unknown,
    )
    expect((await test.owner.client.records.list({ dataset_id: id })).items[0]?.metadata).toEqual({ n: 7 })
  })
})

describe("the old way to filter and sort", () => {
  it("finds by metadata and status, and takes the order as Python 3.11 writes it", async () => {
    const { client } = test.owner
    const workspace = await buildWorkspace(client)
    const { id } = await buildDataset(client, { workspace_id: workspace.id })
    const ann = await test.person("annotator", [workspace.id])
    for (const [name, type] of [
      ["lang", "terms"],
      ["length", "integer"],
    ] as const)
      await client.metadataProperties.create({
        dataset_id: id,
        body: { name, title: name, settings: { type } },
      })
    const metadata = [{ lang: "en", length: 3 }, { lang: "de", length: 20 }, { lang: "fr" }]
    const { items } = await client.records.create({
      dataset_id: id,
      body: {
        items: metadata.map((each, n) => ({
          fields: { prompt: `p${n}` },
          metadata: each,
          external_id: String(n),
        })),
      },
    })
    const values = { demonstration: { value: "x" } }
    await ann.client.responses.create({
      record_id: items[1]?.id ?? "",
      body: { status: "submitted", values },
    })
    const found = async (query: string, who = test.owner, under = "") => {
      const path = `/api/v1${under}/datasets/${id}/records?${query}`
      const { body } = await call("GET", path, { key: who.api_key })
      return `${body.items.map((record: { external_id: string }) => record.external_id).join("")} of ${body.total}`
    }
    const range = encodeURIComponent('length:{"le": 20, "ge": 3}')
    expect(await found("metadata=lang:en,de")).toBe("01 of 2")
    expect(await found(`metadata=${range}&metadata=lang:de&metadata=unknown:x`)).toBe("1 of 1")
    expect(await found("sort_by=metadata.length:SortOrder.desc")).toBe("102 of 3")
    expect(await found("sort_by=inserted_at:desc&limit=2")).toBe("21 of 3")
    expect(await found("response_status=pending&sort_by=inserted_at:SortOrder.desc")).toBe("20 of 2")
    expect(await found("response_status=submitted", ann, "/me")).toBe("1 of 1")
    expect(await found("response_status=missing&sort_by=metadata.lang", ann, "/me")).toBe("02 of 2")
    for (const bad of [
      "metadata=lang",
      'metadata=length:{"ge":5,"le":1}',
      "sort_by=x",
      "sort_by=inserted_at:up",
    ]) {
      const { status } = await call("GET", `/api/v1/datasets/${id}/records?${bad}`)
      expect([bad, status]).toEqual([bad, 422])
    }
    const search = await call("POST", `/api/v1/datasets/${id}/records/search?response_status=submitted`, {
      body: {},
    })
    expect(search.body.total).toBe(1)
  })
})

describe("datasets of the Python packages", () => {
  const create = async (body: { [key: string]: Json }, headers = python) => {
    const { id: workspace_id } = await buildWorkspace(test.owner.client)
    const { body: created } = await call("POST", "/api/v1/datasets", {
      body: { name: "d", workspace_id, ...body },
      headers,
    })
    const stored = await test.owner.client.datasets.get({ dataset_id: created.id })
    return { shown: created.distribution, stored: stored.distribution, id: created.id }
  }
  const everyone = { strategy: "everyone", min_submitted: 1 }
  const overlap = { strategy: "overlap", min_submitted: 1 }

  it("of the 1.x line are for everyone, and shown as what both lines can read", async () => {
    expect(await create({ allow_extra_metadata: true })).toMatchObject({ shown: overlap, stored: everyone })
  })
  it("of the 2.x line, and of everybody else, are as they say", async () => {
    expect(await create({})).toMatchObject({ shown: overlap, stored: overlap })
    expect(await create({ allow_extra_metadata: true, distribution: overlap })).toMatchObject({
      stored: overlap,
    })
    expect(await create({ allow_extra_metadata: true }, { "user-agent": "loam" })).toMatchObject({
      stored: overlap,
    })
  })
  it("stay for everyone when a 2.x client writes back what it read", async () => {
    const { id } = await create({ allow_extra_metadata: true })
    const path = `/api/v1/datasets/${id}`
    const body = { guidelines: "Read.", distribution: { strategy: "overlap", min_submitted: 3 } }
    const changed = await call("PATCH", path, { body, headers: python })
    expect(changed.body).toMatchObject(body)
    const stored = await test.owner.client.datasets.get({ dataset_id: id })
    expect(stored.distribution).toEqual({ strategy: "everyone", min_submitted: 3 })
    const listed = await call("GET", "/api/v1/me/datasets", { headers: python })
    expect(listed.body.items.find((each: { id: string }) => each.id === id).distribution.strategy).toBe(
      "overlap",
    )
    expect((await call("PATCH", path, { body })).body.distribution.strategy).toBe("overlap")
    expect((await test.owner.client.datasets.get({ dataset_id: id })).distribution.strategy).toBe("overlap")
  })
})
