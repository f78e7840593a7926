/** Gates, selections, manifests and figures as a pipeline runs them. */
import { readFile, writeFile } from "node:fs/promises"
import {
  FeedbackDataset,
  LabelQuestion,
  RatingQuestion,
  type RemoteFeedbackDataset,
  TextField,
} from "@loam/sdk"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type SignedIn, signedIn, startTestServer, type TestServer } from "../../test/loam.ts"

let server: TestServer
let work: SignedIn
let remote: RemoteFeedbackDataset

beforeAll(async () => {
  server = await startTestServer()
  work = await signedIn(server)
  const dataset = new FeedbackDataset({
    fields: [new TextField({ name: "prompt" })],
    questions: [
      new LabelQuestion({ name: "topic", labels: ["law", "art"] }),
      new RatingQuestion({ name: "quality", values: [1, 2, 3, 4, 5] }),
    ],
  })
  dataset.addRecords(
    [1, 2, 3, 4].map((each) => ({
      fields: { prompt: `Prompt ${each}` },
      external_id: `r-${each}`,
      metadata: { gold: "law" },
    })),
  )
  const { id } = await dataset.push({ name: "judged", workspace: "team", client: server.owner })
  remote = await FeedbackDataset.open({ id, client: server.owner })
  let quality = 1
  for await (const record of remote.records()) {
    quality += 1
    const values = { topic: { value: quality > 3 ? "law" : "art" }, quality: { value: quality } }
    await server.owner.responses.create({ record_id: record.id, body: { status: "submitted", values } })
    if (quality === 4) break
  }
})
afterAll(async () => {
  await work.remove()
  await server.stop()
})

const loam = (...args: string[]) => work.loam(args)
const gates = (completeness: number) =>
  writeFile(
    work.path("gates.yaml"),
    `gates:\n  - {gate: completeness, at_least: ${completeness}}\n  - {gate: gold_accuracy, question: topic, gold: metadata.gold, at_least: 0.2}\n`,
  )

describe("a pipeline", () => {
  it("goes on when all gates are passed, and stops with code 7 and a table when one is not", async () => {
    await gates(0.75)
    expect(await loam("export", "-d", "judged", "--check", "gates.yaml")).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/completeness +0\.750 +0\.750 +passed/),
    })
    await gates(0.8)
    const failed = await loam("export", "-d", "judged", "--check", "gates.yaml", "-o", "never.jsonl")
    expect(failed).toMatchObject({
      code: 7,
      stderr: expect.stringMatching(/completeness +0\.750 +0\.800 +FAILED/),
    })
    await expect(readFile(work.path("never.jsonl"))).rejects.toThrow()
    const report = await loam("export", "-d", "judged", "--check", "gates.yaml", "--json")
    expect(JSON.parse(report.stdout)).toMatchObject({
      passed: false,
      items: [{ passed: false }, { passed: true }],
    })
  })

  it("exports what passes an expression, and says what is wrong with one", async () => {
    const ended = await loam("export", "-d", "judged", "--where", "quality.mean >= 3")
    const ids = ended.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line).external_id)
    expect(ids).toEqual(["r-2", "r-3"])
    expect(await loam("select", "-d", "judged", "quality.mean >= 3")).toMatchObject({
      stdout: expect.stringContaining("2 of 4 records pass."),
    })
    expect(await loam("select", "-d", "judged", "quality.mean >=")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("at character 16"),
    })
    expect((await loam("select", "-d", "judged")).stdout).toContain("topic.confidence")
  })

  it("repeats an export byte for byte after the data went on, and lists what changed where it cannot", async () => {
    const task = ["--task", "text-classification", "--map", "label=topic", "--unify", "topic=majority"]
    expect(await loam("export", "-d", "judged", ...task, "-o", "first.jsonl")).toMatchObject({ code: 0 })
    const first = await readFile(work.path("first.jsonl"), "utf8")
    expect(first.trimEnd().split("\n")).toHaveLength(3)
    for await (const record of remote.records({ status: "pending" }))
      await server.owner.responses.create({
        record_id: record.id,
        body: { status: "submitted", values: { topic: { value: "law" }, quality: { value: 1 } } },
      })
    const repeat = ["export", "-d", "judged", "--repeat", "first.jsonl.manifest.json", "-o", "again.jsonl"]
    expect(await work.loam(repeat)).toMatchObject({ code: 0 })
    expect(await readFile(work.path("again.jsonl"), "utf8")).toBe(first)
    const manifest = JSON.parse(await readFile(work.path("first.jsonl.manifest.json"), "utf8"))
    expect(manifest).toMatchObject({ rows: 3, files: [{ path: "first.jsonl", rows: 3 }] })
    const other = JSON.stringify({ ...manifest, loam_version: "0.0.9" })
    await writeFile(work.path("first.jsonl.manifest.json"), other)
    const refused = await work.loam(repeat)
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('loam_version: "0.0.9" →') })
  })

  it("repeats a folder file by file, and takes away one that came out different", async () => {
    const folder = ["export", "-d", "judged", "--task", "raw", "--format", "columns", "--folder"]
    expect(await loam(...folder, "first")).toMatchObject({ code: 0 })
    const [record] = (await server.owner.records.list({ dataset_id: remote.id, query: { limit: 1 } })).items
    await server.owner.records.update({ record_id: record?.id ?? "", body: { metadata: { gold: "art" } } })
    const again = ["export", "-d", "judged", "--repeat", "first.manifest.json", "--folder", "again"]
    expect(await work.loam(again)).toMatchObject({ code: 0 })
    const shard = "data/train-00000-of-00001.parquet"
    expect(await readFile(work.path(`again/${shard}`))).toEqual(await readFile(work.path(`first/${shard}`)))
    const manifest = JSON.parse(await readFile(work.path("first.manifest.json"), "utf8"))
    const files = [{ ...manifest.files[0], sha256: "0".repeat(64) }]
    await writeFile(work.path("first.manifest.json"), JSON.stringify({ ...manifest, files }))
    expect(await work.loam(again)).toMatchObject({ code: 1, stderr: expect.stringContaining("other files") })
    await expect(readFile(work.path(`again/${shard}`))).rejects.toThrow("ENOENT")
    await server.owner.records.update({ record_id: record?.id ?? "", body: { metadata: { gold: "law" } } })
  })

  it("copies a selection into a new dataset, and reads figures as JSON", async () => {
    const copied = await loam(
      "datasets",
      "copy",
      "judged",
      "good",
      "--where",
      "quality.mean >= 3",
      "--with",
      "responses",
      "--json",
    )
    expect(JSON.parse(copied.stdout)).toMatchObject({ records: 2, responses: 2, dataset: { name: "good" } })
    const about = ["-d", "judged", "--question", "topic", "--json"]
    expect(JSON.parse((await loam("agreement", ...about)).stdout)).toMatchObject({ people: 1 })
    const consensus = (await loam("consensus", ...about)).stdout.trimEnd().split("\n")
    expect(consensus.map((line) => JSON.parse(line).value)).toEqual(["art", "art", "law", "law"])
    const gold = await loam("consensus", ...about, "--gold", "metadata.gold")
    expect(JSON.parse(gold.stdout).accuracy).toMatchObject({ hits: 2, trials: 4 })
    expect(JSON.parse((await loam("annotators", ...about)).stdout).items).toHaveLength(1)
    for (const name of ["agreement", "consensus", "annotators"])
      expect(await loam(name, "-d", "judged", "--question", "topic")).toMatchObject({ code: 0 })
  })
})
