import { randomUUID } from "node:crypto"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type Person, type TestApp } from "../test/app.ts"
import { buildDataset, buildWorkspace, labelQuestion } from "../test/factories.ts"
import { refusal, refusedWith } from "../test/refused.ts"

/** One write of a history; `at` chooses the record among those there are. */
const write = fc.record({
  kind: fc.constantFrom(
    "add",
    "change",
    "delete",
    "suggest",
    "unsuggest",
    "submit",
    "draft",
    "discard",
    "takeBack",
  ),
  at: fc.nat(20),
  who: fc.nat(2),
  value: fc.constantFrom("yes", "no"),
})
type Write = typeof write extends fc.Arbitrary<infer W> ? W : never

describe("exports as of a moment", () => {
  let test: TestApp
  let people: Person[]
  let workspace_id: string
  beforeAll(async () => {
    test = await createTestApp()
    workspace_id = (await buildWorkspace(test.owner.client)).id
    people = [
      await test.person("annotator", [workspace_id]),
      await test.person("annotator", [workspace_id]),
      await test.person("annotator", [workspace_id]),
    ]
  })
  afterAll(() => test.close())

  const build = () =>
    buildDataset(test.owner.client, {
      workspace_id,
      questions: [labelQuestion("label", ["yes", "no"])],
      distribution: { strategy: "overlap", min_submitted: 2 },
    })

  async function apply(dataset_id: string, { kind, at, who, value }: Write): Promise<void> {
    const { client } = test.owner
    if (kind === "add") {
      const items = [{ fields: { prompt: `${value} ${at}` }, external_id: randomUUID() }]
      await client.records.create({ dataset_id, body: { items } })
      return
    }
    const { items } = await client.records.list({
      dataset_id,
      query: { include: ["responses", "suggestions"] },
    })
    const record = items[at % Math.max(1, items.length)]
    if (!record) return
    const record_id = record.id
    const person = people[who]?.client ?? client
    const own = record.responses?.find(({ user_id }) => user_id === people[who]?.id)
    const [question] = (await client.questions.list({ dataset_id })).items
    const statuses = { submit: "submitted", draft: "draft", discard: "discarded" } as const
    if (kind === "change") await client.records.update({ record_id, body: { metadata: { value, at } } })
    else if (kind === "delete") await client.records.remove({ record_id })
    else if (kind === "suggest")
      await client.suggestions.upsert({ record_id, body: { question_id: question?.id ?? "", value } })
    else if (kind === "unsuggest") {
      const [suggestion] = record.suggestions ?? []
      if (suggestion) await client.suggestions.remove({ suggestion_id: suggestion.id })
    } else if (kind === "takeBack") {
      if (own) await person.responses.remove({ response_id: own.id })
    } else {
      const items = [{ record_id, status: statuses[kind], values: { label: { value } } }]
      await person.responses.bulk({ body: { items } })
    }
  }

  const labels = { task: "text-classification", map: ["text=field:prompt", "label=label"] }
  const queries = [
    {},
    { status: "completed" as const },
    { ...labels, unify: ["label=dawid_skene"], where: "submitted >= 1" },
  ]

  async function files(dataset_id: string, as_of?: string) {
    const texts: string[] = []
    let moment = as_of
    for (const query of queries) {
      const answer = await test.owner.client.exports.download({
        dataset_id,
        query: { ...query, ...(moment === undefined ? {} : { as_of: moment }) },
      })
      moment ??= answer.headers.get("loam-as-of") ?? ""
      texts.push(await answer.text())
    }
    return { moment: moment ?? "", texts }
  }

  it("are the same bytes again, whatever was written since", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(write, { minLength: 4, maxLength: 14 }), async (history) => {
        const { id } = await build()
        await apply(id, { kind: "add", at: 0, who: 0, value: "yes" })
        await apply(id, { kind: "add", at: 1, who: 0, value: "no" })
        const taken = [await files(id)]
        for (const [index, each] of history.entries()) {
          await apply(id, each)
          if (index % 3 === 0) taken.push(await files(id))
        }
        for (const { moment, texts } of taken) expect((await files(id, moment)).texts).toEqual(texts)
      }),
      { numRuns: 8 },
    )
  }, 120_000)

  it("differ from those of another moment when something was changed: the test above compares something", async () => {
    const { id } = await build()
    await apply(id, { kind: "add", at: 0, who: 0, value: "yes" })
    const before = await files(id)
    for (const kind of ["submit", "suggest", "change"] as const)
      await apply(id, { kind, at: 0, who: 0, value: "no" })
    const after = await files(id)
    expect(after.texts[0]).not.toBe(before.texts[0])
    await apply(id, { kind: "delete", at: 0, who: 0, value: "no" })
    expect((await files(id)).texts[0]).toBe("")
    expect((await files(id, after.moment)).texts).toEqual(after.texts)
    expect((await files(id, before.moment)).texts).toEqual(before.texts)
  })

  it("have a manifest that stays the same as of their moment, and names licence and source", async () => {
    const { id } = await build()
    await apply(id, { kind: "add", at: 0, who: 0, value: "yes" })
    const check = (query: object) => test.owner.client.exports.check({ dataset_id: id, query })
    const first = await check({ where: "responses = 0" })
    expect(first.licence_findings.map(({ severity }) => severity)).toEqual(["warning", "warning"])
    await apply(id, { kind: "submit", at: 0, who: 0, value: "yes" })
    const { manifest } = first
    expect((await check({ where: "responses = 0", as_of: manifest.as_of })).manifest).toEqual(manifest)
    expect((await check({ where: "responses = 0" })).manifest.data_hash).not.toBe(manifest.data_hash)
    const metadata = { license: "cc-by-nc-4.0", source: "a forum" }
    await test.owner.client.datasets.update({ dataset_id: id, body: { metadata } })
    const stated = await check({})
    expect(stated.manifest).toMatchObject({ licence: "cc-by-nc-4.0", source: "a forum" })
    expect(stated.licence_findings).toMatchObject([
      { sentence: expect.stringContaining("forbids commercial") },
    ])
  })

  it("of the future, and of a time whose history was purged, are refused", async () => {
    const { id } = await build()
    const of = (as_of: string) => test.owner.client.exports.download({ dataset_id: id, query: { as_of } })
    expect((await refusal(of("2100-01-01T00:00:00Z")))?.message).toMatch(/future/)
    await test.services.database.db
      .updateTable("datasets")
      .set({ history_since: "2020-01-01T00:00:00Z" })
      .where("id", "=", id)
      .execute()
    expect((await refusal(of("2019-12-31T00:00:00Z")))?.message).toMatch(/no longer known/)
    expect(await refusedWith(of("2020-01-02T00:00:00Z"))).toBe(0)
  })

  it("leave nothing behind of a deleted dataset", async () => {
    const { id } = await build()
    await apply(id, { kind: "add", at: 0, who: 0, value: "yes" })
    for (const kind of ["submit", "suggest", "change"] as const)
      await apply(id, { kind, at: 0, who: 0, value: "no" })
    await test.owner.client.datasets.remove({ dataset_id: id })
    const { db } = test.services.database
    for (const table of ["record_versions", "suggestion_versions", "response_versions"] as const)
      expect(await db.selectFrom(table).select("version").where("dataset_id", "=", id).execute()).toEqual([])
  })
})
