import { afterAll, describe, expect, it } from "vitest"
import { verifyPassword } from "../auth/secrets.ts"
import { readConfig } from "../config.ts"
import type { Services } from "../http/context.ts"
import { prepare } from "../start.ts"
import { openTestDatabase } from "../test/database.ts"
import { readExamples } from "./examples.ts"
import { firstStart } from "./index.ts"

const quiet = { LOAM_LOG_LEVEL: "error" }

async function services(settings: Record<string, string>): Promise<Services> {
  return prepare(await openTestDatabase(), readConfig({ ...quiet, ...settings }))
}

describe("the first start of a database", () => {
  const opened: Services[] = []
  const fresh = async (settings: Record<string, string> = {}) => {
    const made = await services(settings)
    opened.push(made)
    return made
  }
  afterAll(async () => {
    for (const { database } of opened) await database.close()
  })

  it("makes one owner with secrets nobody could guess, and the examples, also when two processes start at once", async () => {
    const made = await fresh()
    const owners = await Promise.all([firstStart(made), firstStart(made)])
    const [owner] = owners.filter((each) => each !== null)
    expect(owners.filter((each) => each !== null)).toHaveLength(1)
    expect(owner?.password?.length).toBeGreaterThanOrEqual(12)
    expect(owner?.api_key?.length).toBeGreaterThanOrEqual(40)
    const { db } = made.database
    const user = await db.selectFrom("users").selectAll().executeTakeFirstOrThrow()
    expect(await verifyPassword(owner?.password ?? "", user.password_hash)).toBe(true)
    const datasets = await db.selectFrom("datasets").select(["name", "status"]).orderBy("seq").execute()
    expect(datasets).toEqual([
      { name: "Demonstrations (example)", status: "ready" },
      { name: "Comparisons (example)", status: "ready" },
    ])
    expect(await firstStart(made)).toBeNull()
  })

  it("takes the owner from the settings and does not print back what was chosen", async () => {
    const made = await fresh({
      LOAM_OWNER_USERNAME: "ada",
      LOAM_OWNER_PASSWORD: "a good password",
      LOAM_OWNER_API_KEY: "ada.key",
      LOAM_EXAMPLES: "0",
    })
    expect(await firstStart(made)).toMatchObject({ username: "ada", password: null, api_key: null })
    expect(await made.database.db.selectFrom("datasets").select("id").execute()).toEqual([])
    expect(await made.database.db.selectFrom("workspaces").select("name").execute()).toEqual([
      { name: "default" },
    ])
  })

  it("leaves a database without an owner alone when the chosen password is too short", async () => {
    const made = await fresh({ LOAM_OWNER_PASSWORD: "short" })
    await expect(firstStart(made)).rejects.toThrow(/LOAM_OWNER_PASSWORD/)
    expect(await made.database.db.selectFrom("users").select("id").execute()).toEqual([])
  })
})

describe("the example campaign", () => {
  it("asks to compare two different answers, without leaning to one side", async () => {
    const comparisons = (await readExamples()).find((example) => example.name.startsWith("Comparisons"))
    const records = comparisons?.records ?? []
    expect(records.length).toBeGreaterThanOrEqual(24)
    for (const { fields } of records) {
      expect(fields.response_a).not.toEqual(fields.response_b)
      expect(String(fields.response_a).length > 10 && String(fields.response_b).length > 10).toBe(true)
    }
    const suggested = records.flatMap((record) => record.suggestions ?? []).map((each) => each.value)
    expect(suggested.length >= 8 && suggested.length < records.length).toBe(true)
    expect(new Set(suggested)).toEqual(new Set(["A", "B"]))
  })

  it("has demonstrations and comparisons of at least 40 prompts, none of them twice", async () => {
    const examples = await readExamples()
    const prompts = examples.flatMap((example) => example.records.map((record) => record.fields.prompt))
    expect(prompts.length).toBeGreaterThanOrEqual(40)
    expect(new Set(prompts).size).toBe(prompts.length)
    expect(examples.every((example) => (example.guidelines ?? "").length > 200)).toBe(true)
  })
})
