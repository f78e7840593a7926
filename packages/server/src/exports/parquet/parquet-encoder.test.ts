import type { Features } from "@loam/training"
import fc from "fast-check"
import { parquetMetadataAsync, parquetReadObjects } from "hyparquet"
import { compressors } from "hyparquet-compressors"
import { describe, expect, it } from "vitest"
import { createParquetEncoder } from "./parquet-encoder.ts"

const string = { kind: "value", dtype: "string" } as const
const messages = { kind: "list", of: { kind: "struct", fields: { role: string, content: string } } } as const
const features: Features = {
  prompt: messages,
  text: string,
  n: { kind: "value", dtype: "int64" },
  margin: { kind: "value", dtype: "float64" },
  label: { kind: "value", dtype: "bool" },
  topic: { kind: "class", names: ["a", "b"] },
  tags: { kind: "list", of: string },
}

async function encode(
  rows: readonly Record<string, unknown>[],
  of = features,
): Promise<{ file: ArrayBuffer; pieces: number }> {
  const encoder = createParquetEncoder(of)
  const parts = rows.map((row) => encoder.add(row)).filter((part) => part !== undefined)
  const bytes = Buffer.concat([...(await Promise.all(parts)), await encoder.finish()])
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer // Buffer's own
  return { file, pieces: parts.length + 1 }
}

const read = (file: ArrayBuffer) => parquetReadObjects({ file, compressors, utf8: true })

describe("the Parquet encoder", () => {
  it("loses nothing: emoji, nulls, 64-bit integers, lists and messages come back as they went in", async () => {
    const text = fc.string({ unit: "grapheme" })
    const row = fc.record({
      prompt: fc.option(fc.array(fc.record({ role: text, content: fc.option(text) }))),
      text: fc.option(text),
      n: fc.option(fc.maxSafeInteger()),
      margin: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
      label: fc.option(fc.boolean()),
      topic: fc.constantFrom("a", "b", null),
      tags: fc.option(fc.array(fc.option(text))),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (rows) => {
        const expected = rows.map(({ n, topic, ...rest }) => ({
          ...rest,
          n: n === null ? null : BigInt(n),
          topic: topic === null ? null : BigInt(["a", "b"].indexOf(topic)),
        }))
        const back = await read((await encode(rows)).file)
        // This reader says undefined where a whole list is null.
        const said = back.map((one) =>
          Object.fromEntries(Object.entries(one).map(([name, value]) => [name, value ?? null])),
        )
        expect(said).toEqual(expected)
      }),
      { numRuns: 50 },
    )
  })

  it("lets row groups go as they are full, and counts all rows in the footer", async () => {
    const rows = Array.from({ length: 45_000 }, (_, n) => ({ text: `row ${n}`, n }))
    const { file, pieces } = await encode(rows)
    const metadata = await parquetMetadataAsync(file)
    expect([pieces, metadata.row_groups.length, metadata.num_rows]).toEqual([3, 3, 45_000n])
    const back = await read(file)
    expect(back.map(({ n }) => Number(n))).toEqual(rows.map(({ n }) => n))
    expect(metadata.key_value_metadata?.find(({ key }) => key === "huggingface")?.value).toContain(
      '"ClassLabel"',
    )
  })

  it("ends a group early where rows are large", async () => {
    const large = "x".repeat(3 * 1024 * 1024)
    const { file } = await encode(Array.from({ length: 7 }, (_, n) => ({ text: `${n}${large}` })))
    const { row_groups } = await parquetMetadataAsync(file)
    expect(row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([3, 3, 1])
  })

  it("writes a text once that comes again soon, among others, missing ones and in lists too", async () => {
    const long = (name: number) => `${name} `.repeat(10_000)
    const rows = Array.from({ length: 300 }, (_, n) => {
      const [one, other] = [long(Math.floor(n / 3)), long(-Math.floor(n / 3))]
      const text = n % 3 === 1 ? other : one
      return {
        text: n % 7 === 0 ? null : text,
        prompt: [
          { role: "user", content: one },
          { role: "assistant", content: n % 5 === 0 ? null : other },
        ],
      }
    })
    const { file } = await encode(rows)
    const back = await read(file)
    expect(back.map(({ text, prompt }) => ({ text: text ?? null, prompt }))).toEqual(rows)
    const { row_groups } = await parquetMetadataAsync(file)
    const plain = rows.reduce((sum, { text }) => sum + (text?.length ?? 0), 0)
    const column = row_groups[0]?.columns.find(({ meta_data }) => meta_data?.path_in_schema[0] === "text")
    expect(Number(column?.meta_data?.total_uncompressed_size)).toBeLessThan(plain * 0.75)
  })

  it("gives the same bytes for the same rows, whoever compresses first", async () => {
    const rows = Array.from({ length: 50_000 }, (_, n) => ({ text: `row ${n % 1_000} `.repeat(n % 50), n }))
    const [one, other] = await Promise.all([encode(rows), encode(rows)])
    expect(Buffer.from(one.file).equals(Buffer.from(other.file))).toBe(true)
  })

  it("writes a readable file of no rows", async () => {
    expect(await read((await encode([])).file)).toEqual([])
  })
})
