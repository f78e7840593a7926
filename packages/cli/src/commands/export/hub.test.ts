/** Folders and the Hub as a person uses them, with the Hub's stand-in as a process. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { FeedbackDataset, TextField, TextQuestion } from "@loam/sdk"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type SignedIn, signedIn, startTestServer, type TestServer } from "../../test/loam.ts"

const standIn = fileURLToPath(new URL("../../../../server/src/test/hub/main.ts", import.meta.url))

let server: TestServer
let hub: { url: string; token: string; read_token: string }
let child: ChildProcess
let work: SignedIn
let name: string
let number = 0

beforeAll(async () => {
  server = await startTestServer()
  child = spawn(process.execPath, [standIn], { stdio: ["ignore", "pipe", "inherit"] })
  const [said] = await once(child.stdout ?? child, "data")
  hub = JSON.parse(String(said))
  number += 1
  name = `hub-${number}`
  const dataset = new FeedbackDataset({
    fields: [new TextField({ name: "prompt" })],
    questions: [new TextQuestion({ name: "answer" })],
  })
  dataset.addRecords(
    Array.from({ length: 60 }, (_, index) => ({ fields: { prompt: `Question ${index} 😀` } })),
  )
  const remote = await dataset.push({ name, workspace: "team", client: server.owner })
  for await (const { id } of remote.records())
    await server.owner.responses.create({
      record_id: id,
      body: { status: "submitted", values: { answer: { value: `Answer — ${id}` } } },
    })
})
afterAll(async () => {
  child.kill("SIGTERM")
  await server.stop()
})
beforeEach(async () => {
  work = await signedIn(server)
})
afterEach(() => work.remove())

const exported = (args: readonly string[], env: Record<string, string> = {}) =>
  work.loam(["export", "-d", name, "--task", "sft", ...args], { env: { HF_ENDPOINT: hub.url, ...env } })
const listed = async (repo: string) => {
  const answer = await fetch(`${hub.url}/api/datasets/${repo}/tree/main?recursive=true`, {
    headers: { Authorization: `Bearer ${hub.token}` },
  })
  const entries = (await answer.json()) as { type: string; path: string }[]
  return entries.filter(({ type }) => type === "file").map(({ path }) => path)
}
const splits = ["--splits", "train=0.7,test=0.3"]

describe("loam export --folder", () => {
  it("writes shards with their count, a card and a list that agree", async () => {
    const ended = await exported(["--folder", "out", ...splits, "--json"])
    expect(ended).toMatchObject({ code: 0, stderr: "" })
    expect((await readdir(work.path("out/data"))).toSorted()).toEqual([
      "test-00000-of-00001.parquet",
      "train-00000-of-00001.parquet",
    ])
    const list = JSON.parse(await readFile(work.path("out/loam-export.json"), "utf8"))
    expect(list.rows).toBe(60)
    const sizes = await Promise.all(
      list.files.map(async ({ path }: { path: string }) => (await readFile(work.path(`out/${path}`))).length),
    )
    expect(sizes).toEqual(list.files.map(({ bytes }: { bytes: number }) => bytes))
    expect(await readFile(work.path("out/README.md"), "utf8")).toContain("path: data/test-*")
    expect((await exported(["--folder", "out"])).code).toBe(0)
    expect(await readdir(work.path("out/data"))).toEqual(["train-00000-of-00001.parquet"])
  })

  it("leaves a folder alone that holds something else", async () => {
    await mkdir(work.path("mine"))
    await writeFile(work.path("mine/thesis.txt"), "four years")
    const ended = await exported(["--folder", "mine"])
    expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining("other files") })
    expect(await readdir(work.path("mine"))).toEqual(["thesis.txt"])
  })
})

describe("loam export --push-to-hub", () => {
  it("makes the repository, uploads, and removes shards that a later push does not have", async () => {
    const first = await exported(["--push-to-hub", "team/first", ...splits], { HF_TOKEN: hub.token })
    expect(first).toMatchObject({
      code: 0,
      stderr: expect.stringContaining(`${hub.url}/datasets/team/first`),
    })
    expect(await listed("team/first")).toContain("data/test-00000-of-00001.parquet")
    await exported(["--push-to-hub", "team/first"], { HF_TOKEN: hub.token })
    expect(await listed("team/first")).toEqual([
      ".gitattributes",
      "README.md",
      "data/train-00000-of-00001.parquet",
      "loam-export.json",
      "loam-manifest.json",
    ])
  })

  it("goes on after the Hub was busy, without sending again what arrived", async () => {
    const fail = (match: string, times: number) =>
      fetch(`${hub.url}/-/fail`, { method: "POST", body: JSON.stringify({ match, times }) })
    await fail("PUT /lfs", 1)
    await fail("/commit/main", 1)
    const before = ((await (await fetch(`${hub.url}/-/requests`)).json()) as string[]).length
    const args = ["--push-to-hub", "team/busy", "--splits", "train=0.5,test=0.5", "--seed", "busy"]
    expect(await exported(args, { HF_TOKEN: hub.token })).toMatchObject({ code: 0 })
    const requests = ((await (await fetch(`${hub.url}/-/requests`)).json()) as string[]).slice(before)
    // Two shards, one of which failed once.
    expect(requests.filter((request) => request.startsWith("PUT /lfs"))).toHaveLength(3)
    expect(requests.filter((request) => request.includes("/commit/main"))).toHaveLength(2)
  })

  it("says what is wrong with a token without showing it", async () => {
    const secret = "hf_notasecretoftheHubbutitmightbe"
    for (const [token, code, sentence] of [
      [secret, 3, "does not know this token"],
      [hub.read_token, 3, "may not write"],
    ] as const) {
      const ended = await exported(["--push-to-hub", "team/no", "--token", token])
      expect(ended).toMatchObject({ code, stderr: expect.stringContaining(sentence) })
      expect(ended.stdout + ended.stderr).not.toContain(token)
    }
    expect(await exported(["--push-to-hub", "team/no"])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("HF_TOKEN"),
    })
    expect((await exported(["--push-to-hub", "nonsense"], { HF_TOKEN: "x" })).code).toBe(2)
  })
})
