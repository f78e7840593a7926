import { parquetWriteBuffer } from "hyparquet-writer"
import { describe, expect, it } from "vitest"
import { parquetJson } from "./parquet-json.ts"
import { type ParquetRow, parquetFacts, parquetRows } from "./parquet-rows.ts"

const features = { label: { _type: "ClassLabel", names: ["y", "n"] } }
const file = (rows: number) =>
  parquetWriteBuffer({
    columnData: [
      { name: "text", data: Array.from({ length: rows }, (_, index) => `row ${index}`), type: "STRING" },
      {
        name: "label",
        data: Array.from({ length: rows }, (_, index) => (index % 3 === 2 ? null : index % 3)),
        type: "INT32",
        nullable: true,
      },
    ],
    rowGroupSize: 40,
    kvMetadata: [{ key: "huggingface", value: JSON.stringify({ info: { features } }) }],
  })

async function all(rows: AsyncIterable<ParquetRow[]>): Promise<ParquetRow[]> {
  const found: ParquetRow[] = []
  for await (const page of rows) found.push(...page)
  return found
}

describe("rows of a Parquet file", () => {
  it("come with classes by name, and no class is not the first one", async () => {
    const rows = await all(parquetRows(file(3)))
    expect(rows.map(({ label }) => label)).toEqual(["y", "n", null])
  })

  it("come once and in order over row groups and pages, up to the limit", async () => {
    for (const limit of [0, 1, 39, 40, 41, 90, 100, 1_000]) {
      const rows = await all(parquetRows(file(100), { page: 7, limit }))
      expect(rows.map(({ text }) => text)).toEqual(
        Array.from({ length: Math.min(100, limit) }, (_, index) => `row ${index}`),
      )
    }
  })

  it("are counted, and columns named, by the footer", async () => {
    expect(await parquetFacts(file(100))).toEqual({ rows: 100, columns: ["text", "label"] })
  })
})

it("what JSON cannot say becomes what it can", () => {
  const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1])
  expect(parquetJson({ bytes: png, path: null })).toBe("data:image/png;base64,iVBORwE=")
  expect(parquetJson({ n: 3n, x: Number.NaN, list: [undefined, new Float32Array([0.5])] })).toEqual({
    n: 3,
    x: null,
    list: [null, [0.5]],
  })
  const large = new Uint8Array(100_000).fill(0xff)
  expect(parquetJson(large)).toBe(`data:image/png;base64,${Buffer.from(large).toString("base64")}`)
  expect(parquetJson(new TextEncoder().encode("naïve"))).toBe("naïve")
})
