import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { buildDataset } from "../test/factories.ts"

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

type Vector = [number, number, number]
const vector: fc.Arbitrary<Vector> = fc.tuple(
  fc.integer({ min: -9, max: 9 }),
  fc.integer({ min: -9, max: 9 }),
  fc.integer({ min: 1, max: 9 }),
)
type Step =
  | { kind: "add"; vector: Vector | null }
  | { kind: "change"; which: number; vector: Vector }
  | { kind: "remove"; which: number }
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), vector: fc.option(vector) }),
  fc.record({ kind: fc.constant("change" as const), which: fc.nat(), vector }),
  fc.record({ kind: fc.constant("remove" as const), which: fc.nat() }),
)

const cosine = (a: Vector, b: Vector) =>
  a.reduce((sum, each, index) => sum + each * (b[index] ?? 0), 0) / (Math.hypot(...a) * Math.hypot(...b))

describe("vectors held in memory", () => {
  it("are those of the database after every change, also where only what changed was read again", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), vector, async (steps, wanted) => {
        const { client } = test.owner
        const { id: dataset_id } = await buildDataset(client)
        await client.vectorsSettings.create({ dataset_id, body: { name: "v", title: "v", dimensions: 3 } })
        const known = new Map<string, Vector | null>()
        for (const each of steps) {
          const id = each.kind === "add" ? undefined : [...known.keys()][each.which % known.size]
          if (each.kind === "add") {
            const item = { fields: { prompt: "p" }, ...(each.vector ? { vectors: { v: each.vector } } : {}) }
            const { items } = await client.records.create({ dataset_id, body: { items: [item] } })
            known.set(items[0]?.id ?? "", each.vector)
          } else if (id && each.kind === "change") {
            await client.records.update({ record_id: id, body: { vectors: { v: each.vector } } })
            known.set(id, each.vector)
          } else if (id) {
            await client.records.remove({ record_id: id })
            known.delete(id)
          }
          const page = await client.search.all({
            dataset_id,
            body: { query: { vector: { name: "v", value: wanted, order: "most_similar" } } },
            query: { limit: 100 },
          })
          const expected = [...known].flatMap(([record, value]) =>
            value ? [[record, (1 + cosine(value, wanted)) / 2] as const] : [],
          )
          expect(new Map(page.items.map(({ record, query_score }) => [record.id, query_score]))).toEqual(
            new Map(expected.map(([record, score]) => [record, expect.closeTo(score, 9)])),
          )
        }
      }),
      { numRuns: 15 },
    )
  }, 120_000)
})
