import fc from "fast-check"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../../test/app.ts"
import { buildDataset } from "../../test/factories.ts"
import { indexRecords } from "./index-records.ts"
import { readStanding } from "./store.ts"

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

const words = ["cat", "dog", "Cats", "naïve", "东京", "天气", "서울에서", "v1.2.3", "the", "😀"]
const text = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 8 }).map((all) => all.join(" "))
const queries = [
  "cat",
  "cat dog",
  "cat | dog",
  "-cat",
  "ca*",
  "cat~1",
  '"cat the"~2',
  "京",
  "東京 | 东京天",
  "서울",
  "the -(cat dog)",
]

type Step =
  | { kind: "add"; texts: [string, string][] }
  | { kind: "change"; which: number; text: string }
  | { kind: "remove"; which: number }
  | { kind: "index" }
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant("add" as const),
    texts: fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 5 }),
  }),
  fc.record({ kind: fc.constant("change" as const), which: fc.nat(), text }),
  fc.record({ kind: fc.constant("remove" as const), which: fc.nat() }),
  fc.record({ kind: fc.constant("index" as const) }),
)

const newDataset = async () => (await buildDataset(test.owner.client, { fields: ["a", "b"] })).id
const found = async (dataset_id: string, q: string, field: string | null = null) => {
  const page = await test.owner.client.search.all({
    dataset_id,
    body: { query: { text: { q, field } } },
    query: { limit: 100 },
  })
  return page.items.map(({ record, query_score }) => [record.external_id, query_score])
}
const add = async (dataset_id: string, texts: readonly (readonly [string, string])[], from = 0) =>
  (
    await test.owner.client.records.create({
      dataset_id,
      body: {
        items: texts.map(([a, b], index) => ({ external_id: String(from + index), fields: { a, b } })),
      },
    })
  ).items

/** Applies the steps; with `index` also those that bring the index up to date. */
async function apply(steps: readonly Step[], { index }: { index: boolean }): Promise<string> {
  const { client } = test.owner
  const dataset_id = await newDataset()
  const ids: string[] = []
  for (const each of steps) {
    const id = each.kind === "change" || each.kind === "remove" ? ids[each.which % ids.length] : undefined
    if (each.kind === "add")
      ids.push(...(await add(dataset_id, each.texts, ids.length)).map((record) => record.id))
    else if (each.kind === "index" && index) await indexRecords(test.services.database)
    else if (each.kind === "change" && id)
      await client.records
        .update({ record_id: id, body: { fields: { a: each.text, b: "the" } } })
        .catch(() => 0)
    else if (each.kind === "remove" && id) await client.records.removeMany({ dataset_id, query: { ids: id } })
  }
  return dataset_id
}

describe("the text index", () => {
  it("with what it does not know yet finds and scores what looking at every record does", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const scanned = await apply(steps, { index: false })
        const expected = await Promise.all(queries.map((q) => found(scanned, q)))
        const indexed = await apply(steps, { index: true })
        for (const [at, q] of queries.entries())
          expect(await found(indexed, q), q).toEqual(
            expected[at]?.map(([id, score]) => [id, expect.closeTo(Number(score), 10)]),
          )
      }),
      { numRuns: 12 },
    )
  }, 120_000)

  it("knows every record afterwards, merges segments, and forgets old texts and removed records", async () => {
    const dataset_id = await newDataset()
    for (let round = 0; round < 17; round += 1) {
      await add(dataset_id, [[`cat ${round}`, "the dog"]], round)
      await indexRecords(test.services.database)
    }
    const standing = await readStanding(test.services.database.db, dataset_id)
    expect(standing.pending).toEqual([])
    expect(standing.segments.map(({ level, seqs }) => [level, seqs.length])).toEqual([
      [1, 8],
      [1, 8],
      [0, 1],
    ])
    expect((await found(dataset_id, "cat dog")).length).toBe(17)
    expect(await found(dataset_id, "dog", "a")).toEqual([])
    const [first, second] = (await test.owner.client.records.list({ dataset_id })).items
    await test.owner.client.records.update({
      record_id: first?.id ?? "",
      body: { fields: { a: "bird", b: "" } },
    })
    await test.owner.client.records.remove({ record_id: second?.id ?? "" })
    for (const _ of ["waiting", "indexed"]) {
      expect((await found(dataset_id, "cat")).length).toBe(15)
      expect((await found(dataset_id, "bird")).map(([id]) => id)).toEqual(["0"])
      await indexRecords(test.services.database)
    }
    await test.owner.client.datasets.remove({ dataset_id })
    expect((await readStanding(test.services.database.db, dataset_id)).segments).toEqual([])
  })

  it("takes all records of one statement into memory at once", async () => {
    const { db } = test.services.database
    const dataset_id = await newDataset()
    await add(dataset_id, [["one", "cat"]])
    const most = async () => {
      const { rows } = await sql<{ most: number; all: number }>`
        select max(cardinality(seqs)) as most, sum(cardinality(seqs))::int as all from search_pending
        where dataset_id = ${dataset_id}`.execute(db)
      return rows[0]
    }
    await sql`
      insert into records (id, dataset_id, fields, inserted_at, updated_at)
      select gen_random_uuid(), dataset_id, fields, now(), now() from records, generate_series(1, 1300)
      where dataset_id = ${dataset_id}`.execute(db)
    expect(await most()).toEqual({ most: 500, all: 1301 })
    await indexRecords(test.services.database)
    await sql`delete from records where dataset_id = ${dataset_id}`.execute(db)
    expect(await most()).toEqual({ most: 500, all: 1301 })
  })
})
