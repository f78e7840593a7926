import fc from "fast-check"
import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { buildDataset, buildRecords } from "../test/factories.ts"
import { addUpCounts } from "./record-counts.ts"

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

type Step =
  | { kind: "add"; count: number }
  | { kind: "answer" | "discard" | "remove"; which: number }
  | { kind: "wanted"; count: number }
  | { kind: "add up" }
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("add" as const), count: fc.integer({ min: 1, max: 4 }) }),
  fc.record({
    kind: fc.constantFrom("answer" as const, "discard" as const, "remove" as const),
    which: fc.nat(),
  }),
  fc.record({ kind: fc.constant("wanted" as const), count: fc.integer({ min: 1, max: 2 }) }),
  fc.record({ kind: fc.constant("add up" as const) }),
)

/** What counting the rows says, and what the doors say. */
async function counted(dataset_id: string) {
  const { client } = test.owner
  const { rows } = await sql<{ all: number; completed: number }>`
    select count(*) as "all", count(*) filter (where status = 'completed') as completed
    from records where dataset_id = ${dataset_id}`.execute(test.services.database.db)
  const { all = 0, completed = 0 } = rows[0] ?? {}
  const progress = await client.datasets.progress({ dataset_id })
  const list = async (status?: "pending" | "completed") =>
    (await client.records.list({ dataset_id, query: { limit: 1, ...(status ? { status } : {}) } })).total
  const search = await client.search.all({ dataset_id, body: {}, query: { limit: 1 } })
  return {
    rows: [all, completed, all - completed],
    progress: [progress.total, progress.completed, progress.pending],
    lists: [await list(), await list("completed"), await list("pending")],
    search: search.total,
  }
}

describe("the number of records", () => {
  it("is what counting them says, whatever was written, and also after it was added up", async () => {
    const { client } = test.owner
    const { database } = test.services
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
        const { id: dataset_id } = await buildDataset(client)
        const ids = (await buildRecords(client, dataset_id, 3)).map((record) => record.id)
        for (const each of steps) {
          const record_id = "which" in each ? ids[each.which % ids.length] : undefined
          if (each.kind === "add") {
            const items = Array.from({ length: each.count }, () => ({ fields: { prompt: "p" } }))
            ids.push(
              ...(await client.records.create({ dataset_id, body: { items } })).items.map(({ id }) => id),
            )
          } else if (each.kind === "wanted")
            await client.datasets.update({
              dataset_id,
              body: { distribution: { strategy: "overlap", min_submitted: each.count } },
            })
          else if (each.kind === "add up") {
            // Every row counts as too many here.
            await sql`insert into record_counts (dataset_id, records, completed)
              select ${dataset_id}, 0, 0 from generate_series(1, 201)`.execute(database.db)
            await addUpCounts(database.db)
            const { rows } = await sql`select 1 from record_counts where dataset_id = ${dataset_id}`.execute(
              database.db,
            )
            expect(rows.length).toBe(1)
          } else if (record_id && each.kind === "remove") {
            await client.records.remove({ record_id })
            ids.splice(ids.indexOf(record_id), 1)
          } else if (record_id) {
            const status = each.kind === "answer" ? "submitted" : "discarded"
            const values = { demonstration: { value: "v" } }
            await client.responses.bulk({ body: { items: [{ record_id, status, values }] } })
          }
        }
        const { rows, progress, lists, search } = await counted(dataset_id)
        expect({ progress, lists, search }).toEqual({ progress: rows, lists: rows, search: rows[0] })
      }),
      { numRuns: 15 },
    )
  }, 120_000)

  it("goes with its dataset", async () => {
    const { client } = test.owner
    const { id: dataset_id } = await buildDataset(client)
    await buildRecords(client, dataset_id, 3)
    await client.datasets.remove({ dataset_id })
    const { rows } = await sql`select 1 from record_counts where dataset_id = ${dataset_id}`.execute(
      test.services.database.db,
    )
    expect(rows).toEqual([])
  })
})
