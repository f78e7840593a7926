import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { buildWorkspace } from "../test/factories.ts"
import { findingsOf, refusedWith } from "../test/refused.ts"

const unknown = "00000000-0000-4000-8000-00000000dead"

describe("workspaces", () => {
  let test: TestApp
  beforeAll(async () => {
    test = await createTestApp()
  })
  afterAll(() => test.close())
  const workspaces = () => test.owner.client.workspaces

  it("take any name that is free, and an id of the caller's", async () => {
    const id = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
    expect(await workspaces().create({ body: { name: "ü / ☃", id } })).toMatchObject({ id, name: "ü / ☃" })
    expect(await refusedWith(workspaces().create({ body: { name: "ü / ☃" } }))).toBe(409)
    expect(await refusedWith(workspaces().create({ body: { name: "other", id } }))).toBe(409)
    expect(await findingsOf(workspaces().create({ body: { name: "" } }))).toEqual([
      "string_too_short body.name",
    ])
    expect(await findingsOf(workspaces().create({ body: { name: "a\0" } }))).toEqual([
      "value_error body.name",
    ])
  })

  it("add nobody by being created, not even their creator", async () => {
    const { id } = await buildWorkspace(test.owner.client)
    expect((await workspaces().users({ workspace_id: id })).items).toEqual([])
  })

  it("list their members by membership, each once, keys masked", async () => {
    const { id } = await buildWorkspace(test.owner.client)
    const [first, second] = [await test.person("annotator"), await test.person("admin")]
    const add = (user_id: string) => workspaces().addUser({ workspace_id: id, body: { user_id } })
    expect((await add(second.id)).id).toBe(second.id)
    await add(first.id)
    expect(await refusedWith(add(first.id))).toBe(409)
    expect(await refusedWith(add(unknown))).toBe(422)
    const { items } = await second.client.workspaces.users({ workspace_id: id })
    expect(items.map((user) => user.id)).toEqual([second.id, first.id])
    expect(items.map((user) => user.api_key)).toEqual([second.api_key, "••••"])
  })

  it("let go of a member once", async () => {
    const { id } = await buildWorkspace(test.owner.client)
    const member = await test.person("annotator", [id])
    const remove = () => workspaces().removeUser({ workspace_id: id, user_id: member.id })
    expect((await remove()).id).toBe(member.id)
    expect(await refusedWith(remove())).toBe(404)
    expect((await member.client.workspaces.mine()).items).toEqual([])
  })

  it("show everybody their own, owners all", async () => {
    const one = await buildWorkspace(test.owner.client)
    const two = await buildWorkspace(test.owner.client)
    const member = await test.person("annotator", [two.id, one.id])
    const ids = ({ items }: { items: { id: string }[] }) => items.map((each) => each.id)
    expect(ids(await member.client.workspaces.mine())).toEqual([one.id, two.id])
    expect(ids(await workspaces().mine())).toEqual(expect.arrayContaining([one.id, two.id]))
    expect(ids(await workspaces().ofUser({ user_id: member.id }))).toEqual([one.id, two.id])
    expect(ids(await workspaces().ofUser({ user_id: test.owner.id }))).toEqual(ids(await workspaces().mine()))
    expect(await refusedWith(workspaces().ofUser({ user_id: unknown }))).toBe(404)
  })

  it("cannot be deleted while they hold a dataset", async () => {
    const { id } = await buildWorkspace(test.owner.client)
    const dataset = await test.owner.client.datasets.create({ body: { name: "inside", workspace_id: id } })
    expect(await refusedWith(workspaces().remove({ workspace_id: id }))).toBe(409)
    await test.owner.client.datasets.remove({ dataset_id: dataset.id })
    expect((await workspaces().remove({ workspace_id: id })).id).toBe(id)
    expect(await refusedWith(workspaces().get({ workspace_id: id }))).toBe(404)
    expect(await refusedWith(workspaces().remove({ workspace_id: id }))).toBe(404)
  })
})
