/** Exports as a person runs them with a tokenizer, a list of benchmark texts and a trainer that wants more than rows. */
import { cp, mkdir, readFile, writeFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { FeedbackDataset, LabelQuestion, TextField, TextQuestion } from "@loam/sdk"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type SignedIn, signedIn, startTestServer, type TestServer } from "../../test/loam.ts"

let server: TestServer
let work: SignedIn
let number = 0
let name = ""
const benchmark =
  "Which of the following elements has the highest atomic number of all that are known to date?"
const prompts = ["Capital of Peru?", "Tell me about cats. ".repeat(60), benchmark]

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())
afterEach(() => work.remove())
beforeEach(async () => {
  work = await signedIn(server)
  number += 1
  name = `lengths-${number}`
  const dataset = new FeedbackDataset({
    fields: ["prompt", "a", "b"].map((field) => new TextField({ name: field })),
    questions: [
      new TextQuestion({ name: "answer" }),
      new LabelQuestion({ name: "better", labels: ["a", "b"] }),
    ],
  })
  dataset.addRecords(
    prompts.map((prompt, index) => ({
      external_id: `q-${index}`,
      fields: { prompt, a: "Lima.", b: "Quito." },
    })),
  )
  const remote = await dataset.push({ name, workspace: "team", client: server.owner })
  for await (const { id } of remote.records()) {
    const values = { answer: { value: "Lima." }, better: { value: "a" } }
    await server.owner.responses.create({ record_id: id, body: { status: "submitted", values } })
  }
  const from = (file: string) =>
    fileURLToPath(new URL(`../../../../training/src/test/tokenizer/${file}`, import.meta.url))
  await mkdir(work.path("model"))
  await cp(from("tokenizer.json"), work.path("model/tokenizer.json"))
  await cp(from("tokenizer-config.json"), work.path("model/tokenizer_config.json"))
})

const exported = (...options: string[]) => work.loam(["export", "-d", name, ...options])
const json = async (file: string) => JSON.parse(await readFile(work.path(file), "utf8"))
const lines = async (file: string) =>
  (await readFile(work.path(file), "utf8")).split("\n").filter((line) => line !== "")
const sft = ["--task", "sft", "--format", "messages", "--prompt", "prompt", "-o", "train.jsonl"]

describe("loam export --tokenizer", () => {
  const budget = ["--tokenizer", "model", "--max-tokens", "100"]

  it("refuses longer rows by name, and sends the tokenizer once", async () => {
    const first = await exported(...sft, ...budget)
    expect(first.code).toBe(5)
    expect(first.stderr).toContain("is kept in the workspace as 'model' (tokenizer with chat template)")
    expect(first.stderr).toMatch(/left out: record q-1: .*It has \d+ tokens, 100 are allowed/)
    expect(await lines("train.jsonl")).toHaveLength(2)
    expect((await json("train.jsonl.report.json")).refused).toMatchObject([
      { external_id: "q-1", code: "too-long" },
    ])
    const manifest = await json("train.jsonl.manifest.json")
    expect(manifest.reasons).toEqual({ "too-long": 1 })
    expect(manifest.options.aids).toMatchObject([{ kind: "tokenizer", name: "model" }])
    const second = await exported(...sft, ...budget)
    expect(second.stderr).not.toContain("is kept")
    expect((await exported(...sft, "--tokenizer", "model", "--max-tokens", "5000")).code).toBe(0)
  })
  it("cuts prompts where told so", async () => {
    const ended = await exported(...sft, ...budget, "--too-long", "truncate")
    expect([ended.code, await lines("train.jsonl")]).toMatchObject([0, { length: 3 }])
    expect(ended.stderr).toContain("1 × prompt-cut")
  })
  it("says what is missing: a tokenizer that is none, a budget without one", async () => {
    await mkdir(work.path("empty"))
    expect((await exported(...sft, "--tokenizer", "empty")).stderr).toContain("has no tokenizer.json")
    await writeFile(work.path("wrong.json"), "{}")
    expect((await exported(...sft, "--tokenizer", "wrong.json")).stderr).toMatch(
      /wrong\.json cannot be used: .*model/,
    )
    expect((await exported(...sft, "--max-tokens", "10")).stderr).toContain("needs a tokenizer")
  })
})

describe("loam export --contamination", () => {
  it.each([
    ["list.txt", `${benchmark}\n`],
    ["list.jsonl", `${JSON.stringify({ id: "q7", question: benchmark, options: ["a", "b"] })}\n`],
    ["list.json", JSON.stringify([benchmark])],
  ])("refuses rows with text of %s", async (file, content) => {
    await writeFile(work.path(file), content)
    const ended = await exported(...sft, "--contamination", file)
    expect(ended.code).toBe(5)
    expect(ended.stderr).toMatch(/record q-2: .*with list\//)
    expect(await lines("train.jsonl")).toHaveLength(2)
    expect((await exported(...sft, "--contamination", file, "--lint", "contaminated=warn")).code).toBe(0)
  })
})

describe("what stands beside a file", () => {
  const pairs = ["--task", "preference", "--map", "prompt=prompt", "--map", "choice=better"]
  const of = [...pairs, "--map", "responses=a", "--map", "responses=b"]

  it("is LLaMA-Factory's registry, in which other files keep their entries", async () => {
    await writeFile(work.path("dataset_info.json"), '{"other": {"file_name": "x.json"}}')
    const ended = await exported(...of, "--format", "llamafactory-sharegpt", "-o", "pairs.jsonl")
    expect(ended.stderr).toContain("For the trainer: dataset_info.json")
    expect(await json("dataset_info.json")).toMatchObject({
      other: { file_name: "x.json" },
      pairs: { file_name: "pairs.jsonl", ranking: true, formatting: "sharegpt" },
    })
  })
  it("is an Axolotl config", async () => {
    await exported(...of, "--format", "axolotl-chat", "-o", "pairs.jsonl")
    expect(await readFile(work.path("pairs.jsonl.axolotl.yaml"), "utf8")).toMatch(
      /rl: dpo[\s\S]*path: pairs\.jsonl[\s\S]*chat_template\.default/,
    )
  })
  it("says where every row comes from, and that the licence is missing", async () => {
    const ended = await exported(...of, "-o", "pairs.jsonl", "--sources", "sources.jsonl")
    expect((await lines("sources.jsonl")).map((line) => JSON.parse(line).external_id)).toEqual([
      "q-0",
      "q-1",
      "q-2",
    ])
    expect(ended.stderr).toContain("states no licence")
    const folder = await exported(...of, "--folder", "data", "--sources", "sources.jsonl")
    expect(folder.stderr).toContain("states no licence")
    expect((await json("data.manifest.json")).files).toMatchObject([
      { path: expect.stringMatching(/parquet$/), rows: 3 },
    ])
  })
  it("options of tasks reach the rows", async () => {
    const choices = 'choices={"a":{"winner":"a","strength":1},"b":"b"}'
    await exported(
      ...of,
      "--format",
      "trl",
      "--option",
      "margin=none",
      "--option",
      choices,
      "-o",
      "pairs.jsonl",
    )
    expect(JSON.parse((await lines("pairs.jsonl"))[0] ?? "")).toEqual({
      prompt: "Capital of Peru?",
      chosen: "Lima.",
      rejected: "Quito.",
    })
    expect((await exported(...of, "--option", "margin=huge")).stderr).toContain("margin")
  })
})
