import { readFile } from "node:fs/promises"
import { describe, expect, it } from "vitest"
import { environment, readConfig } from "./config.ts"

describe("settings", () => {
  it("are all described in docs/running.md with the sentence the program knows", async () => {
    const page = await readFile(new URL("../../../docs/running.md", import.meta.url), "utf8")
    for (const [name, schema] of Object.entries(environment.shape)) {
      expect(page).toContain(`| \`${name}\` | `)
      expect(page).toContain(schema.description ?? "every setting needs a description")
    }
  })
  it("take a blank variable as absent", () => {
    expect(readConfig({ PORT: "", LOAM_EXAMPLES: "" })).toMatchObject({ PORT: 6900, LOAM_EXAMPLES: true })
  })
  it("refuse a bad value by its name, and say what fits", () => {
    for (const PORT of ["http", "80.5", "70000"])
      expect(() => readConfig({ PORT })).toThrow(`PORT="${PORT}": has to be a whole number from 0 to 65535`)
    expect(() => readConfig({ LOAM_EXAMPLES: "maybe" })).toThrow(/LOAM_EXAMPLES/)
  })
})
