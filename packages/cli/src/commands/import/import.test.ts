/** Imports as a person runs them: files in, records and lists of refused rows out, exit codes. */
import { existsSync } from "node:fs"
import { readFile, writeFile } from "node:fs/promises"
import { createServer, request } from "node:http"
import { gzipSync } from "node:zlib"
import { FeedbackDataset, type RemoteFeedbackDataset, TextField, TextQuestion } from "@loam/sdk"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { type SignedIn, signedIn, startTestServer, type TestServer } from "../../test/loam.ts"

let server: TestServer
let work: SignedIn
let remote: RemoteFeedbackDataset
let number = 0
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  work = await signedIn(server)
  number += 1
  const dataset = new FeedbackDataset({
    fields: [new TextField({ name: "prompt" }), new TextField({ name: "context", required: false })],
    questions: [new TextQuestion({ name: "demonstration" })],
  })
  const { id } = await dataset.push({ name: `prompts-${number}`, workspace: "team", client: server.owner })
  remote = await FeedbackDataset.open({ id, client: server.owner })
})
afterEach(() => work.remove())

const jsonl = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("")
const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: `q-${index}`,
    instruction: `Question ${index}?`,
    lang: "en",
  }))
const mapped = ["--map", "prompt=instruction", "--external-id", "id"]

async function importText(text: string | Uint8Array, ...options: string[]) {
  await writeFile(work.path("in.jsonl"), text)
  return work.loam(["import", "in.jsonl", "--dataset", remote.name, ...options])
}
const importJson = async (text: string | Uint8Array, ...options: string[]) => {
  const ended = await importText(text, "--json", ...options)
  return { code: ended.code, stderr: ended.stderr, ...JSON.parse(ended.stdout || "{}") }
}
const refusedRows = async (name = "in.jsonl.errors.jsonl") =>
  (await readFile(work.path(name), "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line))
async function stored() {
  const all = []
  for await (const { fields, metadata, external_id } of remote.records({ with: [], pageSize: 1_000 }))
    all.push({ prompt: fields.prompt, ...fields, metadata, external_id })
  return all
}

describe("columns", () => {
  it("fill fields, metadata and external id, in the order of the file", async () => {
    const result = await importJson(jsonl(rows(1_200)), ...mapped, "--metadata", "lang")
    expect(result).toMatchObject({ code: 0, rows: 1_200, created: 1_200, refused: 0, errors: null })
    expect(await stored()).toEqual(
      rows(1_200).map(({ id, instruction, lang }) => ({
        prompt: instruction,
        metadata: { lang },
        external_id: id,
      })),
    )
    expect(existsSync(work.path("in.jsonl.errors.jsonl"))).toBe(false)
  })

  it("are found by the field's own name, inside objects by dots, and all the others by *", async () => {
    const row = { prompt: "Why?", turns: [{ text: "Because." }], source: "forum", stars: 3 }
    const result = await importJson(jsonl([row]), "--map", "context=turns.0.text", "--metadata", "*")
    expect(result).toMatchObject({ code: 0, created: 1 })
    expect(await stored()).toMatchObject([
      {
        prompt: "Why?",
        context: "Because.",
        metadata: { turns: [{ text: "Because." }], source: "forum", stars: 3 },
      },
    ])
  })

  it("of a file that is nothing but texts is called text", async () => {
    const result = await importJson('"Why is the sky blue?"\n"Was ist Regen?"\n', "--map", "prompt=text")
    expect(result).toMatchObject({ code: 0, created: 2 })
    expect((await stored()).map((record) => record.prompt)).toEqual([
      "Why is the sky blue?",
      "Was ist Regen?",
    ])
  })

  it.each([
    [
      "no column for a required field",
      [],
      "no column for the field 'prompt': the file has 'id', 'instruction', 'lang'. Say which: --map prompt=<column>",
    ],
    ["a column that no row has", ["--map", "prompt=instructoin"], "the file has no column 'instructoin'"],
    [
      "a field that the dataset does not have",
      ["--map", "promt=instruction"],
      "the dataset has no field 'promt'; its fields are 'prompt', 'context'",
    ],
    [
      "metadata that no row has",
      ["--map", "prompt=instruction", "--metadata", "lang,sourec"],
      "no column 'sourec'",
    ],
    [
      "an external id that no row has",
      ["--map", "prompt=instruction", "--external-id", "key"],
      "no column 'key'",
    ],
    ["a mapping that is none", ["--map", "instruction"], "write field=column"],
  ])("%s is a mistake in the command: nothing is sent", async (_, options, sentence) => {
    const { code, stderr } = await importText(jsonl(rows(3)), ...options)
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(sentence) })
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(await stored()).toEqual([])
  })
})

describe("bad rows", () => {
  it("are listed with line, reason and row; the good ones around them are kept", async () => {
    const lines = [
      '\uFEFF{"id": 1, "prompt": "first"}\r',
      '{"id": 2, "prompt": "cut off',
      "",
      '{"id": 3, "prompt": "third"}\r',
      '["a", "list"]',
      '{"id": 4}',
      '{"id": 5, "prompt": 17}',
      '{"id": 1, "prompt": "first again"}',
      '{"prompt": "no id"}',
      '{"id": 9, "prompt": "ninth \\u0000"}',
      '{"id": 10, "prompt": "last, without a line end"}',
    ]
    const broken = Buffer.concat([
      Buffer.from(lines.slice(0, 9).join("\n")),
      Buffer.from('\n{"id": 8, "prompt": "\xff"}\n', "latin1"),
      Buffer.from(lines.slice(9).join("\n")),
    ])
    const result = await importJson(broken, "--external-id", "id")
    expect(result).toMatchObject({ code: 5, rows: 11, created: 3, refused: 8 })
    expect((await stored()).map((record) => [record.external_id, record.prompt])).toEqual([
      ["1", "first"],
      ["3", "third"],
      ["10", "last, without a line end"],
    ])
    const refused = await refusedRows()
    expect(refused.map(({ line }) => line).sort((a, b) => a - b)).toEqual([2, 5, 6, 7, 8, 9, 10, 11])
    const reasonOf = (line: number) => refused.find((each) => each.line === line)?.reason
    expect(reasonOf(2)).toContain("not JSON")
    expect(reasonOf(5)).toContain("neither an object")
    expect(reasonOf(6)).toContain("'prompt' is missing")
    expect(reasonOf(7)).toContain("expects a text, found a number")
    expect(reasonOf(8)).toContain("also that of line 1")
    expect(reasonOf(9)).toContain("'id', is missing")
    expect(reasonOf(10)).toContain("not UTF-8")
    expect(refused.find((each) => each.line === 7)?.row).toEqual({ id: 5, prompt: 17 })
    expect(refused.find((each) => each.line === 2)?.text).toBe('{"id": 2, "prompt": "cut off')
  })

  it("that the server alone finds are listed with their own line", async () => {
    const many = rows(2_500).map((row, index) =>
      index === 2_300 ? { ...row, instruction: "nul \u0000 here" } : row,
    )
    const result = await importJson(`\n\n${jsonl(many)}`, ...mapped)
    expect(result).toMatchObject({ code: 5, created: 2_499, refused: 1 })
    expect(await refusedRows()).toMatchObject([{ line: 2_303, row: { id: "q-2300" } }])
  })

  it("once mended are added by the same command, and the list of them goes away", async () => {
    const broken = jsonl(rows(20)).replace('"Question 7?"', "17")
    expect(await importJson(broken, "--map", "prompt=instruction", "--errors", "bad.jsonl")).toMatchObject({
      code: 5,
      created: 19,
    })
    expect(await refusedRows("bad.jsonl")).toHaveLength(1)
    const again = await importJson(jsonl(rows(20)), "--map", "prompt=instruction", "--errors", "bad.jsonl")
    expect(again).toMatchObject({ code: 0, created: 1, unchanged: 19, refused: 0 })
    expect(existsSync(work.path("bad.jsonl"))).toBe(false)
    expect(await stored()).toHaveLength(20)
  })
})

describe("files", () => {
  it("may be packed, or come from standard input, and say the same", async () => {
    const text = jsonl(rows(50))
    await writeFile(work.path("in.jsonl.gz"), gzipSync(text))
    const packed = await work.loam(["import", "in.jsonl.gz", "-d", remote.name, ...mapped, "--json"])
    expect(JSON.parse(packed.stdout)).toMatchObject({ created: 50 })
    const piped = await work.loam(["import", "-", "-d", remote.name, ...mapped, "--json"], { input: text })
    expect(JSON.parse(piped.stdout)).toMatchObject({ created: 0, unchanged: 50 })
  })

  it.each([
    ["a JSON list", '[\n  {"prompt": "a"}\n]\n', "one JSON list"],
    ["UTF-16", Buffer.from('\uFEFF{"prompt": "a"}\n', "utf16le"), "UTF-16"],
    ["one object over several lines", '{\n  "prompt": "a"\n}\n', "over several lines"],
    ["a table", "prompt,lang\nWhy?,en\n", "no line is a JSON object"],
  ])(
    "of another kind (%s) are named as such instead of refused line by line",
    async (_, content, sentence) => {
      const { code, stderr } = await importText(content)
      expect(code).not.toBe(0)
      expect(stderr).toContain(sentence)
      expect(existsSync(work.path("in.jsonl.errors.jsonl"))).toBe(false)
    },
  )

  it("that are checked only (--dry-run) send nothing", async () => {
    const result = await importJson(jsonl([...rows(3), { instruction: 1 }]), ...mapped, "--dry-run")
    expect(result).toMatchObject({ code: 5, rows: 4, refused: 1, created: 0 })
    expect(await stored()).toEqual([])
  })

  it("and datasets that are not there end with 4", async () => {
    expect(await work.loam(["import", "none.jsonl", "-d", remote.name])).toMatchObject({ code: 4 })
    const elsewhere = await importText("{}", "-d", "no-such-dataset")
    expect(elsewhere).toMatchObject({ code: 4, stderr: expect.stringContaining(remote.name) })
  })
})

describe("interruptions", () => {
  it("by SIGKILL leave what a second run completes without doubles", async () => {
    await writeFile(work.path("in.jsonl"), jsonl(rows(30_000)))
    const args = ["import", "in.jsonl", "-d", remote.name, "--map", "prompt=instruction", "--json"]
    let child: { kill: (signal: NodeJS.Signals) => boolean } | undefined
    const first = work.loam(args, { onStart: (started) => (child = started) })
    while ((await remote.progress()).total < 2_000) await new Promise((resolve) => setTimeout(resolve, 20))
    child?.kill("SIGKILL")
    expect((await first).code).toBe(null)
    const { total } = await remote.progress()
    expect(total).toBeLessThan(30_000)
    const second = await work.loam(args)
    expect(second.code).toBe(0)
    const { created, unchanged } = JSON.parse(second.stdout)
    expect(created + unchanged).toBe(30_000)
    expect(new Set((await stored()).map((record) => record.prompt)).size).toBe(30_000)
    expect((await remote.progress()).total).toBe(30_000)
  })

  it("by Ctrl-C say how to go on, with the exit code of shells", async () => {
    await writeFile(work.path("in.jsonl"), jsonl(rows(60_000)))
    let child: { kill: (signal: NodeJS.Signals) => boolean } | undefined
    const args = ["import", "in.jsonl", "-d", remote.name, ...mapped]
    const running = work.loam(args, { onStart: (started) => (child = started) })
    while ((await remote.progress()).total < 2_000) await new Promise((resolve) => setTimeout(resolve, 20))
    child?.kill("SIGINT")
    const ended = await running
    expect(ended.code).toBe(130)
    expect(ended.stderr).toContain("run the same command again to complete it")
  })

  it("of the network are mended while the import goes on: every row once", async () => {
    const { url, cuts, close } = await unsteadyProxy(server.url)
    await writeFile(work.path("in.jsonl"), jsonl(rows(9_000)))
    const args = ["import", "in.jsonl", "-d", remote.name, ...mapped, "--json"]
    const ended = await work.loam(args, { env: { LOAM_API_URL: url } })
    await close()
    expect(cuts()).toBeGreaterThan(1)
    expect(ended).toMatchObject({ code: 0 })
    expect(await stored()).toHaveLength(9_000)
  })
})

/** Passes requests on, but cuts every third import request: the server got it, its answer is lost half-way. */
async function unsteadyProxy(target: string) {
  let streams = 0
  let cuts = 0
  const proxy = createServer((incoming, outgoing) => {
    const { method = "GET", headers, url = "/" } = incoming
    const onward = request(new URL(url, target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      if (url.endsWith("/stream") && streams++ % 3 === 1) {
        cuts += 1
        outgoing.flushHeaders()
        answer.once("data", () => outgoing.destroy())
        return
      }
      answer.pipe(outgoing)
    })
    incoming.pipe(onward)
  })
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve))
  const address = proxy.address()
  if (address === null || typeof address === "string") throw new Error("the proxy has no port")
  return {
    url: `http://127.0.0.1:${address.port}`,
    cuts: () => cuts,
    close: () => new Promise((resolve) => proxy.close(resolve)),
  }
}
