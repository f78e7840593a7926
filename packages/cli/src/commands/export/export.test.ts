/** Exports as a person runs them: what was answered, as files a trainer reads; what was left out, in a report. */
import { existsSync } from "node:fs"
import { readdir, readFile, writeFile } from "node:fs/promises"
import { createServer, request } from "node:http"
import {
  FeedbackDataset,
  LabelQuestion,
  type RemoteFeedbackDataset,
  TextField,
  TextQuestion,
} from "@loam/sdk"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type SignedIn, signedIn, startTestServer, type TestServer } from "../../test/loam.ts"

let server: TestServer
let work: SignedIn
let remote: RemoteFeedbackDataset
let number = 0
const answers = ["Because of scattering.", "Лес шумит — 森が鳴る", " ", "Four."]

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())
afterEach(() => work.remove())
beforeEach(async () => {
  work = await signedIn(server)
  remote = await pushed()
  let index = 0
  for await (const record of remote.records()) {
    const value = answers[index]
    index += 1
    if (value === undefined) continue
    const values = { demonstration: { value }, topic: { value: "science" } }
    await server.owner.responses.create({ record_id: record.id, body: { status: "submitted", values } })
  }
})

async function pushed(count = 6): Promise<RemoteFeedbackDataset> {
  number += 1
  const dataset = new FeedbackDataset({
    fields: [new TextField({ name: "prompt" })],
    questions: [
      new TextQuestion({ name: "demonstration" }),
      new LabelQuestion({ name: "topic", labels: ["science", "other"], required: false }),
    ],
  })
  dataset.addRecords(
    Array.from({ length: count }, (_, index) => ({
      fields: { prompt: `Question ${index}?\n"quoted"` },
      metadata: { index, nested: { list: [1.5, null] } },
      external_id: `q-${index}`,
      suggestions: [{ question: "demonstration", value: "a suggestion", agent: "model-1", score: 0.5 }],
    })),
  )
  const { id } = await dataset.push({ name: `answered-${number}`, workspace: "team", client: server.owner })
  return FeedbackDataset.open({ id, client: server.owner })
}

const linesOf = async (name: string) =>
  (await readFile(work.path(name), "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line))
const exported = (...options: string[]) => work.loam(["export", "-d", remote.name, ...options])
const prompt = (index: number) => `Question ${index}?\n"quoted"`

describe("rows for a trainer", () => {
  it("hold every answer as it was given; what a trainer would refuse is in the report, with exit code 5", async () => {
    const ended = await exported("--task", "sft", "-o", "train.jsonl", "--json")
    expect(ended.code).toBe(5)
    expect(await linesOf("train.jsonl")).toEqual([
      { prompt: prompt(0), completion: answers[0] },
      { prompt: prompt(1), completion: answers[1] },
      { prompt: prompt(3), completion: answers[3] },
    ])
    expect(JSON.parse(ended.stdout)).toMatchObject({
      rows: 3,
      records: 6,
      refused: 1,
      report: "train.jsonl.report.json",
    })
    const report = JSON.parse(await readFile(work.path("train.jsonl.report.json"), "utf8"))
    expect(report.refused).toMatchObject([{ external_id: "q-2", code: "empty-completion" }])
  })

  it("may be messages, and no report is left when nothing is refused", async () => {
    const [, , blank] = await linesOfRaw()
    await remote.deleteRecords([blank.id])
    await writeFile(work.path("train.jsonl.report.json"), "an earlier report")
    expect(await exported("--task", "sft", "--format", "messages", "-o", "train.jsonl")).toMatchObject({
      code: 0,
    })
    expect((await linesOf("train.jsonl"))[0]).toEqual({
      messages: [
        { role: "user", content: prompt(0) },
        { role: "assistant", content: answers[0] },
      ],
    })
    expect(existsSync(work.path("train.jsonl.report.json"))).toBe(false)
  })

  async function linesOfRaw() {
    const { stdout } = await exported()
    return stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line))
  }

  it("that nobody can make are a sentence with the choices, and leave no file", async () => {
    const unknown = await exported("--task", "sft", "--format", "parrot", "-o", "train.jsonl")
    expect(unknown).toMatchObject({ code: 1, stderr: expect.stringContaining("prompt-completion") })
    expect((await exported("--task", "dance")).stderr).toContain("sft")
    expect((await readdir(work.folder)).filter((name) => name.startsWith("train"))).toEqual([])
  })
})

describe("everything (raw)", () => {
  it("goes to standard output unspoilt, and into another dataset and out again without loss", async () => {
    const first = await exported("-o", "all.jsonl")
    expect(first.code).toBe(0)
    const piped = await exported()
    expect(piped.stdout).toBe(await readFile(work.path("all.jsonl"), "utf8"))
    const other = await pushed(0)
    const args = ["import", "all.jsonl", "--raw", "-d", other.name, "--json"]
    expect(JSON.parse((await work.loam(args)).stdout)).toMatchObject({ created: 6, refused: 0 })
    expect(JSON.parse((await work.loam(args)).stdout)).toMatchObject({ created: 0, refused: 0 })
    await work.loam(["export", "-d", other.name, "-o", "again.jsonl"])
    const content = ({
      external_id,
      fields,
      metadata,
      responses,
      suggestions,
      status,
    }: Record<string, unknown>) => ({
      external_id,
      fields,
      metadata,
      status,
      values: (responses as { values: unknown }[]).map(({ values }) => values),
      suggested: (suggestions as { value: unknown; score: unknown }[]).map(({ value, score }) => [
        value,
        score,
      ]),
    })
    expect((await linesOf("again.jsonl")).map(content)).toEqual((await linesOf("all.jsonl")).map(content))
  })
})

describe("trouble", () => {
  it("with the connection leaves an earlier file as it was, and no half one", async () => {
    const large = await pushed(3_000)
    await writeFile(work.path("all.jsonl"), "the earlier export\n")
    const { url, close } = await cuttingProxy(server.url)
    const ended = await work.loam(["export", "-d", large.name, "-o", "all.jsonl"], {
      env: { LOAM_API_URL: url },
    })
    await close()
    expect(ended).toMatchObject({ code: 6, stderr: expect.stringContaining("broke off") })
    expect(await readFile(work.path("all.jsonl"), "utf8")).toBe("the earlier export\n")
    expect(existsSync(work.path("all.jsonl.part"))).toBe(false)
  })

  it("with the place of the file is named", async () => {
    expect(await exported("-o", "no/such/folder.jsonl")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("the folder of no/such/folder.jsonl does not exist"),
    })
  })
})

/** Passes requests on, but ends an export after its first piece. */
async function cuttingProxy(target: string) {
  const proxy = createServer((incoming, outgoing) => {
    const { method = "GET", headers, url = "/" } = incoming
    const onward = request(new URL(url, target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      if (!url.includes("/export")) return answer.pipe(outgoing)
      return answer.once("data", (piece: Buffer) => outgoing.write(piece, () => outgoing.destroy()))
    })
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve))
  const address = proxy.address()
  if (address === null || typeof address === "string") throw new Error("the proxy has no port")
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => new Promise((resolve) => proxy.close(resolve)),
  }
}
