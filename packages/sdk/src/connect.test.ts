/** Which server and key are used, of all the places that may name one. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { connect, defaultUrl, findConnection } from "./connect.ts"

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "loam-connect-"))
  vi.stubEnv("XDG_CONFIG_HOME", folder)
  vi.stubEnv("LOAM_API_URL", "")
  vi.stubEnv("LOAM_API_KEY", "")
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

async function store(content: string) {
  await mkdir(join(folder, "loam"))
  await writeFile(join(folder, "loam", "credentials.json"), content)
}
const servers = [
  { url: "https://a.example", api_key: "key-a", username: "ana" },
  { url: "https://b.example", api_key: "key-b", username: "ben" },
]

describe("findConnection", () => {
  it("prefers options to the environment, and the environment to what is stored", async () => {
    await store(JSON.stringify({ current: "https://b.example", servers }))
    expect(await findConnection()).toEqual({ url: "https://b.example", apiKey: "key-b" })
    vi.stubEnv("LOAM_API_URL", "https://a.example/")
    expect(await findConnection()).toEqual({ url: "https://a.example/", apiKey: "key-a" })
    vi.stubEnv("LOAM_API_KEY", "key-env")
    expect(await findConnection()).toEqual({ url: "https://a.example/", apiKey: "key-env" })
    expect(await findConnection({ url: "https://c.example", apiKey: "key-c" })).toEqual({
      url: "https://c.example",
      apiKey: "key-c",
    })
  })

  it("gives a stored key to its own server only", async () => {
    await store(JSON.stringify({ current: "https://b.example", servers }))
    expect(await findConnection({ url: "https://elsewhere.example" })).toMatchObject({ apiKey: undefined })
  })

  it("takes the address where `loam serve` listens when nothing is said", async () => {
    expect(await findConnection({ apiKey: "key" })).toEqual({ url: defaultUrl, apiKey: "key" })
  })
})

describe("connect", () => {
  it("says how to sign in when no key is known", async () => {
    await expect(connect()).rejects.toThrow("Set LOAM_API_URL and LOAM_API_KEY, or run `loam login`")
  })

  it("does not take a damaged credentials file for being signed out", async () => {
    await store('{"current": ')
    await expect(connect()).rejects.toThrow(join(folder, "loam", "credentials.json"))
  })
})
