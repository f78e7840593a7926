import { readFileSync } from "node:fs"
import { exportCheck, exportPreview } from "@loam/schema"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type Person, type TestApp } from "../test/app.ts"
import { jsonLines } from "../test/collect.ts"
import { buildDataset, buildWorkspace } from "../test/factories.ts"
import { refusal } from "../test/refused.ts"

/** A real tokenizer with a chat template, and what transformers counts with it. */
const made = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../training/src/test/tokenizer/${name}`, import.meta.url), "utf8"))

const benchmarkText =
  "Which of the following elements has the highest atomic number of all that are known to date?"

describe("exports held against a tokenizer and a benchmark", () => {
  let test: TestApp
  let workspace_id: string
  let admin: Person
  let dataset_id: string
  beforeAll(async () => {
    test = await createTestApp()
    workspace_id = (await buildWorkspace(test.owner.client)).id
    admin = await test.person("admin", [workspace_id])
    dataset_id = (await buildDataset(admin.client, { workspace_id })).id
    const record = (external_id: string, prompt: string, value: string) => ({
      external_id,
      fields: { prompt },
      responses: [{ user_id: admin.id, status: "submitted" as const, values: { demonstration: { value } } }],
    })
    await admin.client.records.create({
      dataset_id,
      body: {
        items: [
          record("short", "Capital of Peru?", "Yes."),
          record("long", `${"Tell me more about cats. ".repeat(40)}What do they eat?`, "Mice."),
          record("known", benchmarkText, "Oganesson."),
          record("endless", "Why?", "Because. ".repeat(200)),
        ],
      },
    })
    await admin.client.exportAids.putTokenizer({
      workspace_id,
      name: "small",
      body: { tokenizer: made("tokenizer.json"), config: made("tokenizer-config.json") },
    })
    await admin.client.exportAids.putBenchmark({
      workspace_id,
      name: "elements",
      body: { items: [{ name: "q7", text: benchmarkText }] },
    })
  })
  afterAll(() => test.close())

  type Query = NonNullable<Parameters<Person["client"]["exports"]["check"]>[0]["query"]>
  const sft: Query = { task: "sft", format: "messages" }
  const rows = async (query: Query) =>
    jsonLines(await admin.client.exports.download({ dataset_id, query: { ...sft, ...query } }))
  const check = async (query: Query) =>
    exportCheck.parse(await admin.client.exports.check({ dataset_id, query: { ...sft, ...query } }))
  const budget = { tokenizer: "small", lint: ["max_tokens=120"] }

  it("refuses rows over the budget with the record, the count and what to do, and counts them in the manifest", async () => {
    const { refused, rows: written, reasons, manifest, tokens } = await check(budget)
    expect(written).toBe(2)
    expect(refused.map(({ external_id, code }) => [external_id, code])).toEqual([
      ["long", "too-long"],
      ["endless", "too-long"],
    ])
    expect(refused[0]?.sentence).toMatch(/It has \d+ tokens, 120 are allowed/)
    expect(refused[0]?.remedy).not.toBe("")
    expect(reasons).toEqual({ "too-long": 2 })
    expect(manifest.reasons).toEqual(reasons)
    expect(tokens).toMatchObject({ rows: 4, over: 0.5 })
    expect(await rows(budget)).toHaveLength(2)
  })
  it("counts as transformers does, template included", async () => {
    const messages = [
      { role: "user", content: "Capital of Peru?" },
      { role: "assistant", content: "Yes." },
    ]
    const { tokens } = made("counts.json").chats.find(
      (chat: { messages: unknown }) => JSON.stringify(chat.messages) === JSON.stringify(messages),
    )
    const refusedAt = async (max_tokens: number) => {
      const { refused } = await check({ tokenizer: "small", lint: [`max_tokens=${max_tokens}`] })
      return refused.some(({ external_id }) => external_id === "short")
    }
    expect(await refusedAt(tokens)).toBe(false)
    expect(await refusedAt(tokens - 1)).toBe(true)
  })
  it("cuts prompts where that is asked for, and still refuses what cannot fit", async () => {
    const query = { ...budget, lint: [...budget.lint, "too_long=truncate"] }
    const { refused, reasons } = await check(query)
    expect(refused.map(({ external_id }) => external_id)).toEqual(["endless"])
    expect(reasons).toEqual({ "prompt-cut": 1, "too-long": 1 })
    const [, cut] = (await rows(query)) as { messages: { content: string }[] }[]
    expect(cut?.messages[0]?.content).toMatch(/^\w.*What do they eat\?$/)
    expect(cut?.messages[0]?.content.length).toBeLessThan(900)
  })
  it("refuses, warns of or passes over text of a benchmark", async () => {
    const query = { benchmark: ["elements"] }
    expect((await check(query)).refused).toMatchObject([
      { external_id: "known", code: "contaminated", sentence: expect.stringContaining("elements/q7") },
    ])
    expect(await rows({ ...query, lint: ["contaminated=warn"] })).toHaveLength(4)
    expect((await check({ ...query, lint: ["contaminated=warn"] })).reasons).toEqual({ contaminated: 1 })
  })
  it("shows the same in a preview", async () => {
    const query = { ...sft, ...budget, benchmark: ["elements"] }
    const preview = exportPreview.parse(await admin.client.exports.preview({ dataset_id, query }))
    expect(preview.preview.map(({ external_id }) => external_id)).toEqual(["short"])
    expect(preview.refused).toHaveLength(3)
  })
  it("lists everything found line by line, however much it is", async () => {
    const found = await rows({ ...budget, benchmark: ["elements"], container: "findings" })
    expect(found).toMatchObject([
      { code: "too-long", external_id: "long", severity: "refused" },
      { code: "contaminated", external_id: "known" },
      { code: "too-long", external_id: "endless" },
    ])
  })
  it("is another export under another tokenizer of the same name", async () => {
    const put = (template_tokens: number) =>
      admin.client.exportAids.putTokenizer({
        workspace_id,
        name: "changing",
        body: { tokenizer: made("tokenizer.json"), config: { bos_token: `<|${template_tokens}|>` } },
      })
    const hash = async () => (await check({ tokenizer: "changing" })).manifest.options.aids
    await put(1)
    const first = await hash()
    expect(await hash()).toEqual(first)
    await put(2)
    expect(await hash()).not.toEqual(first)
  })
  it.each<[Query, RegExp]>([
    [{ tokenizer: "none" }, /no tokenizer 'none'.*small/],
    [{ benchmark: ["../../etc/passwd"] }, /no benchmark '\.\.\/\.\.\/etc\/passwd'/],
    [{ lint: ["max_tokens=10"] }, /max_tokens needs a tokenizer/],
    [{ lint: ["contaminated=off"] }, /needs a benchmark/],
    [{ lint: ["max_tokens=-1"] }, /max_tokens/],
    [{ lint: ["nonsense=1"] }, /no lint 'nonsense'/],
    [{ option: ["margin=huge"] }, /margin/],
    [{ answers: ["suggestions=perhaps"] }, /suggestions/],
    [{ answers: ["pick=unified"] }, /needs a policy/],
    [{ stratified: true }, /stratified needs splits/],
  ])("%j is refused before anything is read", async (query, said) => {
    const error = await refusal(rows(query))
    expect(error?.status).toBe(422)
    expect(error?.message).toMatch(said)
  })
})

describe("exports of many pages", () => {
  it("hold every row against the tokenizer, on whichever page it is", async () => {
    const test = await createTestApp()
    const workspace_id = (await buildWorkspace(test.owner.client)).id
    const admin = await test.person("admin", [workspace_id])
    const { id: dataset_id } = await buildDataset(admin.client, { workspace_id })
    const body = { tokenizer: made("tokenizer.json"), config: made("tokenizer-config.json") }
    await admin.client.exportAids.putTokenizer({ workspace_id, name: "small", body })
    const item = (at: number) => ({
      external_id: `r${at}`,
      fields: { prompt: at % 7 === 0 ? "why ".repeat(60) + at : `Why ${at}?` },
      responses: [
        { user_id: admin.id, status: "submitted" as const, values: { demonstration: { value: "So." } } },
      ],
    })
    for (let from = 0; from < 2_100; from += 500)
      await admin.client.records.create({
        dataset_id,
        body: { items: Array.from({ length: Math.min(500, 2_100 - from) }, (_, at) => item(from + at)) },
      })
    const query = { task: "sft", tokenizer: "small", lint: ["max_tokens=40"] }
    const found = await jsonLines(
      await admin.client.exports.download({ dataset_id, query: { ...query, container: "findings" } }),
    )
    const long = Array.from({ length: 300 }, (_, at) => `r${at * 7}`)
    expect(found.map(({ external_id }) => external_id)).toEqual(long)
    expect(await jsonLines(await admin.client.exports.download({ dataset_id, query }))).toHaveLength(1_800)
    await test.close()
  })
})

describe("options of tasks over the wire", () => {
  let test: TestApp
  let dataset_id: string
  let admin: Person
  beforeAll(async () => {
    test = await createTestApp()
    const workspace_id = (await buildWorkspace(test.owner.client)).id
    admin = await test.person("admin", [workspace_id])
    dataset_id = (await buildDataset(admin.client, { workspace_id })).id
    await admin.client.records.create({
      dataset_id,
      body: {
        items: Array.from({ length: 200 }, (_, at) => ({
          fields: { prompt: `Question ${at}?` },
          external_id: `r${at}`,
          ...(at < 100
            ? {
                responses: [
                  {
                    user_id: admin.id,
                    status: "submitted" as const,
                    values: { demonstration: { value: "An answer" } },
                  },
                ],
              }
            : {}),
        })),
      },
    })
  })
  afterAll(() => test.close())
  const rows = async (query: object) =>
    jsonLines(await admin.client.exports.download({ dataset_id, query: { task: "sft", ...query } }))

  it("put the separator where it belongs and relax a rule of the format", async () => {
    const [row] = await rows({ format: "prompt-completion", option: ["separator= "] })
    expect(row).toEqual({ prompt: "Question 0?", completion: " An answer" })
  })
  it("say where every row comes from, in the order of the rows", async () => {
    const query = { splits: "train=0.5,test=0.5", seed: "1", split: "test" }
    const written = await rows(query)
    const sources = await rows({ ...query, container: "sources" })
    expect(sources).toHaveLength(written.length)
    expect(sources.map(({ row }) => row)).toEqual(written.map((_: unknown, at: number) => at))
    expect(sources[0]).toMatchObject({ split: "test", origin: "response", user_ids: [admin.id] })
  })
})

describe("stratified splits", () => {
  it("keep the shares of a rare label in every part, which chance does not", async () => {
    const test = await createTestApp()
    const workspace_id = (await buildWorkspace(test.owner.client)).id
    const admin = await test.person("admin", [workspace_id])
    const { id: dataset_id } = await buildDataset(admin.client, {
      workspace_id,
      questions: [
        {
          name: "verdict",
          title: "Verdict",
          required: true,
          settings: {
            type: "label_selection",
            options: ["good", "bad"].map((value) => ({ value, text: value, description: null })),
          },
        },
      ],
    } as never)
    await admin.client.records.create({
      dataset_id,
      body: {
        items: Array.from({ length: 100 }, (_, at) => ({
          fields: { prompt: `Question ${at}?` },
          responses: [
            {
              user_id: admin.id,
              status: "submitted" as const,
              values: { verdict: { value: at < 10 ? "bad" : "good" } },
            },
          ],
        })),
      },
    })
    const query = { task: "text-classification", splits: "train=0.8,test=0.2", stratified: true }
    const count = async (seed: string, split: string) => {
      const rows = await jsonLines(
        await admin.client.exports.download({ dataset_id, query: { ...query, seed, split } }),
      )
      return ["good", "bad"].map(
        (label) => rows.filter((row: { label?: unknown }) => row.label === label).length,
      )
    }
    for (const seed of ["a", "b", "c"]) {
      expect(await count(seed, "test")).toEqual([18, 2])
      expect(await count(seed, "train")).toEqual([72, 8])
    }
    await test.close()
  })
})
