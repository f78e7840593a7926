import type { Json, MetadataSettings } from "@loam/schema"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { buildDataset, buildWorkspace } from "../test/factories.ts"
import { refusedWith } from "../test/refused.ts"

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

type Client = TestApp["owner"]["client"]
const declare = (dataset_id: string, name: string, settings: MetadataSettings, visible = true) =>
  test.owner.client.metadataProperties.create({
    dataset_id,
    body: { name, title: name, settings, visible_for_annotators: visible },
  })
const log = (dataset_id: string, ...metadata: { [name: string]: Json }[]) =>
  test.owner.client.records.create({
    dataset_id,
    body: { items: metadata.map((each, index) => ({ fields: { prompt: `p${index}` }, metadata: each })) },
  })
const number = (type: "integer" | "float", min: number | null = null, max: number | null = null) => ({
  type,
  min,
  max,
})
const terms = (...values: string[]) => ({ type: "terms" as const, values: values.length > 0 ? values : null })
const textOf = async (path: string) => {
  const headers = { "x-argilla-api-key": test.owner.api_key }
  return (await test.app.fetch(new Request(`http://loam.test${path}`, { headers }))).text()
}

describe("metadata properties", () => {
  it("are listed in their order, to annotators only where visible to them", async () => {
    const workspace = await buildWorkspace(test.owner.client)
    const { id } = await buildDataset(test.owner.client, { workspace_id: workspace.id })
    const ann = await test.person("annotator", [workspace.id])
    await declare(id, "lang", terms("en", "de"))
    const secret = await declare(id, "secret", number("integer", 1), false)
    const names = async (client: Client) =>
      (await client.metadataProperties.mine({ dataset_id: id })).items.map((each) => each.name)
    expect(await names(test.owner.client)).toEqual(["lang", "secret"])
    expect(await names(ann.client)).toEqual(["lang"])
    expect(await refusedWith(declare(id, "lang", terms()))).toBe(409)
    expect(
      await refusedWith(ann.client.metadataProperties.metrics({ metadata_property_id: secret.id })),
    ).toBe(403)
    await log(id, { lang: "en", secret: 3, extra: 1 })
    const seen = await ann.client.search.mine({ dataset_id: id, body: {} })
    expect(seen.items[0]?.record.metadata).toEqual({ lang: "en" })
    const change = { metadata_property_id: secret.id, body: { visible_for_annotators: true } }
    expect(await test.owner.client.metadataProperties.update(change)).toMatchObject({ title: "secret" })
    const after = await ann.client.search.mine({ dataset_id: id, body: {} })
    expect(after.items[0]?.record.metadata).toEqual({ lang: "en", secret: 3 })
    await test.owner.client.metadataProperties.update({
      metadata_property_id: secret.id,
      body: { title: "S" },
    })
    expect(await names(ann.client)).toEqual(["lang", "secret"])
  })

  it.each<[string, MetadataSettings, Json]>([
    ["a term that is not in the list", terms("en"), "fr"],
    ["one such among others", terms("en"), ["en", "fr"]],
    ["an object as a term", terms(), { a: 1 }],
    ["a fraction for an integer", number("integer"), 1.5],
    ["a text for an integer", number("integer"), "1"],
    ["a boolean for an integer", number("integer"), true],
    ["a text for a float", number("float"), "0.5"],
    ["less than the minimum", number("float", 0.5), 0.25],
    ["more than the maximum", number("integer", null, 3), 4],
  ])("refuse %s, in every way to write", async (_, settings, value) => {
    const { client } = test.owner
    const { id } = await buildDataset(client)
    await declare(id, "m", settings)
    expect(await refusedWith(log(id, { m: value }))).toBe(422)
    const { items } = await log(id, { m: null })
    const record_id = items[0]?.id ?? ""
    expect(await refusedWith(client.records.update({ record_id, body: { metadata: { m: value } } }))).toBe(
      422,
    )
    const upsert = { items: [{ id: record_id, metadata: { m: value } }] }
    expect(await refusedWith(client.records.upsert({ dataset_id: id, body: upsert }))).toBe(422)
    const report = await client.records.stream({
      dataset_id: id,
      body: `${JSON.stringify({ id: record_id, metadata: { m: value } })}\n` as never,
    })
    expect(await report.text()).toContain('"failed":1')
    expect((await client.records.get({ record_id })).metadata).toEqual({ m: null })
  })

  it("leave undeclared metadata to the dataset's rule, also after they are gone", async () => {
    const { client } = test.owner
    const { id } = await buildDataset(client)
    const property = await declare(id, "m", number("integer"))
    await client.datasets.update({ dataset_id: id, body: { allow_extra_metadata: false } })
    await log(id, { m: 1 })
    expect(await refusedWith(log(id, { other: 1 }))).toBe(422)
    await client.metadataProperties.remove({ metadata_property_id: property.id })
    expect((await client.records.list({ dataset_id: id })).items[0]?.metadata).toEqual({ m: 1 })
    expect(await refusedWith(log(id, { m: 1 }))).toBe(422)
  })

  it("of floats leave with a fraction, whichever way they came in, and however large", async () => {
    const { client } = test.owner
    const { id } = await buildDataset(client)
    const { items } = await log(id, { f: 7, i: 7 })
    await declare(id, "f", number("float"))
    await declare(id, "i", number("integer"))
    const created = await log(id, { f: 2, i: 2 }, { f: 1e21, i: 1 })
    await client.records.update({
      record_id: created.items[0]?.id ?? "",
      body: { metadata: { f: -3, i: 3 } },
    })
    const text = await textOf(`/api/v1/datasets/${id}/records`)
    expect([...text.matchAll(/"f": ?([^,}]+)/g)].map((match) => match[1])).toEqual([
      "7.0",
      "-3.0",
      "1000000000000000000000.0",
    ])
    expect([...text.matchAll(/"i": ?([^,}]+)/g)].map((match) => match[1])).toEqual(["7", "3", "1"])
    const body = JSON.stringify({ items: [{ fields: { prompt: "x" }, metadata: { f: 4 } }] })
    const answered = await test.app.fetch(
      new Request(`http://loam.test/api/v1/datasets/${id}/records/bulk`, {
        method: "POST",
        headers: { "x-argilla-api-key": test.owner.api_key, "content-type": "application/json" },
        body,
      }),
    )
    expect(await answered.text()).toMatch(/"f": ?4\.0/)
    expect(items).toHaveLength(1)
  })

  it("are counted and measured over all records, and are nothing in a draft", async () => {
    const { client } = test.owner
    const { id } = await buildDataset(client)
    const lang = await declare(id, "lang", terms())
    const length = await declare(id, "length", number("integer"))
    const score = await declare(id, "score", number("float"))
    const metrics = (property: { id: string }) =>
      client.metadataProperties.metrics({ metadata_property_id: property.id })
    expect(await metrics(lang)).toEqual({ type: "terms", total: 0, values: [] })
    expect(await metrics(length)).toEqual({ type: "integer", min: null, max: null })
    await log(
      id,
      { lang: ["en", "de"], length: 3, score: 0.123456789 },
      { lang: "en", length: -1 },
      { lang: true },
      { lang: null },
    )
    expect(await metrics(lang)).toEqual({
      type: "terms",
      total: 4,
      values: [
        { term: "en", count: 2 },
        { term: "de", count: 1 },
        { term: "true", count: 1 },
      ],
    })
    expect(await metrics(length)).toEqual({ type: "integer", min: -1, max: 3 })
    expect(await metrics(score)).toEqual({ type: "float", min: 0.12346, max: 0.12346 })
    const draft = await buildDataset(client, { publish: false })
    expect(await metrics(await declare(draft.id, "n", number("float")))).toEqual({
      type: "float",
      min: null,
      max: null,
    })
  })

  it("are what metadata can be filtered by; a name that is none is refused", async () => {
    const { client } = test.owner
    const { id } = await buildDataset(client)
    await declare(id, "n", number("integer"))
    await log(id, { n: 9, x: 1 }, { n: 10, x: 1 }, { x: 1 })
    const find = async (metadata_property: string, ge: number | string) => {
      const scope = { entity: "metadata", metadata_property } as const
      const body = {
        filters: { and: [{ type: "range", scope, ge } as const] },
        sort: [{ scope, order: "desc" } as const],
      }
      return (await client.search.all({ dataset_id: id, body })).items.map((item) => item.record.metadata?.n)
    }
    expect(await find("n", 9)).toEqual([10, 9])
    expect(await find("n", "10")).toEqual([10])
    expect(await refusedWith(find("x", 1))).toBe(422)
  })
})
