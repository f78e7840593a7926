import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { buildCrowd, type Crowd } from "../test/crowd.ts"
import {
  buildDataset,
  labelQuestion,
  rankingQuestion,
  ratingQuestion,
  textQuestion,
} from "../test/factories.ts"
import { refusal } from "../test/refused.ts"

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

const ranks = (...order: string[]) => order.map((value, at) => ({ value, rank: at + 1 }))
const options = ["a", "b", "c"].map((value) => ({ value, text: value }))
const questions = [
  labelQuestion("label", ["a", "b", "c"], false),
  textQuestion("why"),
  ratingQuestion("stars", false),
  {
    name: "tags",
    title: "tags",
    required: false,
    settings: { type: "multi_label_selection" as const, options },
  },
  rankingQuestion("order", ["a", "b", "c"], false),
  {
    name: "marks",
    title: "marks",
    required: false,
    settings: { type: "span" as const, field: "prompt", options, allow_overlapping: false },
  },
]
const marks = [{ start: 0, end: 1, label: "b" }]
const records = [
  {
    id: "agreed",
    answers: {
      ann: { label: "a", why: "one", stars: 4, tags: ["a"], order: ranks("a", "b", "c"), marks },
      bob: {
        label: "a",
        why: "one two three four five six",
        stars: 5,
        tags: ["a", "b"],
        order: ranks("a", "c", "b"),
      },
    },
  },
  {
    id: "disputed",
    answers: {
      ann: { label: "a", why: "one", stars: 1, tags: ["c"], order: ranks("a", "b", "c"), marks },
      cat: { label: "b", why: "two", stars: 5, tags: ["a"], order: ranks("b", "a", "c") },
    },
  },
  { id: "once", answers: { bob: { label: "c", why: "three" } } },
  { id: "unanswered", answers: {} },
]

describe("overview", () => {
  let crowd: Crowd
  beforeAll(async () => {
    crowd = await buildCrowd(test, questions, records)
    const { items } = await crowd.admin.client.questions.list({ dataset_id: crowd.dataset.id })
    const question_id = items.find(({ name }) => name === "label")?.id ?? ""
    const record_id = crowd.ids.get("disputed") ?? ""
    await crowd.admin.client.suggestions.upsert({
      record_id,
      body: { question_id, value: "b", agent: "model" },
    })
  })
  const dataset = () => ({ dataset_id: crowd.dataset.id })
  const idOf = (name: string) => crowd.people.get(name)?.id ?? ""
  const tallies = async (question: string, more: object = {}) =>
    crowd.admin.client.insights.tallies({ ...dataset(), query: { question, ...more } })
  const countsOf = async (question: string) =>
    Object.fromEntries(
      (await tallies(question)).items.map((item) => [
        item.option,
        [item.answers, item.suggestions, item.consensus],
      ]),
    )

  it("counts answers by person and day, and what is still wanted", async () => {
    const found = await crowd.admin.client.insights.activity(dataset())
    expect(found).toMatchObject({ records: 4, completed: 2, wanted: 8, given: 5, surplus: 0 })
    expect(found.forecast).toMatchObject({ remaining: 3, reason: "too_few_days" })
    const today = new Date().toISOString().slice(0, 10)
    expect(found.days.reduce((sum, day) => sum + day.submitted, 0)).toBe(5)
    expect(found.days.at(-1)?.day).toBe(today)
    expect(found.days.reduce((sum, day) => sum + day.completed, 0)).toBe(2)
    expect(found.people.map(({ user, submitted }) => [user.id, submitted])).toEqual(
      expect.arrayContaining([
        [idOf("ann"), 2],
        [idOf("bob"), 2],
        [idOf("cat"), 1],
      ]),
    )
  })

  it("has nothing to tell about an empty dataset, and no number that is none", async () => {
    const empty = await buildDataset(crowd.admin.client, { workspace_id: crowd.dataset.workspace_id })
    const found = await crowd.admin.client.insights.activity({ dataset_id: empty.id })
    expect(found).toMatchObject({
      records: 0,
      wanted: 0,
      days: [],
      people: [],
      forecast: { reason: "no_records" },
    })
    const about = { dataset_id: empty.id, query: {} }
    expect(await crowd.admin.client.insights.tallies(about)).toMatchObject({ answers: 0, consensus: null })
    expect(await crowd.admin.client.insights.disagreements(about)).toMatchObject({ total: 0, items: [] })
  })

  it("counts options among answers, suggestions and consensus", async () => {
    expect(await tallies("label")).toMatchObject({
      of: "option",
      records: 4,
      answered: 3,
      answers: 5,
      suggestions: 1,
      consensus: { resolved: 2, abstained: 1 },
    })
    expect(await countsOf("label")).toEqual({ a: [3, 0, 1], b: [1, 1, 0], c: [1, 0, 1] })
    const { days } = await tallies("label")
    const sums = [0, 1, 2].map((at) => days.reduce((sum, day) => sum + (day.counts[at] ?? 0), 0))
    expect(sums).toEqual([3, 1, 1])
    expect(days.map(({ day }) => day)).toEqual([new Date().toISOString().slice(0, 10)])
    expect(await countsOf("tags")).toMatchObject({ a: [3, 0, 1], b: [1, 0, 0] })
    // The mean of 4 and 5 counts as one of both, that of 1 and 5 as 3.
    const stars = await countsOf("stars")
    expect(stars[3]).toEqual([0, 0, 1])
    expect((stars[4]?.[2] ?? 0) + (stars[5]?.[2] ?? 0)).toBe(1)
    expect(await countsOf("order")).toMatchObject({
      a: [3, 0, expect.any(Number)],
      b: [1, 0, expect.any(Number)],
    })
    expect(await countsOf("marks")).toMatchObject({ b: [2, 0, expect.any(Number)] })
    expect(await countsOf("why")).toMatchObject({ "1–5": [4, 0, null], "6–10": [1, 0, null] })
  })

  it("takes the policy that is asked for", async () => {
    const policy = JSON.stringify({ name: "majority", tie: ["suggestion"] })
    expect((await tallies("label", { policy })).consensus).toMatchObject({ resolved: 3, abstained: 0 })
  })

  it("puts the most disputed record first, with everybody's answer and the suggestion", async () => {
    const found = await crowd.admin.client.insights.disagreements({
      ...dataset(),
      query: { question: "label" },
    })
    expect(found).toMatchObject({ total: 2, disputed: 1, confusions: [{ labels: ["a", "b"], records: 1 }] })
    expect(found.items.map(({ external_id }) => external_id)).toEqual(["disputed", "agreed"])
    expect(found.items[0]).toMatchObject({
      disagreement: 1,
      excerpt: "disputed",
      suggestion: { value: "b", agent: "model" },
      answers: [
        { user: { id: idOf("ann") }, value: "a" },
        { user: { id: idOf("cat") }, value: "b" },
      ],
    })
    const { items } = await crowd.admin.client.insights.disagreements({
      ...dataset(),
      query: { question: "stars" },
    })
    expect(items.map((each) => each.disagreement)).toEqual([1, 0.25])
  })

  it("finds a person's records and those on which a label stood", async () => {
    const ask = async (query: object) =>
      (
        await crowd.admin.client.insights.disagreements({
          ...dataset(),
          query: { question: "label", ...query },
        })
      ).items.map(({ external_id }) => external_id)
    expect(await ask({ user_id: idOf("bob") })).toEqual(["agreed"])
    expect(await ask({ label: ["a", "b"] })).toEqual(["disputed"])
    expect(await ask({ label: ["c"] })).toEqual([])
    expect(await ask({ offset: 1 })).toEqual(["agreed"])
  })

  it("shows none of it to those who answer", async () => {
    const ann = crowd.people.get("ann")
    const calls = [
      ann?.client.insights.activity(dataset()),
      ann?.client.insights.disagreements({ ...dataset(), query: {} }),
    ]
    for (const call of calls) expect((await refusal(call ?? Promise.resolve()))?.status).toBe(403)
  })
})
