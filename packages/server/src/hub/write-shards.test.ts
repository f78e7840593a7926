import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Features, SourceRecord } from "@loam/training"
import { blobFile, parquetRows } from "@loam/training/parquet"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { writeShards } from "./write-shards.ts"

const features: Features = {
  id: { kind: "value", dtype: "string" },
  text: { kind: "value", dtype: "string" },
}
const rowOf = ({ id, fields }: SourceRecord) => ({ id, text: fields.text })

async function* pages(records: number) {
  for (let from = 0; from < records; from += 1_000)
    yield Array.from({ length: Math.min(1_000, records - from) }, (_, index) => ({
      id: `r-${from + index}`,
      fields: { text: `${from + index} ${Math.sin(from + index)}`.repeat(20) },
    }))
}

async function idsOf(files: readonly Blob[]): Promise<unknown[]> {
  const ids: unknown[] = []
  for (const file of files)
    for await (const rows of parquetRows(blobFile(file))) ids.push(...rows.map(({ id }) => id))
  return ids
}

describe("shards", () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "loam-shards-"))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it("hold every record once and in order, and none is much larger than wanted", async () => {
    const limit = 100_000
    const shards = await writeShards(pages(60_000), { folder, features, rowOf, limit })
    expect(shards.files.length).toBeGreaterThan(2)
    expect(shards.rows).toBe(60_000)
    expect(shards.bytes).toBe(shards.files.reduce((sum, { size }) => sum + size, 0))
    expect(await idsOf(shards.files)).toEqual(Array.from({ length: 60_000 }, (_, index) => `r-${index}`))
  })

  it("of nothing are one with the columns", async () => {
    const { files, rows } = await writeShards(pages(0), { folder, features, rowOf })
    expect([files.length, rows]).toEqual([1, 0])
    expect(await idsOf(files)).toEqual([])
  })
})
