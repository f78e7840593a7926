import { randomUUID } from "node:crypto"
import type { Json } from "@loam/schema"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { buildWorkspace } from "../test/factories.ts"
import { lineOf } from "./unreadable.ts"

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

const older = "python-httpx/0.26.0"
const newer = "python-httpx/0.28.1"

async function call(agent: string, method: string, path: string, body?: Json) {
  const text = body === undefined ? null : JSON.stringify(body)
  const headers = new Headers({ "x-argilla-api-key": test.owner.api_key, "user-agent": agent })
  if (text !== null) headers.set("content-type", "application/json")
  if (text !== null) headers.set("content-length", String(Buffer.byteLength(text)))
  const request = new Request(`http://loam.test/api/v1${path}`, { method, headers, body: text })
  const response = await test.app.fetch(request)
  return {
    status: response.status,
    leftOut: response.headers.get("loam-left-out"),
    body: await response.json(),
  }
}

const textOnly = { type: "text", use_markdown: false }
async function draftWith(workspace_id: string, name: string, field: { name: string; settings: Json }) {
  const { body } = await call("tests", "POST", "/datasets", { name, workspace_id })
  const made = await call("tests", "POST", `/datasets/${body.id}/fields`, { title: "F", ...field })
  expect(made.status).toBe(201)
  return body.id as string
}

describe("lists of a Python package", () => {
  it("tell its line by the version of the HTTP library that the line demands", () => {
    expect(["0.15.0", "0.26.0", "0.26.9"].map((version) => lineOf(`python-httpx/${version}`))).toEqual([
      "1.x",
      "1.x",
      "1.x",
    ])
    expect(["0.27.0", "0.28.1", "1.0.0"].map((version) => lineOf(`python-httpx/${version}`))).toEqual([
      "2.x",
      "2.x",
      "2.x",
    ])
    expect(["", "curl/8.1", "node", "Mozilla/5.0 python-httpx/0.26"].map(lineOf)).toEqual(
      Array.from({ length: 4 }, () => undefined),
    )
  })

  it("of 1.x have only the datasets it can read, and say how many are missing", async () => {
    const { id: workspace_id } = await buildWorkspace(test.owner.client)
    const plain = await draftWith(workspace_id, "Plain set-1", { name: "a-b_1", settings: textOnly })
    for (const name of ["with.dots", "-first"])
      await draftWith(workspace_id, name, { name: "f", settings: textOnly })
    await draftWith(workspace_id, "picture", { name: "f", settings: { type: "image" } })
    await draftWith(workspace_id, "capital", { name: "Prompt", settings: textOnly })
    const empty = await call("tests", "POST", "/datasets", { name: "no fields yet", workspace_id })
    const listed = await call(older, "GET", `/me/datasets?workspace_id=${workspace_id}`)
    expect(listed.body.items.map((item: { id: string }) => item.id)).toEqual([plain, empty.body.id])
    expect(listed.leftOut).toBe("4")
    for (const agent of [newer, "tests"]) {
      const whole = await call(agent, "GET", `/me/datasets?workspace_id=${workspace_id}`)
      expect(whole.body.items.length).toBe(6)
      expect(whole.leftOut).toBeNull()
    }
  })

  it("of 2.x have only the workspaces it can read, and those of 1.x all", async () => {
    const id = randomUUID().slice(0, 8)
    for (const name of [`plain-${id}`, `two words ${id}`, `straße-${id}`])
      await test.owner.client.workspaces.create({ body: { name } })
    const names = async (agent: string) => {
      const { body, leftOut } = await call(agent, "GET", "/me/workspaces")
      const all = body.items.map((item: { name: string }) => item.name)
      return { leftOut, mine: all.filter((name: string) => name.endsWith(id)).length }
    }
    expect(await names(newer)).toEqual({ leftOut: "2", mine: 1 })
    expect(await names(older)).toEqual({ leftOut: null, mine: 3 })
  })

  it("are not spoiled by what the 1.x package creates: names it could not read are refused", async () => {
    const { id: workspace_id } = await buildWorkspace(test.owner.client)
    const create = (agent: string, name: string) =>
      call(agent, "POST", "/datasets", { name, workspace_id, allow_extra_metadata: true })
    const refused = await create(older, "with.dots")
    expect(refused.status).toBe(422)
    expect(refused.body.detail.params.errors[0].loc).toEqual(["body", "name"])
    expect((await create(older, "no dots_1")).status).toBe(201)
    expect((await create("tests", "with.dots")).status).toBe(201)
  })
})
