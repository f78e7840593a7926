import { suggestion as suggestionSchema } from "@loam/schema"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type Person, type TestApp } from "../test/app.ts"
import {
  buildDataset,
  buildRecords,
  buildWorkspace,
  labelQuestion,
  ratingQuestion,
} from "../test/factories.ts"
import { refusal, refusedWith } from "../test/refused.ts"

const unknown = "00000000-0000-4000-8000-00000000dead"

describe("suggestions", () => {
  let test: TestApp
  let admin: Person
  let annotator: Person
  let record: string
  let label: string
  let labels: string
  let ranking: string
  let rating: string
  beforeAll(async () => {
    test = await createTestApp()
    const workspace = await buildWorkspace(test.owner.client)
    admin = await test.person("admin", [workspace.id])
    annotator = await test.person("annotator", [workspace.id])
    const options = ["a", "b", "c"].map((value) => ({ value, text: value }))
    const dataset = await buildDataset(admin.client, {
      workspace_id: workspace.id,
      questions: [
        labelQuestion("label", ["a", "b"]),
        ratingQuestion("rating"),
        {
          name: "labels",
          title: "labels",
          settings: { type: "multi_label_selection", options },
        },
        { name: "ranking", title: "ranking", settings: { type: "ranking", options } },
      ],
    })
    const { items } = await admin.client.questions.list({ dataset_id: dataset.id })
    const idOf = (name: string) => items.find((question) => question.name === name)?.id ?? ""
    label = idOf("label")
    rating = idOf("rating")
    labels = idOf("labels")
    ranking = idOf("ranking")
    record = (await buildRecords(admin.client, dataset.id, 1))[0]?.id ?? ""
  })
  afterAll(() => test.close())

  type Body = Parameters<Person["client"]["suggestions"]["upsert"]>[0]["body"]
  const set = (body: Body, person = admin, record_id = record) =>
    person.client.suggestions.upsert({ record_id, body })
  const statusOf = async (body: Body) => {
    const headers = { "X-Argilla-Api-Key": admin.api_key, "Content-Type": "application/json" }
    const path = `/api/v1/records/${record}/suggestions`
    return (await test.app.request(path, { method: "PUT", headers, body: JSON.stringify(body) })).status
  }
  const list = async (person = admin) => (await person.client.suggestions.list({ record_id: record })).items

  it("are 201 when new and 200 when they replace one, whose id stays and whose absent members go", async () => {
    expect(
      await statusOf({ question_id: label, value: "a", agent: "model-1", score: 0.5, type: "model" }),
    ).toBe(201)
    const [first] = await list()
    expect(suggestionSchema.parse(first)).toEqual(first)
    expect(first).toMatchObject({ value: "a", agent: "model-1", score: 0.5, type: "model" })
    expect(await statusOf({ question_id: label, value: "b" })).toBe(200)
    expect(await list()).toMatchObject([{ id: first?.id, value: "b", agent: null, score: null, type: null }])
    expect(await list(annotator)).toEqual(await list())
  })

  it("may be partial, and carry a score an item where the answer is a list", async () => {
    const ranked = await set({ question_id: ranking, value: [{ value: "b" }], score: [0.25] })
    expect(ranked).toMatchObject({ value: [{ value: "b", rank: null }], score: [0.25] })
    expect(await set({ question_id: labels, value: ["c", "a"], score: [1, 0] })).toMatchObject({
      score: [1, 0],
    })
  })

  it.each<[string, () => Body, string]>([
    ["a label that does not exist", () => ({ question_id: label, value: "z" }), "'label'"],
    ["half a surrogate pair", () => ({ question_id: label, value: "\ud83d" }), "surrogate"],
    ["a rating beyond the scale", () => ({ question_id: rating, value: 6 }), "not a valid rating"],
    [
      "a list of scores for one value",
      () => ({ question_id: label, value: "a", score: [0.5] }),
      "one number",
    ],
    ["one score for a list", () => ({ question_id: labels, value: ["a"], score: 0.5 }), "must be a list"],
    ["fewer scores than items", () => ({ question_id: labels, value: ["a", "b"], score: [0.5] }), "2 items"],
    ["a question of nowhere", () => ({ question_id: unknown, value: "a" }), unknown],
    ["an agent of blanks", () => ({ question_id: label, value: "a", agent: "  " }), "agent"],
    ["a score above 1", () => ({ question_id: label, value: "a", score: 1.5 }), "score"],
    ["no value", () => ({ question_id: label, value: null }), "value"],
  ])("are refused: %s", async (_case, body, reason) => {
    const refused = await refusal(set(body()))
    expect([refused?.status, refused?.message]).toEqual([422, expect.stringContaining(reason)])
  })

  it("are written by admins and read by members only", async () => {
    expect(await refusedWith(set({ question_id: label, value: "a" }, annotator))).toBe(403)
    expect(await refusedWith(set({ question_id: label, value: "a" }, admin, unknown))).toBe(404)
    const stranger = await test.person("admin")
    expect(await refusedWith(list(stranger))).toBe(403)
  })

  it("are deleted by id and by a list of ids, those of other records let alone", async () => {
    const [a, b, c] = [
      await set({ question_id: label, value: "a" }),
      await set({ question_id: rating, value: 1 }),
      await set({ question_id: labels, value: ["a"] }),
    ]
    const removeMany = (ids: string, person = admin) =>
      person.client.suggestions.removeMany({ record_id: record, query: { ids } })
    expect(await refusedWith(removeMany(a.id, annotator))).toBe(403)
    expect(await refusedWith(removeMany(""))).toBe(422)
    await removeMany(`${a.id},${unknown}`)
    expect((await list()).map((each) => each.id)).not.toContain(a.id)
    expect(await refusedWith(annotator.client.suggestions.remove({ suggestion_id: b.id }))).toBe(403)
    expect(await admin.client.suggestions.remove({ suggestion_id: b.id })).toEqual(b)
    expect(await refusedWith(admin.client.suggestions.remove({ suggestion_id: b.id }))).toBe(404)
    expect((await list()).map((each) => each.id)).toContain(c.id)
  })
})
