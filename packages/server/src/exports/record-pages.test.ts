import type { Record as LoamRecord } from "@loam/schema"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type Person, type TestApp } from "../test/app.ts"
import { jsonLines } from "../test/collect.ts"
import { buildDataset, buildWorkspace, labelQuestion, textQuestion } from "../test/factories.ts"

describe("pages of records for an export", () => {
  let test: TestApp
  let person: Person
  let workspace_id: string
  beforeAll(async () => {
    test = await createTestApp()
    workspace_id = (await buildWorkspace(test.owner.client)).id
    person = await test.person("annotator", [workspace_id])
  })
  afterAll(() => test.close())

  const raw = (dataset_id: string, as_of?: string) =>
    test.owner.client.exports.download({ dataset_id, query: as_of === undefined ? {} : { as_of } })

  async function fill(dataset_id: string, count: number, start = 0): Promise<LoamRecord[]> {
    const made: LoamRecord[] = []
    for (let from = 0; from < count; from += 500) {
      const items = Array.from({ length: Math.min(500, count - from) }, (_, at) => ({
        fields: { prompt: `prompt ${start + from + at}` },
      }))
      made.push(...(await test.owner.client.records.create({ dataset_id, body: { items } })).items)
    }
    return made
  }

  it("say of a record what its page says: quotes, nulls, vectors, times that end in zeros", async () => {
    const { client } = test.owner
    const { id: dataset_id } = await buildDataset(client, {
      workspace_id,
      questions: [labelQuestion("label", ["yes", "no"]), textQuestion("note", false)],
    })
    const vectors = [{ name: "v", title: "v", dimensions: 2 }]
    for (const body of vectors) await client.vectorsSettings.create({ dataset_id, body })
    const hard = 'a "quoted" \\ back\\slash,\n\ttab, null, {"json":1}, emoji 😀, \u2028, \u0001'
    await client.records.create({
      dataset_id,
      body: {
        items: [
          {
            fields: { prompt: hard },
            metadata: { [hard]: hard, number: 1.5, none: null, list: [1, "two"] },
            external_id: hard,
            vectors: { v: [0.1, -2e-9] },
            suggestions: [
              { question_name: "label", value: "no", agent: "model-1", score: 0.25 },
              { question_name: "note", value: hard, type: "human" },
            ],
            responses: [
              {
                user_id: person.id,
                status: "submitted",
                values: { label: { value: "yes" }, note: { value: hard } },
              },
              { user_id: test.owner.id, status: "draft", values: { note: { value: "" } } },
            ],
          },
          { fields: { prompt: "bare" } },
        ],
      },
    })
    const { db } = test.services.database
    await db.updateTable("records").set({ inserted_at: "2026-01-31T12:34:56.5Z" }).execute()
    const { items } = await client.records.list({
      dataset_id,
      query: { include: ["responses", "suggestions", "vectors"] },
    })
    type Line = { suggestions: { question_name?: string }[] }
    const exported = (await jsonLines(await raw(dataset_id))) as unknown as Line[]
    // The file names the questions for those who read it elsewhere.
    for (const { suggestions } of exported) for (const each of suggestions) delete each.question_name
    expect(exported).toEqual(items)
  })

  it("are read as of a moment one by one: from the tables where nothing changed, else from what was", async () => {
    const { client } = test.owner
    const { id: dataset_id } = await buildDataset(client, {
      workspace_id,
      questions: [labelQuestion("label", ["yes", "no"])],
    })
    const records = await fill(dataset_id, 2_700)
    const before = await raw(dataset_id)
    const moment = before.headers.get("loam-as-of") ?? ""
    const text = await before.text()
    expect(text.split("\n").length).toBe(2_701)
    const at = (index: number) => records[index]?.id ?? ""
    const values = { label: { value: "yes" } }
    // On the first page, in the middle of the second, and all of the last; new ones behind it.
    await client.records.remove({ record_id: at(0) })
    await client.records.update({ record_id: at(1_500), body: { metadata: { changed: true } } })
    await person.client.responses.bulk({
      body: { items: [{ record_id: at(1_501), status: "submitted", values }] },
    })
    for (let from = 2_000; from < 2_700; from += 100)
      await client.records.removeMany({
        dataset_id,
        query: {
          ids: records
            .slice(from, from + 100)
            .map(({ id }) => id)
            .join(","),
        },
      })
    await fill(dataset_id, 300, 5_000)
    expect(await (await raw(dataset_id, moment)).text()).toBe(text)
    expect((await jsonLines(await raw(dataset_id))).length).toBe(2_700 - 1 - 700 + 300)
  })
})
