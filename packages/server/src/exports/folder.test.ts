import { createExporter } from "@loam/training"
import { parquetReadObjects } from "hyparquet"
import { compressors } from "hyparquet-compressors"
import { unpackTar } from "modern-tar"
import { describe, expect, it } from "vitest"
import { createFolder } from "./folder.ts"

const dataset = {
  id: "d",
  name: "demos",
  fields: [{ name: "prompt", settings: { type: "text" as const } }],
  questions: [{ id: "q", name: "answer", settings: { type: "text" as const } }],
}
const record = (id: string, text: string) => ({
  id,
  external_id: null,
  fields: { prompt: `Question ${id}` },
  metadata: {},
  responses: [
    { id: `r${id}`, user_id: "ann", status: "submitted" as const, values: { answer: { value: text } } },
  ],
})

async function folder(texts: readonly string[], split = true) {
  const exporter = createExporter({
    task: "sft",
    // Only what the exporter reads.
    dataset: dataset as never,
    ...(split ? { split: { seed: "1", parts: { train: 0.8, test: 0.2 } } } : {}),
  })
  const made = createFolder(exporter, { title: "Demos", guidelines: "Be kind." })
  const pieces: (Uint8Array | undefined)[] = []
  for (const [index, text] of texts.entries())
    pieces.push(await made.add(exporter.push(record(String(index), text) as never).rows))
  const bytes = Buffer.concat([...pieces, await made.finish()].filter((piece) => piece !== undefined))
  const entries = await unpackTar(new Uint8Array(bytes))
  const contents = new Map(entries.map(({ header, data }) => [header.name, data ?? new Uint8Array()]))
  const text = (name: string) => new TextDecoder().decode(contents.get(name))
  const rows = async (name: string) => {
    const data = contents.get(name) ?? new Uint8Array()
    return parquetReadObjects({
      file: data.buffer.slice(data.byteOffset, data.byteOffset + data.length),
      compressors,
    })
  }
  return { names: [...contents.keys()], pieces: pieces.filter((piece) => piece !== undefined), text, rows }
}

describe("the dataset folder", () => {
  it("holds each split's rows, a card that names them, and a list that counts them", async () => {
    const { names, text, rows } = await folder(
      Array.from({ length: 200 }, (_, index) => `answer ${index} 😀`),
    )
    expect(names.toSorted()).toEqual([
      "README.md",
      "data/test-00000.parquet",
      "data/train-00000.parquet",
      "loam-export.json",
    ])
    const list = JSON.parse(text("loam-export.json")) as {
      rows: number
      files: { path: string; rows: number }[]
    }
    expect(list.rows).toBe(200)
    const all = await Promise.all(list.files.map(async ({ path }) => rows(path)))
    expect(all.map((part) => part.length)).toEqual(list.files.map((file) => file.rows))
    expect(new Set(all.flat().map(({ completion }) => completion)).size).toBe(200)
    expect(text("README.md")).toMatch(/path: data\/train-\*[\s\S]*num_examples: \d+[\s\S]*Be kind\./)
  })

  it("sends a shard as soon as it is large, so that memory holds one", async () => {
    const noise = () => Array.from({ length: 300_000 }, () => Math.random().toString(36).slice(2)).join("")
    const { names, pieces } = await folder(Array.from({ length: 20 }, noise), false)
    expect(names.filter((name) => name.startsWith("data/")).length).toBeGreaterThan(1)
    expect(pieces.length).toBeGreaterThan(0)
  })

  it("loads when there are no rows", async () => {
    const { rows } = await folder([], false)
    expect(await rows("data/train-00000.parquet")).toEqual([])
  })
})
