import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { buildDataset, buildRecords, buildWorkspace } from "../test/factories.ts"
import { findingsOf, refusedWith } from "../test/refused.ts"

const unknown = "00000000-0000-4000-8000-00000000dead"

describe("users", () => {
  let test: TestApp
  beforeAll(async () => {
    test = await createTestApp()
  })
  afterAll(() => test.close())

  const create = (username: string, more: object = {}) =>
    test.owner.client.users.create({
      body: { username, first_name: username, password: "correct horse", ...more },
    })

  describe("created", () => {
    it("answer their key whole once, and never again", async () => {
      const created = await create("ada", { last_name: " L " })
      expect(created).toMatchObject({ username: "ada", first_name: "ada", last_name: "L", role: "annotator" })
      const client = test.clientWith(created.api_key)
      expect(await client.users.me()).toEqual(created)
      const seenByOwner = await test.owner.client.users.get({ user_id: created.id })
      expect(seenByOwner.api_key).toBe(`••••${created.api_key.slice(-4)}`)
      expect(JSON.stringify(created)).not.toContain("correct horse")
    })
    it("keep neither key nor password readable in the database, the memory of retries included", async () => {
      const created = await test.owner.client.users.create(
        { body: { username: "secretive", first_name: "S", password: "open sesame" } },
        { idempotencyKey: "make-secretive" },
      )
      const { rows } = await sql<{ all: string }>`
        select coalesce(string_agg(u::text, ''), '') || (select coalesce(string_agg(k::text, ''), '') from idempotency_keys k) as all
        from users u`.execute(test.services.database.db)
      const everything = rows[0]?.all ?? ""
      expect(everything).toContain("make-secretive")
      expect(everything.includes(created.api_key) || everything.includes("open sesame")).toBe(false)
    })
    it("get the same answer, key included, when the request is retried", async () => {
      const body = { username: "retried", first_name: "R", password: "correct horse" }
      const first = await test.owner.client.users.create({ body }, { idempotencyKey: "again" })
      const second = await test.owner.client.users.create({ body }, { idempotencyKey: "again" })
      expect(second).toEqual(first)
    })
    it("may bring their own id", async () => {
      const id = "11111111-2222-4333-8444-555555555555"
      expect((await create("with-id", { id: id.toUpperCase() })).id).toBe(id)
      expect(await refusedWith(create("with-id-2", { id }))).toBe(409)
    })
    it("need a free name, capitals counted", async () => {
      await create("bob")
      expect(await refusedWith(create("bob"))).toBe(409)
      expect((await create("BOB")).username).toBe("BOB")
    })
    it.each([
      [{ username: "" }, "string_too_short body.username"],
      [{ username: "nul\0" }, "value_error body.username"],
      [{ first_name: "  " }, "string_too_short body.first_name"],
      [{ password: "1234567" }, "string_too_short body.password"],
      [{ password: "x".repeat(101) }, "string_too_long body.password"],
      [{ role: "boss" }, "enum body.role"],
    ])("are refused with %o", async (more, finding) => {
      expect(await findingsOf(create("refused", more))).toEqual([finding])
    })
  })

  describe("changed", () => {
    it("keep their timestamps when nothing changes", async () => {
      const { api_key: _, ...user } = await create("still")
      const body = { username: "still", first_name: " still ", last_name: null, role: "annotator" as const }
      expect(await test.owner.client.users.update({ user_id: user.id, body })).toMatchObject(user)
    })
    it("refuse a taken name and nulls", async () => {
      await create("taken")
      const { id } = await create("free")
      const update = (body: object) => test.owner.client.users.update({ user_id: id, body })
      expect(await refusedWith(update({ username: "taken" }))).toBe(422)
      expect(await findingsOf(update({ username: null, role: null }))).toEqual(["value_error body"])
      expect((await update({ username: "freed", last_name: "F" })).last_name).toBe("F")
    })
    it("lose their sessions with a new password or role, and keep them otherwise", async () => {
      const { id } = await create("session")
      const signIn = async (password: string) => {
        const { access_token } = await test
          .clientWith()
          .users.token({ body: { username: "session", password } })
        return async () =>
          (await test.app.request("/api/v1/me", { headers: { authorization: `Bearer ${access_token}` } }))
            .status
      }
      const update = (body: object) => test.owner.client.users.update({ user_id: id, body })
      const first = await signIn("correct horse")
      await update({ first_name: "Other", role: "annotator" })
      expect(await first()).toBe(200)
      await update({ password: "battery staple" })
      expect(await first()).toBe(401)
      const second = await signIn("battery staple")
      await update({ role: "admin" })
      expect(await second()).toBe(401)
    })
    it("take a new role from the next request on", async () => {
      const { id, api_key } = await create("promoted")
      const client = test.clientWith(api_key)
      expect(await refusedWith(client.users.list())).toBe(403)
      await test.owner.client.users.update({ user_id: id, body: { role: "owner" } })
      expect((await client.users.list()).items.length).toBeGreaterThan(1)
    })
  })

  describe("deleted", () => {
    it("cannot get in any more, leave their workspaces, and free their name", async () => {
      const workspace = await buildWorkspace(test.owner.client)
      const user = await create("gone")
      await test.owner.client.workspaces.addUser({ workspace_id: workspace.id, body: { user_id: user.id } })
      const { access_token } = await test
        .clientWith()
        .users.token({ body: { username: "gone", password: "correct horse" } })
      const removed = await test.owner.client.users.remove({ user_id: user.id })
      expect(removed).toMatchObject({ id: user.id, username: "gone" })
      expect(await refusedWith(test.clientWith(user.api_key).users.me())).toBe(401)
      const bearer = { authorization: `Bearer ${access_token}` }
      expect((await test.app.request("/api/v1/me", { headers: bearer })).status).toBe(401)
      expect(await refusedWith(test.owner.client.users.get({ user_id: user.id }))).toBe(404)
      expect((await test.owner.client.workspaces.users({ workspace_id: workspace.id })).items).toEqual([])
      expect((await create("gone")).id).not.toBe(user.id)
      expect(await refusedWith(create("someone-else", { id: user.id }))).toBe(409)
    })
    it("leave what they answered, and every count of it, as it was", async () => {
      const dataset = await buildDataset(test.owner.client)
      const [record] = await buildRecords(test.owner.client, dataset.id, 1)
      const leaver = await test.person("annotator", [dataset.workspace_id])
      await leaver.client.responses.create({
        record_id: record?.id ?? "",
        body: { status: "submitted", values: { demonstration: { value: "to stay" } } },
      })
      const look = async () => ({
        records: await test.owner.client.records.list({
          dataset_id: dataset.id,
          query: { include: ["responses"] },
        }),
        progress: await test.owner.client.datasets.progress({ dataset_id: dataset.id }),
      })
      const before = await look()
      expect(before.records.items[0]).toMatchObject({
        status: "completed",
        responses: [{ user_id: leaver.id }],
      })
      await test.owner.client.users.remove({ user_id: leaver.id })
      expect(await look()).toEqual(before)
    })
    it("answer 404 to owners who know no such user", async () => {
      expect(await refusedWith(test.owner.client.users.remove({ user_id: unknown }))).toBe(404)
      expect(await refusedWith(test.owner.client.users.update({ user_id: unknown, body: {} }))).toBe(404)
    })
  })

  it("are listed oldest first, without tombstones", async () => {
    const first = await create("order-1")
    const second = await create("order-2")
    const ids = async () => (await test.owner.client.users.list()).items.map((user) => user.id)
    expect((await ids()).slice(-2)).toEqual([first.id, second.id])
    await test.owner.client.users.remove({ user_id: second.id })
    expect((await ids()).at(-1)).toBe(first.id)
  })

  it("replace their own key: the old one is dead at once", async () => {
    const user = await create("rotating")
    const { api_key } = await test.clientWith(user.api_key).users.rotateApiKey()
    expect(await refusedWith(test.clientWith(user.api_key).users.me())).toBe(401)
    expect((await test.clientWith(api_key).users.me()).api_key).toBe(api_key)
  })
})

describe("the last owner", () => {
  it("can neither go nor be demoted, also not by two owners at once", async () => {
    const test = await createTestApp()
    try {
      const remove = (id: string) => test.owner.client.users.remove({ user_id: id })
      const demote = (client: typeof test.owner.client, user_id: string) =>
        client.users.update({ user_id, body: { role: "admin" } })
      expect(await refusedWith(remove(test.owner.id))).toBe(422)
      expect(await refusedWith(demote(test.owner.client, test.owner.id))).toBe(422)
      const second = await test.person("owner")
      const outcomes = await Promise.all([
        refusedWith(demote(test.owner.client, second.id)),
        refusedWith(demote(second.client, test.owner.id)),
      ])
      // Whoever comes second is refused: by the rule, or because they are no owner any more.
      expect(outcomes.filter((status) => status === 0)).toHaveLength(1)
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from users where role = 'owner' and deleted_at is null`.execute(
        test.services.database.db,
      )
      expect(rows).toEqual([{ count: 1 }])
    } finally {
      await test.close()
    }
  })
})
