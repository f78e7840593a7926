import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { readJsonItems } from "./json-items.ts"

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "loam-items-"))
})
afterAll(() => rm(folder, { recursive: true }))

let files = 0
async function read(text: string | Uint8Array) {
  files += 1
  const path = join(folder, `${files}.json`)
  await writeFile(path, text)
  const items: unknown[] = []
  for await (const item of readJsonItems(path, "the file")) items.push(item)
  return items
}

const space = fc.constantFrom("", " ", "\n  ", "\r\n\t")
const list = fc.array(fc.jsonValue(), { maxLength: 6 })

describe("members of a JSON list", () => {
  it("are those that JSON.parse finds, however they are spaced", async () => {
    await fc.assert(
      fc.asyncProperty(list, space, space, fc.boolean(), async (items, before, between, pretty) => {
        const members = items.map((item) => JSON.stringify(item, null, pretty ? 2 : 0))
        const text = `${before}[${before}${members.join(`${between},${before}`)}${between}]${before}`
        expect(await read(text)).toEqual(JSON.parse(text))
      }),
      { numRuns: 200 },
    )
  })

  it("are whole where the file is read in pieces, in the middle of letters too", async () => {
    const items = Array.from({ length: 3_000 }, (_, index) => ({ text: `"]}, 👩🏽‍🌾\\ ${index}`.repeat(9) }))
    expect(await read(`\uFEFF${JSON.stringify(items)}`)).toEqual(items)
  })

  it("of a file that was cut anywhere are never taken for all", async () => {
    const whole = JSON.stringify([{ a: [1, "]"] }, { b: { c: '"' } }, 3])
    for (let length = 0; length < whole.length; length += 1)
      await expect(read(whole.slice(0, length))).rejects.toThrow(/breaks off in record|is empty|is not JSON/)
  })

  it.each([
    ["an object", '{"records": []}', /not a list of records/],
    ["a table", "id,text\n1,a\n", /not a list of records/],
    ["two lists", "[1] [2]", /something follows/],
    ["a member that is none", "[1, oops]", /record 2 is not JSON/],
  ])("of another file are refused, with what it is: %s", async (_what, text, sentence) => {
    await expect(read(text)).rejects.toThrow(sentence)
  })
})
