import { randomUUID } from "node:crypto"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { buildDataset } from "../test/factories.ts"
import { refusedWith } from "../test/refused.ts"

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

async function build(vectors: Record<string, number[]>[], dimensions = 2) {
  const { client } = test.owner
  const { id } = await buildDataset(client)
  for (const name of ["v", "w"])
    await client.vectorsSettings.create({ dataset_id: id, body: { name, title: name, dimensions } })
  const items = vectors.map((each, index) => ({
    fields: { prompt: `p${index}` },
    external_id: String(index),
    vectors: each,
  }))
  const created = await client.records.create({ dataset_id: id, body: { items } })
  return { id, client, records: created.items }
}
const include = { query: { include: ["vectors"] } }

describe("vectors", () => {
  it("come back with the numbers that went in, those asked for, and replace one another by name", async () => {
    const { id, client, records } = await build([{ v: [0.1, -2], w: [1e-7, 3] }, { v: [1, 1] }, {}])
    expect(records.map((record) => record.vectors)).toEqual([
      { v: [0.1, -2], w: [1e-7, 3] },
      { v: [1, 1] },
      {},
    ])
    const listed = async (wanted: string) =>
      (await client.records.list({ dataset_id: id, query: { include: [wanted] } })).items.map(
        (each) => each.vectors,
      )
    expect(await listed("vectors:w,unknown")).toEqual([{ w: [1e-7, 3] }, {}, {}])
    const record_id = records[0]?.id ?? ""
    await client.records.update({ record_id, body: { vectors: { v: [5, 6] } } })
    await client.records.upsert({
      dataset_id: id,
      body: { items: [{ external_id: "2", vectors: { w: [7, 8] } }] },
    })
    expect(await listed("vectors")).toEqual([{ v: [5, 6], w: [1e-7, 3] }, { v: [1, 1] }, { w: [7, 8] }])
    expect((await client.records.get({ record_id })).vectors).toEqual({ v: [5, 6], w: [1e-7, 3] })
  })

  it("are refused when of another length, of another name or too large, with nothing written", async () => {
    const { id, client } = await build([{}])
    const write = (vectors: Record<string, number[]>) =>
      client.records.create({ dataset_id: id, body: { items: [{ fields: { prompt: "p" }, vectors }] } })
    for (const bad of [{ v: [1] }, { v: [] }, { x: [1, 2] }, { v: [1e39, 0] }])
      expect(await refusedWith(write(bad))).toBe(422)
    expect((await client.records.list({ dataset_id: id })).total).toBe(1)
  })

  it("go with their settings, of which a dataset has five at most", async () => {
    const { id, client } = await build([{ v: [1, 2] }])
    const add = (name: string, dimensions = 2) =>
      client.vectorsSettings.create({ dataset_id: id, body: { name, title: name, dimensions } })
    expect(await refusedWith(add("v"))).toBe(409)
    for (const dimensions of [0, 16_001]) expect(await refusedWith(add("x", dimensions))).toBe(422)
    for (const name of ["a", "b", "c"]) await add(name)
    expect(await refusedWith(add("d"))).toBe(422)
    const [first] = (await client.vectorsSettings.list({ dataset_id: id })).items
    await client.vectorsSettings.remove({ vector_settings_id: first?.id ?? "" })
    expect((await client.records.list({ dataset_id: id, ...include })).items[0]?.vectors).toEqual({})
    await add("d")
  })
})

describe("likeness", () => {
  const similar = async (id: string, vector: object, more: object = {}, query: object = {}) => {
    const body = { query: { vector: { name: "v", ...vector } as never }, ...more }
    return test.owner.client.search.all({ dataset_id: id, query, body })
  }
  const ids = (page: Awaited<ReturnType<typeof similar>>) =>
    page.items.map((item) => item.record.external_id).join("")

  it("orders by the cosine with a value or a record, which is left out itself", async () => {
    const { id, records } = await build([
      { v: [1, 0] },
      { v: [1, 1] },
      { v: [-2, 0] },
      {},
      { v: [0, 0] },
      { v: [0, 3] },
    ])
    const byValue = await similar(id, { value: [2, 0] })
    expect(ids(byValue)).toBe("0152")
    expect(byValue.items.map((item) => item.query_score)).toEqual([1, expect.closeTo(0.8535534), 0.5, 0])
    expect(byValue.total).toBe(4)
    const opposite = await similar(id, { value: [2, 0], order: "least_similar" })
    expect(ids(opposite)).toBe("2510")
    expect(opposite.items[0]?.query_score).toBe(1)
    expect(ids(await similar(id, { record_id: records[1]?.id }))).toBe("052")
    const page = await similar(id, { value: [2, 0] }, {}, { offset: 1, limit: 2 })
    expect([ids(page), page.total]).toEqual(["15", 3])
  })

  it("keeps to words and filters", async () => {
    const { id, client } = await build([{ v: [1, 0] }, { v: [1, 1] }, { v: [0, 1] }])
    const scope = { entity: "record", property: "external_id" } as const
    const filters = { and: [{ type: "terms", scope, values: ["2", "1"] }] }
    expect(ids(await similar(id, { value: [1, 0] }, { filters }))).toBe("12")
    const body = { query: { vector: { name: "v", value: [1, 0] } as never, text: { q: "p2" } } }
    expect(
      (await client.search.all({ dataset_id: id, body })).items.map((item) => item.record.external_id),
    ).toEqual(["2"])
    expect((await client.search.mine({ dataset_id: id, body })).items).toHaveLength(1)
  })

  it("is refused for what has none", async () => {
    const { id, records } = await build([{ v: [1, 0] }, {}])
    const record_id = records[1]?.id ?? ""
    for (const vector of [
      { value: [1] },
      { value: [0, 0] },
      { value: [] },
      {},
      { value: [1, 0], record_id },
      { record_id: randomUUID() },
      { record_id },
      { name: "unknown", value: [1, 0] },
    ])
      expect(await refusedWith(similar(id, vector)), JSON.stringify(vector)).toBe(422)
    const answer = await test.app.fetch(
      new Request(`http://loam.test/api/v1/datasets/${id}/records/search`, {
        method: "POST",
        headers: { "x-argilla-api-key": test.owner.api_key, "content-type": "application/json" },
        body: JSON.stringify({ query: { vector: { name: "v", record_id } } }),
      }),
    )
    expect(await answer.json()).toMatchObject({
      code: "missing_vector",
      detail: expect.stringContaining(record_id),
    })
  })

  it("agrees with the cosine for any numbers, tiny and huge ones too, and never fails", async () => {
    const number = fc.oneof(
      fc.double({ min: -3.3e38, max: 3.3e38, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      fc.constantFrom(0, 1e-300, -1e-160, 5e-324, 1e38),
    )
    const vector = fc.array(number, { minLength: 3, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(fc.array(vector, { minLength: 1, maxLength: 5 }), vector, async (stored, wanted) => {
        const unit = (each: readonly number[]) => {
          const cut = each.map((n) => (Math.abs(n) < 1e-150 ? 0 : n))
          const norm = Math.hypot(...cut)
          return norm === 0 ? undefined : cut.map((n) => n / norm)
        }
        const direction = unit(wanted)
        fc.pre(direction !== undefined)
        const { id } = await build(
          stored.map((v) => ({ v })),
          3,
        )
        const { items } = await similar(id, { value: wanted })
        const expected = stored.flatMap((each) => {
          const other = unit(each)
          return other ? [(1 + other.reduce((sum, n, at) => sum + n * (direction?.[at] ?? 0), 0)) / 2] : []
        })
        const scores = items.map((item) => item.query_score ?? Number.NaN)
        for (const [index, score] of expected.toSorted((a, b) => b - a).entries())
          expect(scores[index]).toBeCloseTo(score, 9)
        expect(scores).toHaveLength(expected.length)
      }),
      { numRuns: 15 },
    )
  })
})
