/** Imports from a stand-in that answers in the shapes recorded of Argilla 2.8 and 1.29, and from another Loam. */
import { readFile, stat } from "node:fs/promises"
import type { Client } from "@loam/sdk"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { argillaData, type StandIn, startStandIn } from "../../../test/argilla-stand-in.ts"
import { ownerKey, type SignedIn, signedIn, startTestServer, type TestServer } from "../../../test/loam.ts"

let server: TestServer
let work: SignedIn
let argilla: StandIn
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  work = await signedIn(server)
})
afterEach(async () => {
  await argilla.stop()
  await work.remove()
})

const bring = (...options: string[]) =>
  work.loam(["import", "argilla", "--url", argilla.url, "--api-key", argilla.ownerKey, ...options])
const bringJson = async (...options: string[]) => {
  const ended = await bring("--json", ...options)
  return { code: ended.code, stderr: ended.stderr, report: JSON.parse(ended.stdout || "null") }
}
async function recordsOf(client: Client, name: string) {
  const [dataset] = (await client.datasets.mine({ query: { name } })).items
  const query = { include: ["responses", "suggestions", "vectors"], limit: 1_000 }
  return (await client.records.list({ dataset_id: dataset?.id ?? "", query })).items
}

describe("from Argilla 2.8", () => {
  it("come people with their keys, every answer under its author, with its own times", async () => {
    const data = argillaData({ prefix: "whole", records: 1_203 })
    argilla = await startStandIn(data)
    const { code, report } = await bringJson()
    expect(report).toMatchObject({
      equal: true,
      people: [],
      datasets: [{ name: "whole-talk", differences: [] }],
    })
    expect(code).toBe(0)
    const records = await recordsOf(server.owner, "whole-talk")
    expect(records.map((record) => record.id)).toEqual(
      data.records.slice(0, 1_000).map((record) => record.id),
    )
    const [first] = records
    expect(first).toMatchObject({
      inserted_at: data.records[0]?.inserted_at,
      vectors: { meaning: [0.5, -1] },
      suggestions: [{ agent: "model-1", score: 0.75 }],
    })
    expect(first?.responses?.map(({ user_id, status }) => [user_id, status])).toEqual(
      data.records[0]?.responses.map(({ user_id, status }) => [user_id, status]),
    )
    expect(first?.responses?.[0]).toMatchObject({
      inserted_at: data.records[0]?.responses[0]?.inserted_at,
      updated_at: data.records[0]?.responses[0]?.updated_at,
    })
    const ana = await fetch(`${server.url}/api/v1/me/datasets`, {
      headers: { "X-Argilla-Api-Key": "whole-ana.apikey" },
    })
    expect(((await ana.json()) as { items: unknown[] }).items).toHaveLength(1)
    expect(report.datasets[0].source.responses["whole-ana"]).toMatchObject({
      submitted: expect.any(Number),
      draft: expect.any(Number),
    })
  })

  it("come links for passwords, readable by one and good for one sign-in", async () => {
    argilla = await startStandIn(argillaData({ prefix: "links", records: 1 }))
    expect((await bring()).code).toBe(0)
    const path = work.path("password-links.jsonl")
    expect((await stat(path)).mode & 0o077).toBe(0)
    const lines = (await readFile(path, "utf8"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
    const link = lines.find((line) => line.username === "links-ana").link
    expect(link).toContain(`${server.url}/reset-password/`)
    const token = link.split("/").at(-1)
    await server.owner.users.resetPassword({ body: { token, password: "correct horse" } })
    await server.owner.users.token({ body: { username: "links-ana", password: "correct horse" } })
  })

  it("comes nothing twice and nothing is missed, wherever it was interrupted", async () => {
    const data = argillaData({ prefix: "cut", records: 2_600 })
    argilla = await startStandIn(data)
    let kills = 0
    for (const afterPages of [1, 2, 4, 7]) {
      const ended = await work.loam(
        ["import", "argilla", "--url", argilla.url, "--api-key", argilla.ownerKey],
        { onStart: (child) => argilla.onPage(afterPages, () => child.kill("SIGKILL")) },
      )
      if (ended.code === null) kills += 1
    }
    expect(kills).toBeGreaterThan(2)
    const { code, report } = await bringJson()
    expect(report.datasets[0]).toMatchObject({ differences: [], extra: 0, target: { records: 2_600 } })
    expect(code).toBe(0)
    const { items } = await server.owner.datasets.mine({ query: { name: "cut-talk" } })
    expect(items).toHaveLength(1)
    // Five imports in a row: on a busy machine of two cores they took more than a minute.
  }, 240_000)

  it("survives an Argilla that fails and drops connections now and then", async () => {
    argilla = await startStandIn(argillaData({ prefix: "flaky", records: 700 }), { failEvery: 3 })
    expect(await bringJson()).toMatchObject({ code: 0, report: { equal: true } })
  })

  it("run again brings what is newer there and leaves what was answered here since, and says so", async () => {
    const data = argillaData({ prefix: "again", records: 3 })
    argilla = await startStandIn(data)
    await bring()
    const [, mine] = await recordsOf(server.owner, "again-talk")
    const response_id = mine?.responses?.[0]?.id ?? ""
    await server.owner.responses.update({ response_id, body: { status: "discarded" } })
    const [changed] = data.records[2]?.responses ?? []
    Object.assign(changed ?? {}, {
      status: "discarded",
      values: null,
      updated_at: "2030-01-01T00:00:00.000001",
    })
    const { code, report } = await bringJson()
    expect(code).toBe(1)
    expect(report.datasets[0]).toMatchObject({ different: [mine?.id], missing: [] })
    const [, kept, brought] = await recordsOf(server.owner, "again-talk")
    expect(kept?.responses?.[0]).toMatchObject({ status: "discarded" })
    expect(brought?.responses?.[0]).toMatchObject({ status: "discarded", updated_at: changed?.updated_at })
  })

  it("refuses records one by one, with the reason, and exits with 1", async () => {
    const data = argillaData({ prefix: "bad", records: 5 })
    Object.assign(data.records[3]?.responses[0] ?? {}, { values: { label: { value: "no such label" } } })
    argilla = await startStandIn(data)
    const { code, report } = await bringJson()
    expect(code).toBe(1)
    expect(report.datasets[0]).toMatchObject({
      refused: { count: 1, reasons: [expect.stringContaining("not a label")] },
      missing: [data.records[3]?.id],
      target: { records: 4 },
    })
  })

  it("dry run says what would be done and does nothing", async () => {
    argilla = await startStandIn(argillaData({ prefix: "dry", records: 2 }))
    const { code, report } = await bringJson("--dry-run")
    expect(code).toBe(0)
    expect(report).toMatchObject({ dry_run: true, datasets: [{ name: "dry-talk", records: 2, here: "new" }] })
    const names = (await server.owner.users.list()).items.map((user) => user.username)
    expect(names.filter((name) => name.startsWith("dry-"))).toEqual([])
  })
})

it("four teams that answered under one dataset's name stay apart, and can be gathered", async () => {
  const teams = ["north", "east", "south", "west"].map((prefix, index) =>
    argillaData({ prefix, name: "answers", records: 3 + index }),
  )
  const [first, ...more] = teams
  if (!first) throw new Error("four teams")
  argilla = await startStandIn(first, { more })
  const { code, report } = await bringJson()
  expect(report).toMatchObject({ equal: true, workspaces: 4 })
  expect(code).toBe(0)
  const { items } = await server.owner.datasets.mine({ query: { name: "answers" } })
  expect(items).toHaveLength(4)
  const workspaces = new Map((await server.owner.workspaces.mine()).items.map(({ id, name }) => [id, name]))
  const users = new Map((await server.owner.users.list()).items.map(({ id, username }) => [id, username]))
  for (const { id, workspace_id, inserted_at } of items) {
    const [prefix] = (workspaces.get(workspace_id) ?? "").split("-")
    expect(inserted_at).toBe("2024-06-03T12:00:01.123456")
    const query = { include: ["responses"], limit: 100 }
    const records = (await server.owner.records.list({ dataset_id: id, query })).items
    expect(records).toHaveLength(3 + teams.findIndex((team) => team.prefix === prefix))
    const authors = records
      .flatMap(({ responses }) => responses ?? [])
      .map(({ user_id }) => users.get(user_id))
    expect(new Set(authors)).toEqual(new Set([`${prefix}-ana`, `${prefix}-ben`]))
    const members = (await server.owner.workspaces.users({ workspace_id })).items
    expect(members.map(({ username }) => username.split("-")[0])).toEqual([prefix, prefix, prefix])
  }
})

it("tells no secret: neither keys nor links are on the screen", async () => {
  argilla = await startStandIn(argillaData({ prefix: "quiet", records: 1 }))
  const ended = await bring("--report", work.path("report.json"))
  const links = await readFile(work.path("password-links.jsonl"), "utf8")
  const token = /reset-password\/([^"]+)/.exec(links)?.[1] ?? "none"
  expect(token.length).toBeGreaterThan(20)
  const said = `${ended.stdout}${ended.stderr}${await readFile(work.path("report.json"), "utf8")}`
  expect(said).not.toContain(token)
  expect(said).not.toContain("quiet-ana.apikey")
  expect(said).not.toContain(ownerKey)
})

describe("names that are taken here", () => {
  it("stop before anything is changed, or give way as told; a second copy has ids of its own", async () => {
    argilla = await startStandIn(argillaData({ prefix: "clash", records: 3 }))
    const workspace = await server.owner.workspaces.create({ body: { name: "clash-team" } })
    await server.owner.datasets.create({ body: { name: "clash-talk", workspace_id: workspace.id } })
    const stopped = await bring()
    expect(stopped).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("--on-dataset-clash") as unknown,
    })
    expect(stopped.stderr).toContain("clash-talk")
    const skipped = await bringJson("--on-dataset-clash", "skip")
    expect(skipped.report).toMatchObject({ datasets: [], skipped: [expect.stringContaining("clash-talk")] })
    const renamed = await bringJson("--on-dataset-clash", "rename")
    expect(renamed.report).toMatchObject({ equal: true, datasets: [{ target_name: "clash-talk-2" }] })
  })

  it("of people: the same person, another one, or a stop", async () => {
    argilla = await startStandIn(argillaData({ prefix: "same", records: 2 }))
    const here = await server.owner.users.create({
      body: { username: "same-ana", first_name: "A", password: "correct horse" },
    })
    expect((await bring("--on-user-clash", "stop")).stderr).toContain("user 'same-ana'")
    const { report } = await bringJson()
    expect(report.equal).toBe(true)
    const [record] = await recordsOf(server.owner, "same-talk")
    expect(record?.responses?.[0]?.user_id).toBe(here.id)
  })
})

it("from Argilla 1.29 comes what everybody answered, those deleted there included", async () => {
  const data = argillaData({ prefix: "old", records: 4, forgotten: true })
  argilla = await startStandIn(data, { older: true })
  expect(await bringJson()).toMatchObject({ code: 0, report: { equal: true } })
  const [dataset] = (await server.owner.datasets.mine({ query: { name: "old-talk" } })).items
  expect(dataset?.distribution.strategy).toBe("everyone")
  const [record] = await recordsOf(server.owner, "old-talk")
  expect(record?.responses).toHaveLength(data.records[0]?.responses.length ?? 0)
})

it("from Loam to Loam comes the same, and its copy is the same again", async () => {
  argilla = await startStandIn(argillaData({ prefix: "chain", records: 620 }))
  await bring()
  const second = await startTestServer()
  const there = await signedIn(second)
  const ended = await there.loam([
    ...["import", "argilla", "--json", "--url", server.url, "--api-key", ownerKey],
    ...["--dataset", "chain-talk"],
  ])
  await second.stop()
  await there.remove()
  expect(JSON.parse(ended.stdout)).toMatchObject({
    equal: true,
    datasets: [{ target: { records: 620 }, differences: [] }],
  })
})

describe("a wrong door", () => {
  beforeEach(async () => {
    argilla = await startStandIn(argillaData({ prefix: "door", records: 1 }))
  })
  const from = (url: string, key: string) => work.loam(["import", "argilla", "--url", url, "--api-key", key])
  it.each([
    ["nobody there", () => from("http://127.0.0.1:9", "some.key"), 6, /gives no answer/],
    ["no address", () => from("argilla", "some.key"), 2, /not an address/],
    ["a wrong key", () => from(argilla.url, "wrong.key"), 3, /does not know this API key/],
    ["a labeler's key", () => from(argilla.url, "door-ana.apikey"), 3, /'door-ana' \(annotator\)/],
    ["something else", () => from(`${argilla.url}/page`, "some.key"), 1, /not as an Argilla/],
    ["the target itself", () => from(`${server.url}/`, ownerKey), 2, /signed in to/],
    ["no key", () => work.loam(["import", "argilla", "--url", argilla.url]), 2, /--api-key/],
    ["an unknown dataset", () => bring("--dataset", "nope"), 4, /no dataset 'nope'/],
  ])(
    "is told apart: %s",
    async (_what, attempt, code, sentence) => {
      const ended = await attempt()
      expect(ended.stderr).toMatch(sentence)
      expect(ended.code).toBe(code)
    },
    30_000,
  )

  it("of a target where one is no owner", async () => {
    const user = await server.owner.users.create({
      body: { username: "door-sam", first_name: "S", role: "admin", password: "correct horse" },
    })
    const ended = await work.loam(
      ["import", "argilla", "--url", argilla.url, "--api-key", argilla.ownerKey],
      {
        env: { LOAM_API_KEY: user.api_key },
      },
    )
    expect(ended).toMatchObject({ code: 3, stderr: expect.stringContaining("only an owner") as unknown })
  })
})
