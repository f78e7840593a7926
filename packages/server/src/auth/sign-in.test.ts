import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"

describe("signing in", () => {
  let test: TestApp
  beforeAll(async () => {
    test = await createTestApp({ LOAM_PROXIES: "1" })
    for (const username of ["ada", "bob", "eve"])
      await test.owner.client.users.create({ body: { username, first_name: "A", password: "correct horse" } })
  })
  afterAll(() => test.close())

  const origin = { origin: "http://loam.test" }
  const signIn = (username: string, password = "correct horse", address = "10.0.0.1") =>
    test.app.request("http://loam.test/api/v1/me/session", {
      method: "POST",
      headers: { "content-type": "application/json", "x-forwarded-for": address },
      body: JSON.stringify({ username, password }),
    })
  const cookieOf = (response: Response) => response.headers.get("set-cookie") ?? ""
  const me = (cookie: string, init: RequestInit = {}, path = "/api/v1/me") =>
    test.app.request(`http://loam.test${path}`, {
      ...init,
      headers: { cookie: cookie.split(";")[0] ?? "", ...init.headers },
    })

  it("sets a cookie that scripts and other sites cannot use, and signs in with it", async () => {
    const response = await signIn("ada")
    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({ username: "ada", api_key: expect.stringMatching(/^••••/) })
    expect(cookieOf(response)).toMatch(/^loam_session=.+; Path=\/; HttpOnly; SameSite=Lax; Max-Age=86400$/)
    const answer = await me(cookieOf(response))
    expect([answer.status, ((await answer.json()) as { username: string }).username]).toEqual([200, "ada"])
  })

  it("marks the cookie Secure behind https", async () => {
    const response = await test.app.request("https://loam.test/api/v1/me/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username: "ada", password: "correct horse" }),
    })
    expect(cookieOf(response)).toMatch(/; Secure$/)
  })

  it("takes writes by cookie from its own pages only", async () => {
    const cookie = cookieOf(await signIn("ada"))
    const write = async (headers: Record<string, string>) =>
      (await me(cookie, { method: "POST", headers }, "/api/v1/me/api-key")).status
    expect(await write({})).toBe(403)
    expect(await write({ origin: "http://evil.test" })).toBe(403)
    expect(await write({ origin: "http://loam.test:81" })).toBe(403)
    expect(await write(origin)).toBe(201)
  })

  it("takes nothing from a page of one person under the cookie of another", async () => {
    const cookie = cookieOf(await signIn("bob"))
    const asked = async (name: string) => (await me(cookie, { headers: { "x-loam-user": name } })).status
    expect([await asked("ada"), await asked("bob")]).toEqual([401, 200])
  })

  it("takes the cookie away when signing out, without needing to be signed in", async () => {
    const response = await me("", { method: "DELETE", headers: origin }, "/api/v1/me/session")
    expect(response.status).toBe(204)
    expect(cookieOf(response)).toMatch(/^loam_session=; .*Max-Age=0/)
  })

  it("refuses a torn, forged or foreign token", async () => {
    const cookie = cookieOf(await signIn("ada")).split(";")[0] ?? ""
    expect((await me(`${cookie.slice(0, -3)}abc`)).status).toBe(401)
    expect((await me("loam_session=x.y.z")).status).toBe(401)
    expect((await me("")).status).toBe(401)
  })

  it("does not tell an unknown name from a wrong password", async () => {
    const [unknown, wrong] = [
      await signIn("nobody", "whatever it is", "10.0.0.2"),
      await signIn("ada", "wrong", "10.0.0.2"),
    ]
    expect([unknown.status, wrong.status]).toEqual([401, 401])
    expect(await unknown.json()).toEqual(await wrong.json())
    expect((await signIn("nul\0", "x", "10.0.0.2")).status).toBe(401)
  })

  it("stops guessing after ten failures for a name from an address, even of the right password", async () => {
    const statuses: number[] = []
    for (let guess = 0; guess < 10; guess += 1)
      statuses.push((await signIn("bob", `wrong ${guess}`, "10.0.0.3")).status)
    expect(statuses).toEqual(Array(10).fill(401))
    const limited = await signIn("bob", "correct horse", "10.0.0.3")
    expect(limited.status).toBe(429)
    const seconds = Number(limited.headers.get("retry-after"))
    expect(seconds > 0 && seconds <= 15 * 60).toBe(true)
    // Neither the person elsewhere nor their neighbours suffer.
    expect((await signIn("bob", "correct horse", "10.0.0.4")).status).toBe(201)
    expect((await signIn("eve", "correct horse", "10.0.0.3")).status).toBe(201)
  })

  it("counts a burst of guesses at once like guesses one after the other", async () => {
    const guesses = Array.from({ length: 20 }, (_, guess) => signIn("eve", `wrong ${guess}`, "10.0.0.5"))
    const statuses = (await Promise.all(guesses)).map((response) => response.status)
    expect(statuses.filter((status) => status === 401)).toHaveLength(10)
    expect(statuses.filter((status) => status === 429)).toHaveLength(10)
  })

  it("starts counting afresh after a success", async () => {
    for (let round = 0; round < 3; round += 1) {
      for (let guess = 0; guess < 9; guess += 1) await signIn("ada", "wrong", "10.0.0.6")
      expect((await signIn("ada", "correct horse", "10.0.0.6")).status).toBe(201)
    }
  })

  it("stops an address that tries many names", async () => {
    const guess = (n: number) => signIn(`name-${n}`, "wrong", "10.0.0.7")
    for (let n = 0; n < 100; n += 1) expect((await guess(n)).status).toBe(401)
    expect((await guess(100)).status).toBe(429)
    expect((await signIn("ada", "correct horse", "10.0.0.7")).status).toBe(429)
    expect((await signIn("ada", "correct horse", "10.0.0.8")).status).toBe(201)
  })

  it("believes the proxy in front about the address, not what the caller wrote before it", async () => {
    for (let guess = 0; guess < 10; guess += 1) await signIn("eve", "wrong", `198.51.100.${guess}, 10.0.0.9`)
    expect((await signIn("eve", "correct horse", "198.51.100.99, 10.0.0.9")).status).toBe(429)
  })

  it("gives tokens for forms, and counts their failures as well", async () => {
    const token = (password: string) =>
      test.app.request("/api/v1/token", {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", "x-forwarded-for": "10.0.0.10" },
        body: new URLSearchParams({ username: "ada", password, grant_type: "password" }),
      })
    const good = await token("correct horse")
    expect([good.status, Object.keys((await good.json()) as object)]).toEqual([
      201,
      ["access_token", "token_type"],
    ])
    for (let guess = 0; guess < 10; guess += 1) expect((await token("wrong")).status).toBe(401)
    expect((await token("correct horse")).status).toBe(429)
  })
})
