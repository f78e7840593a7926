import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { bluebirds, buildCrowd, type Crowd, type CrowdRecord, crowdSets } from "../test/crowd.ts"
import { labelQuestion, ratingQuestion, textQuestion } from "../test/factories.ts"
import { refusal } from "../test/refused.ts"

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

const options = ["a", "b", "c"].map((value) => ({ value, text: value }))
const questions = [
  labelQuestion("label", ["a", "b", "c"], false),
  textQuestion("done"),
  ratingQuestion("stars", false),
  {
    name: "tags",
    title: "tags",
    required: false,
    settings: { type: "multi_label_selection" as const, options },
  },
  textQuestion("why", false),
  { name: "order", title: "order", required: false, settings: { type: "ranking" as const, options } },
  {
    name: "marks",
    title: "marks",
    required: false,
    settings: { type: "span" as const, field: "prompt", options, allow_overlapping: false },
  },
]

const ranks = (...order: string[]) => order.map((value, at) => ({ value, rank: at + 1 }))
const mark = (start: number, end: number) => [{ start, end, label: "a" }]

/** Three people; the fourth answer of a record is surplus. */
const records = [
  {
    id: "1",
    metadata: { lang: "en" },
    answers: {
      ann: {
        label: "a",
        stars: 1,
        tags: ["a", "b"],
        why: " same",
        order: ranks("a", "b", "c"),
        marks: mark(0, 4),
      },
      bob: {
        label: "a",
        stars: 1,
        tags: ["b", "a"],
        why: "same ",
        order: ranks("a", "b", "c"),
        marks: mark(0, 4),
      },
      cat: {
        label: "a",
        stars: 2,
        tags: ["a"],
        why: "other",
        order: ranks("b", "a", "c"),
        marks: mark(0, 2),
      },
      dan: {
        label: "b",
        stars: 5,
        tags: ["c"],
        why: "surplus",
        order: ranks("c", "b", "a"),
        marks: mark(5, 6),
      },
    },
  },
  {
    id: "2",
    metadata: { lang: "en" },
    answers: {
      ann: { label: "b", stars: 4, tags: ["c"], why: "x", order: ranks("c", "b", "a"), marks: mark(1, 3) },
      bob: { label: "c", stars: 5, tags: ["c"], why: "y", order: ranks("c", "a", "b"), marks: mark(1, 3) },
    },
  },
  {
    id: "3",
    metadata: { lang: "de" },
    answers: { ann: { label: "b", stars: 3 }, cat: { label: "b", stars: 3 }, bob: { stars: 3 } },
  },
  { id: "4", answers: { ann: { label: "c" } } },
].map(({ answers, ...record }) => ({
  ...record,
  fields: { prompt: "some text to mark" },
  answers: Object.fromEntries(
    Object.entries(answers).map(([person, given]) => [person, { done: "yes", ...given }]),
  ),
}))

describe("agreement", () => {
  let crowd: Crowd
  beforeAll(async () => {
    crowd = await buildCrowd(test, questions, records as CrowdRecord[], {
      strategy: "overlap",
      min_submitted: 3,
    })
  })
  const ask = (query: object) =>
    crowd.admin.client.insights.agreement({ dataset_id: crowd.dataset.id, query: query as never })

  it("counts what was submitted and leaves surplus answers out", async () => {
    const { records: answered, compared, answers, people } = await ask({ question: "label", draws: 0 })
    expect({ answered, compared, answers, people }).toEqual({
      answered: 4,
      compared: 3,
      answers: 8,
      people: 3,
    })
  })

  it("gives labels percent, α, Fleiss, AC1 and κ, each as worked out by hand", async () => {
    const { measures, pairs } = await ask({ question: "label", draws: 0 })
    const value = Object.fromEntries(measures.map((each) => [each.measure, each.value]))
    // Shares of agreeing pairs: 1, 0, 1.
    expect(value.percent).toBeCloseTo(2 / 3, 12)
    // n = (a 3, b 3, c 1) of 7 pairable answers: D_o = 2/7, D_e = (49 − 19)/42.
    expect(value.alpha).toBeCloseTo(1 - 2 / 7 / (30 / 42), 12)
    expect(Object.keys(value).sort()).toEqual([
      "ac1",
      "alpha",
      "brennan_prediger",
      "cohen",
      "fleiss",
      "percent",
    ])
    expect(value.brennan_prediger).toBeCloseTo((2 / 3 - 1 / 3) / (2 / 3), 12)
    expect(pairs.total).toBe(3)
    const shared = pairs.items.map((pair) => pair.shared)
    expect(shared).toEqual([2, 2, 1])
  })

  it("reads ratings as an order, or as the level asked for", async () => {
    const alpha = async (level?: string) => {
      const { measures } = await ask({
        question: "stars",
        measure: ["alpha"],
        draws: 0,
        ...(level ? { level } : {}),
      })
      return measures[0]
    }
    expect(await alpha()).toMatchObject({ variant: "ordinal" })
    const values = await Promise.all(["nominal", "ordinal", "interval", "ratio"].map(alpha))
    expect(new Set(values.map((each) => each?.value)).size).toBe(4)
    const { measures } = await ask({ question: "stars", measure: ["ac2"], level: "interval", draws: 0 })
    expect(measures[0]).toMatchObject({ measure: "ac2", variant: "quadratic" })
  })

  it("compares label sets whatever their order, texts whatever surrounds them", async () => {
    const tags = await ask({ question: "tags", draws: 0 })
    const percent = tags.measures.find((each) => each.measure === "percent")
    expect(percent?.value).toBeCloseTo((1 / 3 + 1) / 2, 12)
    expect(tags.measures.find((each) => each.measure === "alpha")?.variant).toBe("masi")
    expect(tags.labels.map(({ label, answers }) => [label, answers])).toEqual([
      ["a", 3],
      ["b", 2],
      ["c", 2],
    ])
    expect(tags.labels[2]?.alpha.value).toBe(1)
    const why = await ask({ question: "why", draws: 0 })
    expect(why.measures).toMatchObject([{ measure: "percent" }])
    expect(why.measures[0]?.value).toBeCloseTo((1 / 3 + 0) / 2, 12)
  })

  it("gives rankings τ, W and α, spans their F1 and γ", async () => {
    const order = await ask({ question: "order", draws: 20 })
    expect(order.measures.map((each) => each.measure)).toEqual(["alpha", "tau", "w"])
    // Pairs of record 1: 1, 1/3, 1/3; of record 2: 1/3.
    expect(order.measures[1]?.value).toBeCloseTo((5 / 9 + 1 / 3) / 2, 12)
    const marks = await ask({ question: "marks", draws: 0, measure: ["f1_exact", "f1_offset", "gamma"] })
    expect(marks.measures[0]?.value).toBeCloseTo((1 / 3 + 1) / 2, 12)
    expect(marks.measures[1]?.value).toBeCloseTo((7 / 9 + 1) / 2, 12)
    expect(marks.measures[2]?.value).not.toBeNull()
  })

  it("slices by metadata and by day, with records that have the key", async () => {
    const { slices } = await ask({ question: "label", by: "metadata.lang", draws: 0, measure: ["percent"] })
    expect(slices).toMatchObject({
      by: "metadata.lang",
      total: 2,
      items: [
        { key: "de", records: 1, measures: [{ value: 1 }] },
        { key: "en", records: 2, measures: [{ value: 0.5 }] },
      ],
    })
    const days = await ask({ question: "order", by: "day", draws: 0 })
    expect(days.slices?.items).toMatchObject([
      { key: expect.stringMatching(/^\d{4}-\d\d-\d\d$/), records: 2 },
    ])
    const weeks = await ask({ question: "order", by: "week", draws: 0 })
    expect(weeks.slices?.items).toMatchObject([{ key: expect.stringMatching(/^\d{4}-W\d\d$/), records: 2 }])
    const months = await ask({ question: "label", by: "month", draws: 0 })
    expect(months.slices?.items[0]?.key).toMatch(/^\d{4}-\d\d$/)
  })

  it("says how alike two people are on questions without κ, with an interval, and nothing where κ says it", async () => {
    const idOf = (name: string) => crowd.people.get(name)?.id
    for (const question of ["tags", "order", "marks", "why"]) {
      const { alike } = await ask({ question, draws: 100, seed: 2 })
      const pair = alike?.items.find(({ first, second }) =>
        [first.id, second.id].every((id) => id === idOf("ann") || id === idOf("bob")),
      )
      expect(pair?.shared, question).toBeGreaterThan(0)
      expect(pair?.likeness.value, question).toBeGreaterThan(0)
      expect(pair?.likeness.value, question).toBeLessThanOrEqual(1)
      expect(pair?.likeness.interval?.low, question).toBeLessThanOrEqual(pair?.likeness.value ?? 0)
      expect(pair?.likeness.interval?.high, question).toBeGreaterThanOrEqual(pair?.likeness.value ?? 1)
    }
    expect((await ask({ question: "label", draws: 0 })).alike).toBeNull()
  })

  it("repeats an interval for the same seed, and says null with the reason where nothing can be compared", async () => {
    const [one, again, other] = await Promise.all(
      [7, 7, 8].map((seed) => ask({ question: "label", seed, draws: 200, measure: ["alpha", "cohen"] })),
    )
    expect(one).toEqual(again)
    expect(one?.measures[0]?.interval).not.toBeNull()
    expect(other?.measures[0]?.interval).not.toEqual(one?.measures[0]?.interval)
    const alone = await buildCrowd(
      test,
      [labelQuestion("label", ["a", "b"])],
      [{ id: "1", answers: { ann: { label: "a" } } }],
    )
    const { measures } = await alone.admin.client.insights.agreement({ dataset_id: alone.dataset.id })
    for (const { measure, ...figure } of measures)
      expect(figure, measure).toMatchObject({ value: null, reason: "no_pairs", interval: null })
  })

  it.each([
    [{}, /question must be one of 'label', 'done', 'stars', 'tags', 'why', 'order', 'marks'/],
    [{ question: "nope" }, /no question 'nope'.*'label'/],
    [{ question: "tags", measure: ["w"] }, /no measure 'w'.*'percent', 'alpha'/],
    [{ question: "label", level: "ratio" }, /one of 'nominal', 'ordinal'/],
    [{ question: "why", level: "ratio" }, /text question has no level/],
    [{ question: "label", by: "year" }, /'day', 'week', 'month' or 'metadata\.'/],
    [{ question: "label", by: "metadata." }, /'metadata\.' and a key/],
  ])("refuses %j and names the choices", async (query, sentence) => {
    const refused = await refusal(ask(query))
    expect(refused?.status).toBe(422)
    expect(refused?.message).toMatch(sentence)
  })

  it("refuses an unknown measure by naming those there are", async () => {
    const refused = await refusal(ask({ question: "label", measure: ["magic"] }))
    expect(refused?.findings[0]?.msg).toMatch(/'percent' or 'alpha'/)
  })

  it("is not for those who answer", async () => {
    const refused = crowd.people.get("ann")?.client.insights.agreement({ dataset_id: crowd.dataset.id })
    expect((await refusal(refused ?? Promise.resolve()))?.status).toBe(403)
  })
})

describe.skipIf(!crowdSets)("bluebirds", () => {
  it("has α .1255 and AC1 .2218 when imported with its 39 raters", async () => {
    const crowd = await buildCrowd(test, [labelQuestion("bunting", ["false", "true"])], bluebirds())
    const found = await crowd.admin.client.insights.agreement({ dataset_id: crowd.dataset.id })
    expect(found).toMatchObject({ people: 39, records: 108, compared: 108, answers: 39 * 108 })
    const figure = (name: string) => found.measures.find((each) => each.measure === name)
    expect(figure("alpha")?.value).toBeCloseTo(0.1255, 4)
    expect(figure("ac1")?.value).toBeCloseTo(0.2218, 4)
    expect(figure("alpha")?.interval?.low).toBeLessThan(0.1255)
    expect(figure("alpha")?.interval?.high).toBeGreaterThan(0.1255)
    expect(found.pairs.total).toBe((39 * 38) / 2)
  })
})
