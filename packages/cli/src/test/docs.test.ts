/** What README and guides show is what runs: their examples are files, and the files are run against a server. */
import { spawn } from "node:child_process"
import { readFile } from "node:fs/promises"
import { createServer, request } from "node:http"
import { fileURLToPath } from "node:url"
import type { Client } from "@loam/sdk"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createProgram } from "../program.ts"
import { helpPage } from "./help-page.ts"
import { type Ended, ownerKey, startTestServer, type TestServer } from "./loam.ts"

const root = new URL("../../../../", import.meta.url)
const pathOf = (path: string) => fileURLToPath(new URL(path, root))
const read = (path: string) => readFile(pathOf(path), "utf8")
const blocksOf = (markdown: string) =>
  [...markdown.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1] ?? "")

/** Without what the formatter decides: where lines break, and the commas that come with it. */
const bare = (code: string) => code.replaceAll(/\s+/g, "").replaceAll(/,(?=[)\]}])/g, "")

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

function runExample(path: string, url: string): Promise<Ended> {
  const env = { PATH: process.env.PATH, LOAM_API_URL: url, LOAM_API_KEY: ownerKey }
  const child = spawn(process.execPath, ["--conditions=source", pathOf(path)], { env })
  let stdout = ""
  let stderr = ""
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk
  })
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk
  })
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, stdout, stderr })))
}

describe("the README's example", () => {
  const example = "packages/sdk/examples/push-and-read.ts"

  it("is the tested file, but for the prompts", async () => {
    const [block = ""] = blocksOf(await read("README.md"))
    const [imports = "", ...rest] = block.split("\n\n")
    const file = bare(await read(example))
    expect(imports).toContain("@loam/sdk")
    expect(file).toContain(bare(imports))
    expect(file).toContain(bare(rest.join("\n\n")))
  })

  it("pushes its prompts, and prints the answers that people gave in the meantime", async () => {
    const { url, close } = await peopleAnswerBeforeTheyAreRead(server)
    const ended = await runExample(example, url)
    await close()
    expect(ended).toMatchObject({ code: 0, stderr: "" })
    expect(
      ended.stdout.match(/the moon seems to follow|neighbour whose dog barks|bread never rises/g),
    ).toHaveLength(3)
    expect(ended.stdout.match(/status: 'submitted'/g)).toHaveLength(3)
  })
})

describe("the SDK guide", () => {
  it("shows what its example file does, in the same order", async () => {
    const blocks = blocksOf(await read("docs/sdk.md"))
    const file = bare(await read("packages/sdk/examples/guide.ts"))
    expect(blocks.length).toBeGreaterThan(5)
    let from = 0
    for (const block of blocks) {
      const at = file.indexOf(bare(block), from)
      expect(at, `not in the example file at its place:\n${block}`).toBeGreaterThan(-1)
      from = at + bare(block).length
    }
  })

  it("runs from top to bottom", async () => {
    const ended = await runExample("packages/sdk/examples/guide.ts", server.url)
    expect(ended).toMatchObject({ code: 0, stderr: "" })
    expect(ended.stdout).toContain("{ created: 5000, updated: 0, unchanged: 0, failed: 0 }")
    expect(ended.stdout).toContain("has a dataset 'comparisons' already")
  })
})

it("docs/cli.md is what --help says (vitest -u writes it anew)", async () => {
  await expect(helpPage(createProgram)).toMatchFileSnapshot(pathOf("docs/cli.md"))
})

/** Between the push and the reading, people answer: here at the moment when the records are asked for. */
async function peopleAnswerBeforeTheyAreRead({ url: target, owner }: TestServer) {
  let answered: Promise<void> | undefined
  const proxy = createServer(async (incoming, outgoing) => {
    const { method = "GET", headers, url = "/" } = incoming
    const dataset = /^\/api\/v1\/datasets\/([0-9a-f-]+)\/records\?/.exec(url)?.[1]
    if (method === "GET" && dataset) {
      answered ??= answerAll(owner, dataset)
      await answered
    }
    const onward = request(new URL(url, target), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(outgoing)
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

async function answerAll(client: Client, dataset_id: string): Promise<void> {
  const { items } = await client.records.list({ dataset_id })
  for (const { id: record_id } of items) {
    const values = { demonstration: { value: "An answer." } }
    await client.responses.create({ record_id, body: { status: "submitted", values } })
  }
}
