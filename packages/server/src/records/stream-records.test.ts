import { request as httpRequest } from "node:http"
import { setTimeout as pause } from "node:timers/promises"
import {
  type Dataset,
  type StreamFailure,
  type StreamSummary,
  streamFailure,
  streamSummary,
} from "@loam/schema"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type RunningServer, startServer } from "../start.ts"
import { createTestApp, type TestApp } from "../test/app.ts"
import { jsonLines } from "../test/collect.ts"
import { buildDataset, labelQuestion, textQuestion } from "../test/factories.ts"
import { refusal } from "../test/refused.ts"

const line = (value: unknown) => `${JSON.stringify(value)}\n`
const prompts = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({
    external_id: `row ${from + index}`,
    fields: { prompt: `prompt ${from + index}` },
  }))

describe("the record stream", () => {
  let test: TestApp
  let server: RunningServer
  beforeAll(async () => {
    test = await createTestApp({ PORT: "0", LOAM_LOG_LEVEL: "silent" })
    server = await startServer(test.services)
  })
  afterAll(() => server.stop())

  const ready = () =>
    buildDataset(test.owner.client, {
      questions: [textQuestion("answer"), labelQuestion("topic", ["a", "b"], false)],
    })
  const list = ({ id }: Dataset, limit = 1000) =>
    test.owner.client.records.list({ dataset_id: id, query: { limit, include: ["responses,suggestions"] } })

  async function stream({ id }: Dataset, body: BodyInit) {
    const answer = await test.owner.client.records.stream({ dataset_id: id, body: body as never })
    const lines = await jsonLines<StreamFailure | StreamSummary>(answer)
    const last = lines.pop()
    return {
      failures: lines.map((each) => streamFailure.parse(each)),
      summary: streamSummary.parse(last).summary,
    }
  }

  it("takes more than a batch, in order, and counts what is new, changed and the same", async () => {
    const dataset = await ready()
    const first = await stream(dataset, prompts(0, 1200).map(line).join(""))
    expect(first).toEqual({
      failures: [],
      summary: { lines: 1200, created: 1200, updated: 0, unchanged: 0, failed: 0 },
    })
    const { items, total } = await list(dataset)
    expect(total).toBe(1200)
    expect(items.map((item) => item.external_id)).toEqual(prompts(0, 1000).map((item) => item.external_id))
    const changed = prompts(0, 1300).map((item, index) =>
      index < 5 ? { ...item, metadata: { index } } : item,
    )
    const again = await stream(dataset, changed.map(line).join(""))
    expect(again.summary).toEqual({ lines: 1300, created: 100, updated: 5, unchanged: 1195, failed: 0 })
    expect((await list(dataset)).items[4]?.metadata).toEqual({ index: 4 })
    expect((await list(dataset)).items[5]?.updated_at).toBe(items[5]?.updated_at)
  })

  it("reports each bad line with its number and keeps the good ones", async () => {
    const dataset = await ready()
    const lines = [
      `\ufeff${line({ external_id: "first", fields: { prompt: "with a byte order mark" } })}`,
      "{ broken\n",
      "\r\n",
      line({ external_id: "wrong type", fields: { prompt: 1 } }),
      line({ external_id: "no prompt", fields: { other: "x" } }),
      line({ external_id: 7, fields: { prompt: "number as external id" } }),
      line(["not a record"]),
      line({ external_id: "nul", fields: { prompt: "a\0b" } }),
      line({
        external_id: "deep",
        fields: { prompt: "x" },
        metadata: { deep: JSON.parse("[".repeat(70) + "]".repeat(70)) },
      }),
      JSON.stringify({ external_id: "last", fields: { prompt: "without a line end" } }),
    ]
    const { failures, summary } = await stream(dataset, lines.join(""))
    expect(failures.map((failure) => [failure.line, failure.external_id])).toEqual([
      [2, null],
      [4, "wrong type"],
      [7, null],
      [9, null],
      [5, "no prompt"],
      [8, "nul"],
    ])
    expect(failures.map((failure) => failure.error).join("\n")).toMatchInlineSnapshot(`
      "the line is not JSON: Expected property name or '}' in JSON at position 2
      fields.prompt: a field value is a text, a list of messages or an object
      expected an object
      arrays and objects may be nested at most 64 deep
      the required field 'prompt' is missing
      a text contains a NUL character"
    `)
    expect(summary).toEqual({ lines: 10, created: 3, updated: 0, unchanged: 0, failed: 6 })
    expect((await list(dataset)).items.map((item) => item.external_id)).toEqual(["first", "7", "last"])
  })

  it("reports what is not UTF-8 and what is too long, and goes on", async () => {
    const dataset = await ready()
    const [before, after] = prompts(0, 2).map((each) => Buffer.from(line(each)))
    const latin = Buffer.from(line({ external_id: "latin", fields: { prompt: "é" } }), "latin1")
    const long = Buffer.concat([Buffer.alloc(17 * 1024 * 1024, "x"), Buffer.from("\n")])
    const body = Buffer.concat([before, latin, long, after] as Buffer[])
    const { failures, summary } = await stream(dataset, body)
    expect(failures.map((failure) => [failure.line, failure.error])).toEqual([
      [2, "the line is not UTF-8"],
      [3, "the line is longer than 16 MB"],
    ])
    expect(summary).toMatchObject({ lines: 4, created: 2, failed: 2 })
  })

  it("lets a later line change what an earlier one wrote", async () => {
    const dataset = await ready()
    const twice = [
      { external_id: "x", fields: { prompt: "first" }, metadata: { a: 1 } },
      { external_id: "x", metadata: { b: 2 } },
    ]
    expect((await stream(dataset, twice.map(line).join(""))).summary).toMatchObject({
      created: 1,
      updated: 1,
    })
    expect((await list(dataset)).items).toMatchObject([{ fields: { prompt: "first" }, metadata: { b: 2 } }])
  })

  it("takes suggestions by the name of their question, and answers", async () => {
    const dataset = await ready()
    const record = {
      fields: { prompt: "x" },
      suggestions: [{ question_id: dataset.id, question_name: "topic", value: "a" }],
      responses: [{ user_id: test.owner.id, status: "submitted", values: { answer: { value: "y" } } }],
    }
    expect((await stream(dataset, line(record))).summary).toMatchObject({ created: 1 })
    expect((await list(dataset)).items).toMatchObject([
      { status: "completed", suggestions: [{ value: "a" }], responses: [{ user_id: test.owner.id }] },
    ])
  })

  it("writes nothing when the same file comes again, answers and suggestions included", async () => {
    const dataset = await ready()
    const answered = (value: string) => [
      { user_id: test.owner.id, status: "submitted", values: { answer: { value } } },
    ]
    const suggested = (value: string) => [{ question_name: "topic", value, score: 0.5, agent: "model" }]
    const row = (answer: string, topic: string) =>
      line({
        external_id: "x",
        fields: { prompt: "x" },
        responses: answered(answer),
        suggestions: suggested(topic),
      })
    await stream(dataset, row("y", "a"))
    const before = (await list(dataset)).items
    expect((await stream(dataset, row("y", "a"))).summary).toMatchObject({ unchanged: 1, updated: 0 })
    expect((await list(dataset)).items).toEqual(before)
    const [response] = before[0]?.responses ?? []
    const history = () => test.owner.client.responses.events({ response_id: response?.id ?? "" })
    expect((await history()).items).toHaveLength(1)
    expect((await stream(dataset, row("z", "a"))).summary).toMatchObject({ updated: 1 })
    expect((await stream(dataset, row("z", "b"))).summary).toMatchObject({ updated: 1 })
    expect((await history()).items).toHaveLength(2)
    expect((await list(dataset)).items).toMatchObject([
      {
        responses: [{ id: response?.id, values: { answer: { value: "z" } } }],
        suggestions: [{ value: "b" }],
      },
    ])
  })

  it("isolates a line that only the database refuses", async () => {
    const dataset = await ready()
    const { db } = test.services.database
    await sql`create function refuse_poison() returns trigger language plpgsql as $$
      begin raise exception 'poison'; end $$`.execute(db)
    await sql`create trigger poison before insert on records for each row
      when (new.external_id = 'row 7') execute function refuse_poison()`.execute(db)
    const { failures, summary } = await stream(dataset, prompts(0, 20).map(line).join(""))
    await sql`drop trigger poison on records`.execute(db)
    expect(failures).toMatchObject([
      { line: 8, external_id: "row 7", error: expect.stringContaining("logged") },
    ])
    expect(summary).toMatchObject({ created: 19, failed: 1 })
  })

  it("answers an empty body with a summary of nothing", async () => {
    expect((await stream(await ready(), "")).summary).toMatchObject({ lines: 0, created: 0, failed: 0 })
  })

  it("is refused before it begins: in a draft, to annotators, in an unknown dataset", async () => {
    const draft = await buildDataset(test.owner.client, { publish: false })
    const call = (dataset_id: string, client = test.owner.client) =>
      client.records.stream({ dataset_id, body: line({ fields: { prompt: "x" } }) as never })
    expect((await refusal(call(draft.id)))?.message).toContain("draft")
    const dataset = await ready()
    const annotator = await test.person("annotator", [dataset.workspace_id])
    expect((await refusal(call(dataset.id, annotator.client)))?.status).toBe(403)
    expect((await refusal(call("00000000-0000-4000-8000-00000000dead")))?.status).toBe(404)
  })

  describe("over a socket", () => {
    const open = ({ id }: Dataset) =>
      httpRequest(`${server.url}/api/v1/datasets/${id}/records/stream`, {
        method: "POST",
        headers: { "X-Argilla-Api-Key": test.owner.api_key, "Content-Type": "application/x-ndjson" },
      })

    it("does not wait for ever for a client that sends all before it reads anything", async () => {
      const dataset = await ready()
      const bad = Array.from({ length: 20_000 }, (_, index) => line({ external_id: `${index}`, fields: {} }))
      const answer = await fetch(`${server.url}/api/v1/datasets/${dataset.id}/records/stream`, {
        method: "POST",
        headers: { "X-Argilla-Api-Key": test.owner.api_key },
        body: bad.join("") + line({ external_id: "good", fields: { prompt: "x" } }),
      })
      const lines = await jsonLines(answer)
      expect(lines).toHaveLength(20_001)
      expect(lines.at(-1)).toMatchObject({ summary: { created: 1, failed: 20_000 } })
    })

    it("ends after the batch in hand when the client goes away, and the server goes on", async () => {
      const dataset = await ready()
      const request = open(dataset)
      request.on("error", () => undefined)
      request.write(prompts(0, 700).map(line).join(""))
      await expect.poll(async () => (await list(dataset)).total, { timeout: 10_000 }).toBe(500)
      request.destroy()
      await pause(300)
      expect((await list(dataset)).total).toBe(500)
      expect((await stream(dataset, prompts(0, 700).map(line).join(""))).summary).toMatchObject({
        created: 200,
        unchanged: 500,
      })
    })
  })
})
