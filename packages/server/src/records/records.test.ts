import { randomUUID } from "node:crypto"
import { type Dataset, type Record as LoamRecord, recordPage, record as recordSchema } from "@loam/schema"
import fc from "fast-check"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type Person, type TestApp } from "../test/app.ts"
import { buildDataset, buildRecords, buildWorkspace, labelQuestion, textQuestion } from "../test/factories.ts"
import { refusal, refusedWith } from "../test/refused.ts"

const unknown = "00000000-0000-4000-8000-00000000dead"

describe("records", () => {
  let test: TestApp
  let workspaceId: string
  let admin: Person
  let annotator: Person
  let other: Person
  beforeAll(async () => {
    test = await createTestApp()
    workspaceId = (await buildWorkspace(test.owner.client)).id
    admin = await test.person("admin", [workspaceId])
    annotator = await test.person("annotator", [workspaceId])
    other = await test.person("annotator", [workspaceId])
  })
  afterAll(() => test.close())

  const ready = (fields = ["prompt"]) =>
    buildDataset(admin.client, {
      workspace_id: workspaceId,
      fields,
      questions: [textQuestion("answer"), labelQuestion("topic", ["a", "b"], false)],
      distribution: { strategy: "overlap", min_submitted: 2 },
    })
  type Query = NonNullable<NonNullable<Parameters<Person["client"]["records"]["list"]>[0]>["query"]>
  const list = ({ id }: Dataset, query: Query = {}, person = admin) =>
    person.client.records.list({ dataset_id: id, query })
  const answer = (
    person: Person,
    record_id: string,
    status: "draft" | "submitted" | "discarded" = "submitted",
  ) =>
    person.client.responses.create({
      record_id,
      body: { status, values: { answer: { value: person.username } } },
    })
  /** A record with a suggestion, metadata and the answers of two people. */
  async function answered() {
    const dataset = await ready()
    const { items } = await admin.client.records.create({
      dataset_id: dataset.id,
      body: {
        items: [
          {
            fields: { prompt: "x" },
            metadata: { secret: 1 },
            suggestions: [{ question_name: "topic", value: "a" }],
          },
        ],
      },
    })
    const id = items[0]?.id ?? ""
    await answer(annotator, id)
    await answer(other, id)
    return { dataset, id }
  }

  describe("in a list", () => {
    it("come in pages by offset and behind a record, with the total of all", async () => {
      const dataset = await ready()
      const records = await buildRecords(admin.client, dataset.id, 25)
      const ids = records.map((record) => record.id)
      const idsOf = async (query: Query) => (await list(dataset, query)).items.map((item) => item.id)
      expect(recordPage.parse(await list(dataset, { limit: 10 })).total).toBe(25)
      expect(await idsOf({ limit: 10 })).toEqual(ids.slice(0, 10))
      expect(await idsOf({ limit: 10, offset: 20 })).toEqual(ids.slice(20))
      expect(await idsOf({ limit: 10, after: ids[9] ?? "" })).toEqual(ids.slice(10, 20))
      expect(await list(dataset, { offset: 100 })).toEqual({ items: [], total: 25 })
      expect((await refusal(list(dataset, { after: unknown })))?.message).toContain(unknown)
      await admin.client.records.remove({ record_id: ids[9] ?? "" })
      expect(await idsOf({ limit: 10, after: ids[9] ?? "" })).toEqual(ids.slice(10, 20))
    })

    it("carry relations only when asked, in every spelling", async () => {
      const { dataset } = await answered()
      const keysFor = async (include?: string[]) =>
        Object.keys((await list(dataset, include ? { include } : {})).items[0] ?? {})
      const bare = [
        "id",
        "status",
        "fields",
        "metadata",
        "external_id",
        "dataset_id",
        "inserted_at",
        "updated_at",
      ]
      expect((await keysFor()).toSorted()).toEqual(bare.toSorted())
      const all = [...bare, "responses", "suggestions", "vectors"].toSorted()
      for (const include of [["responses,suggestions,vectors"], ["responses", "suggestions", "vectors:a,b"]])
        expect((await keysFor(include)).toSorted()).toEqual(all)
      expect((await keysFor(["foo:a"])).toSorted()).toEqual(bare.toSorted())
      const { items } = await list(dataset, { include: ["responses", "suggestions", "vectors"] })
      expect(items[0]?.responses?.map((response) => response.user_id)).toEqual([annotator.id, other.id])
      expect(items[0]).toMatchObject({ status: "completed", suggestions: [{ value: "a" }], vectors: {} })
    })

    it.each([["zzz"], [""], ["responses,vectors:a"], ["vectors", "vectors:a"]])(
      "are refused for include=%s",
      async (...include) => {
        expect(await refusedWith(list(await ready(), { include }))).toBe(422)
      },
    )

    it("are filtered by what anybody answered", async () => {
      const dataset = await ready()
      const [draft, submitted, open] = await buildRecords(admin.client, dataset.id, 3)
      await answer(annotator, draft?.id ?? "", "draft")
      await answer(annotator, submitted?.id ?? "")
      await answer(other, submitted?.id ?? "", "discarded")
      const found = async (...response_status: NonNullable<Query["response_status"]>) => {
        const page = await list(dataset, { response_status })
        expect(page.total).toBe(page.items.length)
        return page.items.map((item) => item.id)
      }
      expect(await found("draft")).toEqual([draft?.id])
      expect(await found("discarded")).toEqual([submitted?.id])
      expect(await found("pending")).toEqual([open?.id])
      expect(await found("missing", "submitted")).toEqual([submitted?.id, open?.id])
    })

    it("are not there in a draft, and not shown to annotators or strangers", async () => {
      const draft = await buildDataset(admin.client, { workspace_id: workspaceId, publish: false })
      expect(await list(draft)).toEqual({ items: [], total: 0 })
      const dataset = await ready()
      const stranger = await test.person("admin")
      expect(await refusedWith(list(dataset, {}, annotator))).toBe(403)
      expect(await refusedWith(list(dataset, {}, stranger))).toBe(403)
      expect(await refusedWith(list(dataset, { limit: 1001 }))).toBe(422)
      expect(await refusedWith(list(dataset, { offset: -1 }))).toBe(422)
    })

    it("hold what was put in, whatever it was", async () => {
      const dataset = await ready(["prompt", "context"])
      // Any code point but NUL, which is refused.
      const text = fc.string({ unit: "binary", maxLength: 30 }).map((value) => value.replaceAll("\0", "0"))
      const key = text.filter((value) => value !== "__proto__")
      const { value } = fc.letrec<{ value: unknown }>((tie) => ({
        value: fc.oneof(
          { maxDepth: 3 },
          fc.oneof(
            text,
            fc.double({ noNaN: true, noDefaultInfinity: true }),
            fc.boolean(),
            fc.constant(null),
          ),
          fc.array(tie("value"), { maxLength: 4 }),
          fc.dictionary(key, tie("value"), { maxKeys: 4 }),
        ),
      }))
      const item = fc.record({
        fields: fc.record({ prompt: text, context: text }),
        metadata: fc.option(fc.dictionary(key, value as fc.Arbitrary<never>, { maxKeys: 4 }), { nil: null }),
        external_id: fc.option(text, { nil: null }),
      })
      const items = fc.uniqueArray(item, {
        minLength: 1,
        maxLength: 20,
        selector: (each) => each.external_id ?? Symbol(),
      })
      const pick = ({ fields, metadata, external_id }: LoamRecord) => ({ fields, metadata, external_id })
      await fc.assert(
        fc.asyncProperty(items, async (batch) => {
          const { items: written } = await admin.client.records.upsert({
            dataset_id: dataset.id,
            body: { items: batch },
          })
          // As JSON says it: -0 is 0, an object without prototype is one with.
          const expected = JSON.parse(JSON.stringify(batch))
          expect(written.map(pick)).toEqual(expected)
          const read = await Promise.all(written.map(({ id }) => admin.client.records.get({ record_id: id })))
          expect(read.map(pick)).toEqual(expected)
        }),
        { numRuns: 50 },
      )
    })
  })

  describe("one by one", () => {
    it("show everything to admins, and to annotators their own answer and no hidden metadata", async () => {
      const { id } = await answered()
      const full = await admin.client.records.get({ record_id: id })
      expect(recordSchema.parse(full)).toEqual(full)
      expect(full).toMatchObject({ metadata: { secret: 1 }, suggestions: [{ value: "a" }], vectors: {} })
      expect(full.responses?.map((response) => response.user_id)).toEqual([annotator.id, other.id])
      const own = await annotator.client.records.get({ record_id: id })
      expect(own.metadata).toEqual({})
      expect(own.responses?.map((response) => response.user_id)).toEqual([annotator.id])
      expect(own.suggestions).toEqual(full.suggestions)
      const stranger = await test.person("annotator")
      expect(await refusedWith(stranger.client.records.get({ record_id: id }))).toBe(403)
      expect(await refusedWith(admin.client.records.get({ record_id: unknown }))).toBe(404)
      expect(await refusedWith(admin.client.records.get({ record_id: "nonsense" }))).toBe(422)
    })

    type Change = Parameters<Person["client"]["records"]["update"]>[0]["body"]
    const update = (record_id: string, body: Change, person = admin) =>
      person.client.records.update({ record_id, body })

    it("are changed member by member; suggestions replace all of them", async () => {
      const { id } = await answered()
      const before = await admin.client.records.get({ record_id: id })
      expect(await update(id, {})).toEqual(before)
      expect(await update(id, { suggestions: null })).toEqual(before)
      const changed = await update(id, { fields: { prompt: "y" }, metadata: null })
      expect(changed).toMatchObject({ fields: { prompt: "y" }, metadata: null, responses: before.responses })
      expect(changed.suggestions).toEqual(before.suggestions)
      const kept = await update(id, {
        suggestions: [
          { question_name: "answer", value: "text" },
          { question_name: "topic", value: "b" },
        ],
      })
      expect(kept.suggestions).toMatchObject([
        { id: before.suggestions?.[0]?.id, value: "b" },
        { value: "text" },
      ])
      expect(
        (await update(id, { suggestions: [{ question_name: "answer", value: "z" }] })).suggestions,
      ).toMatchObject([{ id: kept.suggestions?.[1]?.id, value: "z" }])
      expect((await update(id, { suggestions: [] })).suggestions).toEqual([])
    })

    it("are refused changes that do not fit, and changes by annotators", async () => {
      const { id } = await answered()
      expect(await refusedWith(update(id, { fields: {} }))).toBe(422)
      expect(await refusedWith(update(id, { fields: { prompt: "a\0" } }))).toBe(422)
      expect(await refusedWith(update(id, { suggestions: [{ question_id: unknown, value: "a" }] }))).toBe(422)
      expect(await refusedWith(update(id, { suggestions: [{ value: "a" }] }))).toBe(422)
      expect(await refusedWith(update(unknown, {}))).toBe(404)
      expect(await refusedWith(update(id, {}, annotator))).toBe(403)
    })

    it("are deleted with what hangs on them, and answered without it", async () => {
      const { dataset, id } = await answered()
      expect(await refusedWith(annotator.client.records.remove({ record_id: id }))).toBe(403)
      const removed = await admin.client.records.remove({ record_id: id })
      expect([removed.id, removed.responses, removed.suggestions]).toEqual([id, undefined, undefined])
      expect((await list(dataset)).total).toBe(0)
      expect(await refusedWith(admin.client.records.remove({ record_id: id }))).toBe(404)
    })

    it("are deleted by the list, unknown ones and those of other datasets let alone", async () => {
      const [dataset, elsewhere] = [await ready(), await ready()]
      const [first, second, third] = await buildRecords(admin.client, dataset.id, 3)
      const [foreign] = await buildRecords(admin.client, elsewhere.id, 1)
      const removeMany = (ids: string, person = admin) =>
        person.client.records.removeMany({ dataset_id: dataset.id, query: { ids } })
      await removeMany([first?.id, third?.id, foreign?.id, randomUUID()].join(","))
      expect((await list(dataset)).items.map((item) => item.id)).toEqual([second?.id])
      expect((await list(elsewhere)).total).toBe(1)
      expect(await refusedWith(removeMany(second?.id ?? "", annotator))).toBe(403)
      for (const ids of ["", "nonsense", Array.from({ length: 101 }, () => randomUUID()).join(",")])
        expect(await refusedWith(removeMany(ids))).toBe(422)
    })
  })
})
