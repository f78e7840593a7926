/** `loam serve` and `loam doctor` as processes of their own: first start, second start, refusals, the end. */
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createClient, streamRecords } from "@loam/sdk"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { entry, type RunOptions, run } from "../../test/loam.ts"

let folder: string
const children: ChildProcess[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "loam-serve-"))
})
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL")
  await rm(folder, { recursive: true, force: true })
})

const home = () => join(folder, "data")
const loam = (args: readonly string[], options: RunOptions = {}) =>
  run(args, {
    cwd: folder,
    ...options,
    env: { XDG_CONFIG_HOME: folder, LOAM_DISK_RESERVE: "0", ...options.env },
  })

/** Serves until stopped; answers what it said once it runs. */
function serve(args: readonly string[] = [], env: Record<string, string> = {}) {
  const child = spawn(
    process.execPath,
    ["--conditions=source", entry, "serve", "--port", "0", "--home", home(), ...args],
    {
      cwd: folder,
      env: { PATH: process.env.PATH, LOAM_DISK_RESERVE: "0", LOAM_EXAMPLES: "0", ...env },
      stdio: ["ignore", "pipe", "inherit"],
    },
  )
  children.push(child)
  let output = ""
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve))
  return new Promise<{
    url: string
    said: () => string
    stop: (signal: NodeJS.Signals) => Promise<number | null>
  }>((resolve, reject) => {
    void ended.then((code) => reject(new Error(`serve ended with ${code}: ${output}`)))
    child.stdout?.on("data", (chunk: Buffer) => {
      output += chunk
      const url = /http:\/\/[\d.]+:\d+/.exec(output)?.[0]
      const complete = args.includes("--json") ? output.endsWith("}\n") : output.includes("Ctrl-C")
      if (url && complete) {
        const stop = (signal: NodeJS.Signals) => {
          child.kill(signal)
          return ended
        }
        resolve({ url, said: () => output, stop })
      }
    })
  })
}

describe("serve", () => {
  it("shows the first owner's secrets once; they work, and the second start is silent, quick and has the data", async () => {
    const first = await serve(["--json"])
    const { url, first_owner: owner } = JSON.parse(first.said())
    const client = createClient({ baseUrl: url, apiKey: owner.api_key })
    expect(await client.users.me()).toMatchObject({ username: "owner", role: "owner" })
    expect(owner.password.length).toBeGreaterThanOrEqual(16)
    await client.workspaces.create({ body: { name: "kept" } })
    expect(await first.stop("SIGTERM")).toBe(0)

    const second = await serve()
    expect(second.said()).not.toMatch(/password|API key/)
    expect(second.said()).toContain("one process")
    expect(second.said()).toContain("DATABASE_URL")
    const again = createClient({ baseUrl: second.url, apiKey: owner.api_key })
    expect((await again.workspaces.mine()).items.map(({ name }) => name)).toContain("kept")
    expect(await second.stop("SIGINT")).toBe(0)
  })

  it("refuses a second process on its folder, and doctor names who has it", async () => {
    const first = await serve()
    const second = await loam(["serve", "--port", "0", "--home", home()])
    expect(second).toMatchObject({ code: 1, stdout: "" })
    expect(second.stderr).toMatch(
      /^loam: not started: the data folder .* is in use by process \d+\. [^\n]+\n$/,
    )
    const doctor = await loam(["doctor", "--home", home(), "--json"], {
      env: { PORT: new URL(first.url).port },
    })
    const checks: { name: string; status: string; found: string }[] = JSON.parse(doctor.stdout)
    expect(checks.find((check) => check.name === "database")?.found).toMatch(/in use by process \d+/)
    expect(checks.find((check) => check.name === "port")).toMatchObject({ status: "ok" })
    await first.stop("SIGTERM")
  })

  it("finishes what it is doing when it is asked to stop", async () => {
    const { url, stop } = await serve(["--json"], { LOAM_OWNER_API_KEY: "owner.key" })
    const client = createClient({ baseUrl: url, apiKey: "owner.key", retries: 0 })
    const { id: workspace_id } = await client.workspaces.create({ body: { name: "w" } })
    const { id: dataset_id } = await client.datasets.create({ body: { name: "d", workspace_id } })
    const prompt = { name: "prompt", title: "Prompt", required: true, settings: { type: "text" as const } }
    await client.fields.create({ dataset_id, body: prompt })
    await client.questions.create({ dataset_id, body: { ...prompt, name: "answer" } })
    await client.datasets.publish({ dataset_id })
    const items = Array.from({ length: 2_000 }, (_, index) => ({
      external_id: String(index),
      fields: { prompt: "x" },
    }))
    const sending = streamRecords(client, dataset_id, items)
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(await stop("SIGTERM")).toBe(0)
    expect(await sending).toMatchObject({ created: 2_000 })
  })

  it("names the port that is taken and shows the owner it has made all the same", async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve))
    const address = other.address()
    if (address === null || typeof address === "string") throw new Error("the other program has no port")
    const ended = await loam(["serve", "--port", String(address.port), "--home", home()])
    other.close()
    expect(ended).toMatchObject({ code: 1, stdout: expect.stringMatching(/password {2}\S{16}/) })
    expect(ended.stderr).toBe(
      `loam: not started: port ${address.port} on 127.0.0.1 is in use. Stop what listens there, or choose another: loam serve --port ${address.port + 1}.\n`,
    )
  })

  it.each([
    ["a port that is none", ["--port", "x"], 2, "PORT"],
    ["an address of another machine", ["--host", "192.0.2.1"], 1, "no address of this machine"],
  ])("refuses %s in one line", async (_, args, code, sentence) => {
    const ended = await loam(["serve", "--port", "0", "--home", home(), ...args])
    expect(ended).toMatchObject({ code, stderr: expect.stringContaining(sentence) })
    expect(ended.stderr.trimEnd().split("\n")).toHaveLength(1)
  })

  it("refuses a data folder that is a file, or lies below one", async () => {
    await writeFile(join(folder, "file"), "")
    for (const place of ["file", "file/data"]) {
      const ended = await loam(["serve", "--port", "0", "--home", join(folder, place)])
      expect(ended).toMatchObject({ code: 1, stderr: expect.stringContaining(join(folder, "file")) })
      expect(ended.stderr).toContain("--home")
    }
  })
})

describe("doctor", () => {
  it("finds nothing wrong where nothing is, makes no folder, and fails with 1 where something is", async () => {
    const fine = await loam(["doctor", "--home", home(), "--json"], { env: { PORT: "0" } })
    const statuses = JSON.parse(fine.stdout).map((check: { name: string; status: string }) => [
      check.name,
      check.status,
    ])
    expect(fine.code).toBe(0)
    expect(Object.fromEntries(statuses)).toMatchObject({
      node: "ok",
      "data folder": "ok",
      disk: "ok",
      database: "ok",
    })
    const full = await loam(["doctor", "--home", home()], {
      env: { PORT: "0", LOAM_DISK_RESERVE: "1000000" },
    })
    expect(full).toMatchObject({ code: 1, stdout: expect.stringContaining("writes are refused") })
    const away = await loam(["doctor"], {
      env: { DATABASE_URL: "postgres://u:secret@127.0.0.1:9/loam", PORT: "0" },
    })
    expect(away).toMatchObject({ code: 1, stdout: expect.stringContaining("postgres://127.0.0.1:9/loam") })
    expect(away.stdout).not.toContain("secret")
  })
})
