/** The everyday commands as people and scripts run them: sign-in, datasets, users, workspaces, exit codes. */

import { readFile, stat, writeFile } from "node:fs/promises"
import { createServer } from "node:http"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { exampleSettings } from "../commands/datasets/create.ts"
import {
  ownerKey,
  type RunOptions,
  run,
  type SignedIn,
  signedIn,
  startTestServer,
  type TestServer,
} from "./loam.ts"

let server: TestServer
let work: SignedIn
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  work = await signedIn(server)
})
afterEach(() => work.remove())

/** Without a key in the environment: what is stored decides. */
const stranger = (args: readonly string[], options: RunOptions = {}) =>
  run(args, { ...options, env: { XDG_CONFIG_HOME: work.path("config"), ...options.env } })
const json = async (args: readonly string[]) => JSON.parse((await work.loam([...args, "--json"])).stdout)

describe("login", () => {
  it("checks the key, stores it for its user alone, and the other commands use it until logout", async () => {
    const piped = await stranger(["login", "--url", `${server.url}/`, "--api-key", "-"], {
      input: `${ownerKey}\n`,
    })
    expect(piped).toMatchObject({ code: 0, stdout: `Signed in to ${server.url} as owner (owner).\n` })
    expect((await stat(work.path("config/loam/credentials.json"))).mode & 0o777).toBe(0o600)
    const whoami = await stranger(["whoami", "--json"])
    expect(JSON.parse(whoami.stdout)).toMatchObject({ url: server.url, username: "owner", role: "owner" })
    expect(whoami.stdout).not.toContain(ownerKey)
    expect(await stranger(["logout"])).toMatchObject({ code: 0 })
    expect(await stranger(["whoami"])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("loam login"),
    })
  })

  it("refuses a wrong key and stores nothing", async () => {
    const refused = await stranger(["login", "--url", server.url, "--api-key", "wrong"])
    expect(refused).toMatchObject({ code: 3, stdout: "" })
    expect(refused.stderr).toBe(
      `loam: ${server.url} does not know this key. Copy it again from the account page of the web app, or ask an owner.\n`,
    )
    expect(await stat(work.path("config/loam/credentials.json")).catch(() => "none")).toBe("none")
  })

  it("never sends a stored key to another server", async () => {
    await stranger(["login", "--url", server.url, "--api-key", ownerKey])
    const other = await stranger(["whoami", "--url", "http://127.0.0.1:9"])
    expect(other).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("No API key for http://127.0.0.1:9"),
    })
  })
})

describe("exit codes and errors", () => {
  it.each([
    [
      "no answer",
      ["whoami"],
      { LOAM_API_URL: "http://127.0.0.1:9" },
      6,
      "http://127.0.0.1:9 gives no answer",
    ],
    ["a wrong key", ["datasets", "list"], { LOAM_API_KEY: "wrong" }, 3, "loam login"],
    [
      "an address that is none",
      ["whoami"],
      { LOAM_API_URL: "localhost:6900" },
      2,
      "is no address of a server",
    ],
    ["an unknown dataset", ["datasets", "show", "nope"], {}, 4, "There is no dataset 'nope'"],
    ["an unknown user", ["users", "delete", "nobody", "--yes"], {}, 4, "There are: owner"],
    ["an unknown command", ["dataset"], {}, 2, "unknown command 'dataset'"],
    ["a missing argument", ["datasets", "create"], {}, 2, "missing required argument 'settings'"],
    ["nobody to confirm", ["users", "delete", "owner"], {}, 2, "give --yes"],
  ])("%s is one sentence with what to do, and a code of its own", async (_, args, env, code, sentence) => {
    const ended = await work.loam(args, { env })
    expect(ended.code).toBe(code)
    expect(ended.stderr).toContain(sentence)
    expect(ended.stderr).not.toMatch(/\n\s+at /)
    expect(ended.stdout).toBe("")
  })

  it("show where an error came from only when LOAM_DEBUG is set", async () => {
    const debug = await work.loam(["datasets", "show", "nope"], { env: { LOAM_DEBUG: "1" } })
    expect(debug.stderr).toMatch(/NotFoundError.*\n\s+at /s)
  })

  it("another program on the port is told from Loam", async () => {
    const other = createServer((_, answer) => void answer.end("<!doctype html><title>It works</title>"))
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve))
    const address = other.address()
    if (address === null || typeof address === "string") throw new Error("the other program has no port")
    const ended = await work.loam(["whoami"], { env: { LOAM_API_URL: `http://127.0.0.1:${address.port}` } })
    other.close()
    expect(ended).toMatchObject({ code: 6, stderr: expect.stringContaining("not as Loam does") })
  })
})

describe("datasets", () => {
  it("are created from the settings file of the help text, listed, shown and deleted", async () => {
    await writeFile(work.path("settings.yaml"), exampleSettings)
    const created = await json(["datasets", "create", "settings.yaml"])
    expect(created).toMatchObject({
      name: "demonstrations",
      status: "ready",
      distribution: { min_submitted: 2 },
    })
    expect(await work.loam(["datasets", "create", "settings.yaml"])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("already"),
    })
    const [listed] = await json(["datasets", "list", "--workspace", "team-a"])
    expect(listed).toMatchObject({ name: "demonstrations", workspace_name: "team-a", progress: { total: 0 } })
    const shown = await work.loam(["datasets", "show", "demonstrations"])
    expect(shown.stdout).toMatch(/questions +demonstration \(text\)\n +quality \(rating, optional\)/)
    expect(await work.loam(["datasets", "delete", created.id, "--yes"])).toMatchObject({ code: 0 })
    expect(await json(["datasets", "list"])).toEqual([])
  })

  it("take every kind of field and question, from JSON as from YAML", async () => {
    const settings = {
      name: "kinds",
      workspace: "team-b",
      distribution: { strategy: "everyone", min_submitted: 3 },
      allow_extra_metadata: false,
      fields: [
        { type: "text", name: "text", use_markdown: true },
        { type: "chat", name: "turns", required: false },
        { type: "image", name: "picture", required: false },
        { type: "custom", name: "card", required: false, template: "<p>{{record.fields.card.a}}</p>" },
      ],
      questions: [
        { type: "text", name: "comment", description: "Anything else?" },
        { type: "rating", name: "stars", values: [1, 2, 3] },
        { type: "label", name: "topic", labels: { a: "Apples", b: "Bread" } },
        { type: "multi_label", name: "flaws", labels: ["rude", { value: "wrong", text: "Not true" }] },
        { type: "ranking", name: "order", values: [1, 2] },
        { type: "span", name: "names", field: "text", labels: ["person"], allow_overlapping: true },
      ],
    }
    await writeFile(work.path("settings.json"), JSON.stringify(settings))
    const { id } = await json(["datasets", "create", "settings.json"])
    const shown = await json(["datasets", "show", id])
    expect(
      shown.fields.map((field: { name: string; settings: { type: string } }) => [
        field.name,
        field.settings.type,
      ]),
    ).toEqual([
      ["text", "text"],
      ["turns", "chat"],
      ["picture", "image"],
      ["card", "custom"],
    ])
    expect(shown.questions.map((question: { settings: unknown }) => question.settings)).toMatchObject([
      { type: "text" },
      { type: "rating", options: [{ value: 1 }, { value: 2 }, { value: 3 }] },
      {
        type: "label_selection",
        options: [
          { value: "a", text: "Apples" },
          { value: "b", text: "Bread" },
        ],
      },
      { type: "multi_label_selection", options: [{ value: "rude" }, { value: "wrong", text: "Not true" }] },
      { type: "ranking", options: [{ value: "1" }, { value: "2" }] },
      { type: "span", field: "text", allow_overlapping: true },
    ])
  })

  it.each([
    ["an unknown type", "type: text", "type: txt", "fields.0: "],
    ["a misspelt member", "guidelines:", "guideline:", "there is no 'guideline' here"],
    ["a rating twice", "[1, 2, 3, 4, 5]", "[1, 1]", "'quality'"],
    ["no questions", /questions:[\s\S]*/, "questions: []", "questions: "],
    ["broken YAML", "fields:", "fields: [", "line "],
  ])("are not created from a file with %s; the place is named", async (_, what, instead, sentence) => {
    await writeFile(work.path("settings.yaml"), exampleSettings.replace(what, instead))
    const ended = await work.loam(["datasets", "create", "settings.yaml"])
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining(sentence) })
    expect(ended.stderr).toContain("settings.yaml is no valid settings file")
  })
})

describe("users and workspaces", () => {
  it("are created with secrets shown once that work, and deleted so that they do not", async () => {
    await json(["workspaces", "create", "team-c"])
    const ana = await json(["users", "create", "ana", "--workspace", "team-c", "--first-name", "Ana"])
    expect(ana).toMatchObject({
      username: "ana",
      role: "annotator",
      first_name: "Ana",
      workspaces: ["team-c"],
    })
    const asAna = await work.loam(["whoami", "--json"], { env: { LOAM_API_KEY: ana.api_key } })
    expect(JSON.parse(asAna.stdout)).toMatchObject({ username: "ana", workspaces: ["team-c"] })
    const token = await fetch(`${server.url}/api/v1/token`, {
      method: "POST",
      body: new URLSearchParams({ username: "ana", password: ana.password }),
    })
    expect(token.status).toBe(201)
    const refused = await work.loam(["users", "list"], { env: { LOAM_API_KEY: ana.api_key } })
    expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining("ask an owner") })
    expect(await work.loam(["users", "delete", "ana", "--yes"])).toMatchObject({ code: 0 })
    expect(await work.loam(["whoami"], { env: { LOAM_API_KEY: ana.api_key } })).toMatchObject({ code: 3 })
  })

  it("leave no user behind when the workspace is misspelt", async () => {
    expect(await work.loam(["users", "create", "ben", "--workspace", "teem"])).toMatchObject({ code: 4 })
    const users: { username: string }[] = await json(["users", "list"])
    expect(users.map((user) => user.username)).not.toContain("ben")
  })

  it("add all or nobody, and adding again is no mistake", async () => {
    await json(["workspaces", "create", "team-d"])
    await json(["users", "create", "cleo"])
    expect(await work.loam(["workspaces", "add", "team-d", "cleo", "nobody"])).toMatchObject({ code: 4 })
    expect((await json(["workspaces", "add", "team-d", "cleo"])).added).toHaveLength(1)
    expect((await json(["workspaces", "add", "team-d", "cleo"])).added).toEqual([])
    const names: { name: string }[] = await json(["workspaces", "list"])
    expect(names.map((workspace) => workspace.name)).toContain("team-d")
  })
})

describe("output", () => {
  it("has no colours when it is not a terminal, nor control characters of others' names", async () => {
    await json(["workspaces", "create", "red\u001b[31m team"])
    const { stdout } = await work.loam(["workspaces", "list"])
    expect(stdout).toContain("red [31m team")
    expect(stdout).not.toContain("\u001b")
  })

  it("says its version", async () => {
    expect(await work.loam(["--version"])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    })
  })

  it("names every command, its options and the exit codes in --help", async () => {
    const { stdout, code } = await work.loam(["--help"])
    expect(code).toBe(0)
    for (const word of ["serve", "login", "datasets", "import", "users", "--json", "--url", "Exit codes"])
      expect(stdout).toContain(word)
  })
})

it("the credentials file that login writes is what the SDK reads", async () => {
  await stranger(["login", "--url", server.url, "--api-key", ownerKey])
  const stored = JSON.parse(await readFile(work.path("config/loam/credentials.json"), "utf8"))
  expect(stored).toEqual({
    current: server.url,
    servers: [{ url: server.url, api_key: ownerKey, username: "owner" }],
  })
})
