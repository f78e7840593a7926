import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"

describe("password links", () => {
  let test: TestApp
  beforeAll(async () => {
    test = await createTestApp()
  })
  afterAll(() => test.close())
  const nobody = () => test.clientWith()
  const newcomer = (username: string, api_key?: string) =>
    test.owner.client.users.create({ body: { username, first_name: "N", password: null, api_key } })
  const link = (user_id: string, only_first = false) =>
    test.owner.client.users.makeResetLink({ user_id, body: { only_first } })
  const signIn = (username: string, password: string) =>
    nobody().users.token({ body: { username, password } })

  it("let a newcomer without a password in, once, and are kept hashed", async () => {
    const { id } = await newcomer("ana")
    await expect(signIn("ana", "")).rejects.toMatchObject({ status: 401 })
    const { token } = await link(id)
    expect(await nobody().users.readResetLink({ body: { token } })).toMatchObject({ username: "ana" })
    const stored = await test.services.database.db.selectFrom("password_resets").selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain(token)
    await nobody().users.resetPassword({ body: { token, password: "correct horse" } })
    await signIn("ana", "correct horse")
    const again = nobody().users.resetPassword({ body: { token, password: "another horse" } })
    await expect(again).rejects.toMatchObject({ status: 404 })
    await signIn("ana", "correct horse")
    await expect(link(id, true)).rejects.toMatchObject({ status: 409 })
  })

  it("used twice at once set one password", async () => {
    const { id } = await newcomer("twice")
    const { token } = await link(id)
    const use = (password: string) => nobody().users.resetPassword({ body: { token, password } })
    const outcomes = await Promise.allSettled([use("the first one"), use("the second one")])
    expect(outcomes.filter((each) => each.status === "fulfilled")).toHaveLength(1)
  })

  it("work no more when replaced, expired, or their person is deleted", async () => {
    const { id } = await newcomer("ben")
    const { token: replaced } = await link(id)
    const { token: expired } = await link(id)
    const look = (token: string) => nobody().users.readResetLink({ body: { token } })
    await expect(look(replaced)).rejects.toMatchObject({ status: 404 })
    await test.services.database.db
      .updateTable("password_resets")
      .set({ expires_at: "2020-01-01T00:00:00Z" })
      .where("user_id", "=", id)
      .execute()
    await expect(look(expired)).rejects.toMatchObject({ status: 404 })
    const { token: orphaned } = await link(id)
    await test.owner.client.users.remove({ user_id: id })
    await expect(look(orphaned)).rejects.toMatchObject({ status: 404 })
  })

  it("keep a key that the owner gives, refuse one that somebody has", async () => {
    const { id } = await newcomer("cem", "cem.apikey")
    expect((await test.clientWith("cem.apikey").users.me()).id).toBe(id)
    await expect(newcomer("dan", "cem.apikey")).rejects.toMatchObject({ status: 409 })
    await expect(newcomer("eve", "with space")).rejects.toMatchObject({ status: 422 })
  })

  it("are not needed by who knows the current password; other sessions end", async () => {
    const credentials = { username: "fay", password: "correct horse" }
    await test.owner.client.users.create({ body: { ...credentials, first_name: "F", api_key: "fay.apikey" } })
    const fay = test.clientWith("fay.apikey")
    const { access_token } = await signIn("fay", "correct horse")
    const change = (current_password: string) =>
      fay.users.changePassword({ body: { current_password, password: "battery staple" } })
    await expect(change("wrong horse")).rejects.toMatchObject({ status: 422 })
    await expect(fay.users.changePassword({ body: { password: "battery staple" } })).rejects.toMatchObject({
      status: 422,
    })
    await signIn("fay", "correct horse")
    await change("correct horse")
    await signIn("fay", "battery staple")
    const old = await test.app.request("/api/v1/me", { headers: { authorization: `Bearer ${access_token}` } })
    expect(old.status).toBe(401)
  })
})
