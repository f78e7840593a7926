import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "./test/app.ts"

describe("the app", () => {
  let test: TestApp
  beforeAll(async () => {
    test = await createTestApp()
  })
  afterAll(() => test.close())

  it("answers its versions to anybody", async () => {
    expect(await test.clientWith().info.version()).toMatchObject({ version: "2.8.0" })
  })
  it("sends a path with a slash too many to the one without, query kept", async () => {
    const slashed = await test.app.request("/api/v1/me/datasets/?status=ready")
    expect([slashed.status, slashed.headers.get("location")]).toEqual([
      307,
      "/api/v1/me/datasets?status=ready",
    ])
    expect((await test.app.request("/api/v1/nothing/")).status).toBe(404)
  })
  it("answers unknown routes below /api as JSON 404, wrong methods as 405 with Allow", async () => {
    const unknown = await test.app.request("/api/v1/nothing")
    expect([unknown.status, await unknown.json()]).toEqual([404, { detail: "Not Found" }])
    const wrong = await test.app.request("/api/v1/version", { method: "POST" })
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET"])
  })
})
