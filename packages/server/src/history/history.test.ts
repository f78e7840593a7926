import { sql } from "kysely"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { tidyUp } from "../db/housekeeping.ts"
import { createTestApp, type TestApp } from "../test/app.ts"
import { buildCrowd, type Crowd } from "../test/crowd.ts"
import { textQuestion } from "../test/factories.ts"
import { refusal, refusedWith } from "../test/refused.ts"

const secret = "my phone number is 555 0100"
const tables = [
  "record_versions",
  "suggestion_versions",
  "response_versions",
  "response_events",
  "consensus_values",
]

describe("history", () => {
  let test: TestApp
  beforeAll(async () => {
    test = await createTestApp()
  })
  afterAll(() => test.close())

  /** Record 1 was answered, changed and answered again; record 2 was answered and deleted. */
  async function past(): Promise<Crowd & { moment: string; deleted: string }> {
    const crowd = await buildCrowd(
      test,
      [textQuestion("text")],
      [
        { id: "1", fields: { prompt: `one, ${secret}` }, answers: { ann: { text: `first, ${secret}` } } },
        { id: "2", fields: { prompt: `two, ${secret}` }, answers: { ann: { text: `second, ${secret}` } } },
        { id: "3", answers: { ann: { text: "third" } } },
      ],
    )
    const { client } = crowd.admin
    const dataset_id = crowd.dataset.id
    await client.consensus.compute({ dataset_id, body: { policy: "keep_all" } })
    const response = await client.exports.download({ dataset_id, query: {} })
    const moment = response.headers.get("loam-as-of") ?? ""
    await response.text()
    const deleted = crowd.ids.get("2") ?? ""
    await client.records.remove({ record_id: deleted })
    const record_id = crowd.ids.get("1") ?? ""
    await client.records.upsert({
      dataset_id,
      body: { items: [{ id: record_id, fields: { prompt: "one" } }] },
    })
    const values = { text: { value: "first" } }
    await crowd.people
      .get("ann")
      ?.client.responses.bulk({ body: { items: [{ record_id, status: "submitted", values }] } })
    return { ...crowd, moment, deleted }
  }
  /** Where the secret still stands, of a dataset. */
  async function tracesOf(dataset_id: string): Promise<string[]> {
    const found: string[] = []
    for (const table of tables) {
      const of =
        table === "consensus_values"
          ? sql`consensus_id in (select id from consensus_versions where dataset_id = ${dataset_id})`
          : sql`dataset_id = ${dataset_id}`
      const { rows } = await sql`
        select 1 from ${sql.table(table)} t where ${of} and to_jsonb(t)::text like ${`%${secret}%`}`.execute(
        test.services.database.db,
      )
      if (rows.length > 0) found.push(table)
    }
    return found
  }
  const exportAsOf = (crowd: Crowd, as_of: string) =>
    crowd.admin.client.exports.download({ dataset_id: crowd.dataset.id, query: { task: "raw", as_of } })

  it("keeps deleted and changed texts until the owner purges them, and nothing of them afterwards", async () => {
    const crowd = await past()
    const dataset_id = crowd.dataset.id
    expect(await tracesOf(dataset_id)).toEqual([
      "record_versions",
      "response_versions",
      "response_events",
      "consensus_values",
    ])
    expect(await (await exportAsOf(crowd, crowd.moment)).text()).toContain(secret)
    const before = await crowd.admin.client.history.get({ dataset_id })
    expect(before).toMatchObject({ since: null, deleted_records: 1, purges: [] })
    const purge = await test.owner.client.history.purge({ dataset_id, body: {} })
    expect(purge).toMatchObject({
      records: before.records,
      responses: before.responses,
      events: 2,
      record_id: null,
    })
    expect(purge.actor?.id).toBe(test.owner.id)
    // What was made of the answers while they stood is a result of its own: it goes with its version.
    expect(await tracesOf(dataset_id)).toEqual(["consensus_values"])
    await crowd.admin.client.consensus.remove({ dataset_id, version: "1" })
    expect(await tracesOf(dataset_id)).toEqual([])
  })

  it("leaves what there is now, and that it was answered", async () => {
    const crowd = await past()
    const dataset_id = crowd.dataset.id
    const now = async () =>
      await (await crowd.admin.client.exports.download({ dataset_id, query: { task: "raw" } })).text()
    const [before, activity] = [await now(), await crowd.admin.client.insights.activity({ dataset_id })]
    await test.owner.client.history.purge({ dataset_id, body: {} })
    expect(await now()).toBe(before)
    expect(await crowd.admin.client.insights.activity({ dataset_id })).toEqual(activity)
  })

  it("refuses exports as of before a purge and lists what was purged; later moments stay exact", async () => {
    const crowd = await past()
    const dataset_id = crowd.dataset.id
    await test.owner.client.history.purge({ dataset_id, body: {} })
    const refused = await refusal(exportAsOf(crowd, crowd.moment))
    expect(refused?.status).toBe(409)
    expect(refused?.message).toContain(`${test.owner.username} purged`)
    const { since } = await crowd.admin.client.history.get({ dataset_id })
    const later = await (await exportAsOf(crowd, since ?? "")).text()
    expect(later).toBe(
      await (await crowd.admin.client.exports.download({ dataset_id, query: { task: "raw" } })).text(),
    )
  })

  it("forgets one record by the id or the external id it had, and keeps the rest", async () => {
    const crowd = await past()
    const dataset_id = crowd.dataset.id
    const { client } = test.owner
    expect(await refusedWith(client.history.purge({ dataset_id, body: { external_id: "none" } }))).toBe(404)
    const purge = await client.history.purge({ dataset_id, body: { external_id: "2" } })
    expect(purge).toMatchObject({ record_id: crowd.deleted, events: 1 })
    const left = await crowd.admin.client.history.get({ dataset_id })
    expect(left).toMatchObject({ deleted_records: 0, purges: [{ record_id: crowd.deleted }] })
    expect(left.records + left.responses).toBeGreaterThan(0)
    expect(await refusedWith(exportAsOf(crowd, crowd.moment))).toBe(409)
  })

  it("forgets before a moment only what was over by then", async () => {
    const crowd = await past()
    const dataset_id = crowd.dataset.id
    const purge = await test.owner.client.history.purge({ dataset_id, body: { before: `${crowd.moment}Z` } })
    // Only that the records were open before they were answered.
    expect(purge).toMatchObject({ records: 3, responses: 0, events: 0 })
    expect(await (await exportAsOf(crowd, crowd.moment)).text()).toContain(secret)
  })

  it("is for owners, and goes with its dataset", async () => {
    const crowd = await past()
    const dataset_id = crowd.dataset.id
    expect(await refusedWith(crowd.admin.client.history.purge({ dataset_id, body: {} }))).toBe(403)
    expect(
      await refusedWith(crowd.people.get("ann")?.client.history.get({ dataset_id }) ?? Promise.resolve()),
    ).toBe(403)
    await crowd.admin.client.datasets.remove({ dataset_id })
    for (const table of [
      "record_versions",
      "suggestion_versions",
      "response_versions",
      "response_events",
      "consensus_versions",
      "history_purges",
    ]) {
      const { rows } = await sql`select 1 from ${sql.table(table)} where dataset_id = ${dataset_id}`.execute(
        test.services.database.db,
      )
      expect(rows, table).toEqual([])
    }
  })

  it("is forgotten by housekeeping after the days that are set, younger states are not", async () => {
    const crowd = await past()
    const dataset_id = crowd.dataset.id
    const { database } = test.services
    await tidyUp(database, 30)
    expect((await crowd.admin.client.history.get({ dataset_id })).purges).toEqual([])
    for (const table of ["record_versions", "response_versions"])
      await sql`update ${sql.table(table)} set valid_to = valid_to - interval '40 days' where dataset_id = ${dataset_id}`.execute(
        database.db,
      )
    await tidyUp(database, 30)
    const after = await crowd.admin.client.history.get({ dataset_id })
    expect(after).toMatchObject({ records: 0, responses: 0, purges: [{ actor: null }] })
  })
})
