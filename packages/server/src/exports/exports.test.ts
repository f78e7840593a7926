import { type ExportCheck, exportCheck, type Record as LoamRecord } from "@loam/schema"
import { parquetReadObjects } from "hyparquet"
import { compressors } from "hyparquet-compressors"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type Person, type TestApp } from "../test/app.ts"
import { jsonLines } from "../test/collect.ts"
import {
  buildDataset,
  buildWorkspace,
  labelQuestion,
  ratingQuestion,
  textQuestion,
} from "../test/factories.ts"
import { refusal, refusedWith } from "../test/refused.ts"

describe("exports", () => {
  let test: TestApp
  let workspace_id: string
  let admin: Person
  let annotator: Person
  beforeAll(async () => {
    test = await createTestApp()
    workspace_id = (await buildWorkspace(test.owner.client)).id
    admin = await test.person("admin", [workspace_id])
    annotator = await test.person("annotator", [workspace_id])
  })
  afterAll(() => test.close())

  type Query = NonNullable<Parameters<Person["client"]["exports"]["check"]>[0]["query"]>
  const download = (dataset_id: string, query: Query = {}, person = admin) =>
    person.client.exports.download({ dataset_id, query })
  const rows = async (dataset_id: string, query: Query = {}) => jsonLines(await download(dataset_id, query))
  const check = async (dataset_id: string, query: Query = {}): Promise<ExportCheck> =>
    exportCheck.parse(await admin.client.exports.check({ dataset_id, query }))
  type Items = Parameters<Person["client"]["records"]["create"]>[0]["body"]["items"]
  const fill = (dataset_id: string, items: Items) =>
    admin.client.records.create({ dataset_id, body: { items } })
  const answered = (
    person: Person,
    value: string,
    status: "submitted" | "draft" | "discarded" = "submitted",
  ) => ({
    user_id: person.id,
    status,
    values: { demonstration: { value } },
  })

  /** Answers that count, that do not, a surplus one, and one no trainer takes. */
  async function demonstrations() {
    const dataset = await buildDataset(admin.client, { workspace_id })
    await fill(dataset.id, [
      {
        fields: { prompt: "Capital of Peru?" },
        external_id: "peru",
        responses: [answered(annotator, "Lima."), answered(admin, "It is Lima.")],
      },
      { fields: { prompt: "Capital of Chile?" }, responses: [answered(annotator, "a draft", "draft")] },
      { fields: { prompt: "Capital of Fiji?" }, external_id: "fiji", responses: [answered(admin, " \n")] },
      { fields: { prompt: "Capital of Iran?" }, responses: [answered(admin, "Tehran — تهران")] },
    ])
    return dataset
  }

  it("give trainer rows of submitted answers that count, surplus and drafts left out", async () => {
    const { id } = await demonstrations()
    const pairs = [
      { prompt: "Capital of Peru?", completion: "Lima." },
      { prompt: "Capital of Iran?", completion: "Tehran — تهران" },
    ]
    expect(await rows(id, { task: "sft" })).toEqual(pairs)
    expect(await rows(id, { task: "sft", format: "messages" })).toEqual(
      pairs.map(({ prompt, completion }) => ({
        messages: [
          { role: "user", content: prompt },
          { role: "assistant", content: completion },
        ],
      })),
    )
    expect(await rows(id, { task: "sft", status: "pending" })).toEqual([])
  })

  it("come as Parquet with the same rows and the columns' types, also when there are none", async () => {
    const { id } = await demonstrations()
    for (const query of [
      { task: "sft", format: "messages" },
      { task: "sft", status: "pending" as const },
      {},
    ]) {
      const answer = await download(id, { ...query, container: "parquet" })
      expect(answer.headers.get("content-type")).toBe("application/vnd.apache.parquet")
      expect(answer.headers.get("content-disposition")).toContain(".parquet")
      const file = await answer.arrayBuffer()
      const read = await parquetReadObjects({ file, compressors })
      const lines = await rows(id, query)
      expect(read).toHaveLength(lines.length)
      if (query.format) expect(read.map((row) => row.messages)).toEqual(lines.map((row) => row.messages))
    }
  })

  it("report what the same export leaves out, and why", async () => {
    const { id } = await demonstrations()
    const report = await check(id, { task: "sft" })
    expect(report).toMatchObject({
      task: "sft",
      format: "prompt-completion",
      mapping: { prompt: ["field:prompt"], completion: ["question:demonstration"] },
      records: 4,
      rows: 2,
      reasons: { "no-answer": 1, "empty-completion": 1 },
      refused: [{ external_id: "fiji", code: "empty-completion" }],
    })
  })

  it("come as a file named after the dataset, whatever it is called", async () => {
    const dataset = await buildDataset(admin.client, { workspace_id })
    await admin.client.datasets.update({ dataset_id: dataset.id, body: { name: 'Ünï "quoted"/x' } })
    const answer = await download(dataset.id, { task: "sft" })
    expect(answer.headers.get("content-type")).toBe("application/x-ndjson")
    expect(answer.headers.get("content-disposition")).toBe(
      "attachment; filename=\"-n-quoted-x.sft.prompt-completion.jsonl\"; filename*=UTF-8''%C3%9Cn%C3%AF%20%22quoted%22%2Fx.sft.prompt-completion.jsonl",
    )
    expect(await answer.text()).toBe("")
  })

  it("take the parts they are told, by short names or as any part of the task", async () => {
    const dataset = await buildDataset(admin.client, {
      workspace_id,
      fields: ["instruction", "background"],
      questions: [textQuestion("first"), textQuestion("second")],
    })
    const values = { first: { value: "1st" }, second: { value: "2nd" } }
    await fill(dataset.id, [
      {
        fields: { instruction: "Do.", background: "So." },
        responses: [{ user_id: admin.id, status: "submitted", values }],
      },
    ])
    const ambiguous = await refusal(download(dataset.id, { task: "sft", prompt: "background" }))
    expect([ambiguous?.status, ambiguous?.message]).toEqual([422, expect.stringMatching(/first.*second/)])
    expect(await rows(dataset.id, { task: "sft", prompt: "background", answer: "second" })).toEqual([
      { prompt: "So.", completion: "2nd" },
    ])
    const map = ["completion=question:first", "context=field:background"]
    expect((await check(dataset.id, { task: "sft", prompt: "instruction", map })).mapping).toEqual({
      prompt: ["field:instruction"],
      completion: ["question:first"],
      context: ["field:background"],
    })
  })

  it.each<[string, Query, string]>([
    ["an unknown task", { task: "nope" }, "sft"],
    ["an unknown format", { task: "sft", format: "nope" }, "prompt-completion"],
    ["an unknown field", { task: "sft", prompt: "nope" }, "prompt"],
    ["an unknown part", { task: "sft", map: ["nope=prompt"] }, "completion"],
    ["a part without a name", { task: "sft", map: ["prompt"] }, "part=name"],
  ])("are refused for %s, with the choices", async (_case, query, choice) => {
    const { id } = await buildDataset(admin.client, { workspace_id })
    for (const call of [download, check]) {
      const refused = await refusal(call(id, query))
      expect([refused?.status, refused?.message]).toEqual([422, expect.stringContaining(choice)])
    }
  })

  it("are refused to annotators, strangers, and for datasets that do not exist", async () => {
    const { id } = await buildDataset(admin.client, { workspace_id })
    const stranger = await test.person("admin")
    for (const person of [annotator, stranger]) {
      expect(await refusedWith(download(id, {}, person))).toBe(403)
      expect(await refusedWith(person.client.exports.check({ dataset_id: id }))).toBe(403)
    }
    expect(await refusedWith(download("00000000-0000-4000-8000-00000000dead"))).toBe(404)
    expect(await refusedWith(download(id, { status: "nope" as "pending" }))).toBe(422)
  })

  it("hold every record across pages, few or large, once and in order", async () => {
    const { id } = await buildDataset(admin.client, { workspace_id })
    // Text that does not compress: four such records fill a page by size.
    const noise = () => Array.from({ length: 60_000 }, () => Math.random().toString(36).slice(2)).join("")
    const prompts = Array.from({ length: 1_300 }, (_, index) => `prompt ${index}`)
    for (let start = 0; start < prompts.length; start += 500)
      await fill(
        id,
        prompts.slice(start, start + 500).map((prompt) => ({ fields: { prompt } })),
      )
    const large = Array.from({ length: 12 }, noise)
    for (const prompt of large) await fill(id, [{ fields: { prompt } }])
    const exported = (await rows(id)) as unknown as LoamRecord[]
    expect(exported.map((row) => row.fields.prompt)).toEqual([...prompts, ...large])
  })

  it("stop reading when the client goes away", async () => {
    const { id } = await buildDataset(admin.client, { workspace_id })
    await fill(id, [{ fields: { prompt: "x" } }])
    const answer = await download(id)
    await answer.body?.cancel()
    expect(await rows(id)).toHaveLength(1)
  })

  it("are lossless when raw: what is imported from the file exports the same again", async () => {
    const settings = {
      workspace_id,
      questions: [
        textQuestion("demonstration"),
        labelQuestion("topic", ["a", "b"], false),
        ratingQuestion("stars", false),
      ],
    }
    const [from, to] = [
      await buildDataset(admin.client, settings),
      await buildDataset(admin.client, settings),
    ]
    await fill(from.id, [
      {
        fields: { prompt: 'Ünïcode 😀 \u2028 "quotes" \\ and\nlines' },
        external_id: "",
        metadata: {
          nested: { list: [1.5, null, true, { deep: "x" }], big: 1e300, small: 5e-324 },
          empty: "",
        },
        suggestions: [
          { question_name: "topic", value: "a", score: 0.25, agent: "model-1", type: "model" },
          { question_name: "stars", value: 5 },
        ],
        responses: [
          answered(annotator, "first"),
          answered(admin, "surplus"),
          answered(test.owner, "", "draft"),
        ],
      },
      {
        fields: { prompt: "discarded" },
        metadata: {},
        responses: [{ user_id: admin.id, status: "discarded" }],
      },
      { fields: { prompt: "" }, external_id: "bare" },
    ])
    const file = await (await download(from.id)).text()
    const report = await admin.client.records.stream({ dataset_id: to.id, body: file as never })
    expect((await jsonLines(report)).at(-1)).toMatchObject({ summary: { created: 3, failed: 0 } })
    const exported = (await rows(to.id)) as unknown as LoamRecord[]
    const original = file
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as LoamRecord)
    expect(original[0]?.responses?.map((response) => response.surplus)).toEqual([false, true, false])
    expect(exported.map(comparable)).toEqual(original.map(comparable))
    expect(JSON.stringify(exported.map(comparable))).toContain("5e-324")
  })
})

/** Without what a copy cannot share: ids of its own, and when it was made. */
function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(comparable)
  if (typeof value !== "object" || value === null) return value
  const own = ["id", "dataset_id", "record_id", "question_id", "inserted_at", "updated_at"]
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !own.includes(key))
      .map(([key, member]) => [key, comparable(member)]),
  )
}
