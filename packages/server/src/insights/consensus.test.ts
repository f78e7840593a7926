import { ARGILLA_STRATEGIES, POLICIES, type PolicyOf } from "@loam/quality"
import { type Policies, policies, type QuestionTypeName } from "@loam/schema"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { bluebirds, buildCrowd, type Crowd, crowdSets, fourRecords } from "../test/crowd.ts"
import { labelQuestion, ratingQuestion } from "../test/factories.ts"
import { refusal } from "../test/refused.ts"

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

// The contract's policies and those of the quality package are held together by the compiler: every policy a client
// may send runs, and no name or parameter is missing from the contract.
type Members<P> = P extends unknown ? keyof P : never
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
type Held = {
  [Type in QuestionTypeName]: Policies[Type] extends PolicyOf[Type]
    ? Same<Members<Policies[Type]>, Members<PolicyOf[Type]>>
    : false
}
const held: { [Type in QuestionTypeName]: Held[Type] extends true ? true : never } = {
  text: true,
  label_selection: true,
  multi_label_selection: true,
  rating: true,
  ranking: true,
  span: true,
}

describe("policies of the contract", () => {
  it.each(Object.keys(held) as QuestionTypeName[])(
    "name every policy of a %s question, and no other",
    (type) => {
      for (const name of POLICIES[type]) {
        const [strategy] = ARGILLA_STRATEGIES[type]
        const more = { person: { raters: [] }, argilla: { strategy } }[name as string] ?? {}
        expect(policies[type].safeParse({ name, ...more }).success, name).toBe(true)
      }
      for (const strategy of ARGILLA_STRATEGIES[type])
        expect(policies[type].safeParse({ name: "argilla", strategy }).success, strategy).toBe(true)
      const names = new Set<string>(Object.values<readonly string[]>(POLICIES).flat())
      for (const name of names.difference(new Set<string>(POLICIES[type])))
        expect(policies[type].safeParse({ name, raters: [], strategy: "max" }).success, name).toBe(false)
    },
  )
})

describe("consensus", () => {
  let crowd: Crowd
  beforeAll(async () => {
    crowd = await buildCrowd(
      test,
      [labelQuestion("label", ["a", "b", "c"]), ratingQuestion("stars")],
      fourRecords,
    )
  })
  const ask = (query: object) =>
    crowd.admin.client.insights.consensus({ dataset_id: crowd.dataset.id, query: query as never })
  const idOf = (name: string) => crowd.people.get(name)?.id

  it("takes the majority, abstains from ties and from records nobody answered, and says on whom it rests", async () => {
    const { items, policy, next } = await ask({ question: "label" })
    expect(policy).toEqual({ name: "majority", tie: ["abstain"], min_answers: 1, seed: 0 })
    expect(next).toBeNull()
    expect(items[0]).toEqual({
      record_id: crowd.ids.get("1"),
      external_id: "1",
      value: "a",
      values: ["a"],
      status: "resolved",
      reason: null,
      confidence: 2 / 3,
      contributors: ["ann", "bob", "cat"].map(idOf),
      supporters: ["ann", "bob"].map(idOf),
      weights: [1, 1, 1],
      tie: null,
    })
    expect(items[1]).toMatchObject({
      value: null,
      status: "abstained",
      reason: "tie",
      tie: { rule: "abstain" },
    })
    expect(items[2]).toMatchObject({ value: null, reason: "no_answers", contributors: [] })
    expect(items[3]).toMatchObject({ value: "c", confidence: null })
  })

  it("takes policies with parameters, ties by a suggestion among them", async () => {
    const record_id = crowd.ids.get("2") ?? ""
    const questions = await crowd.admin.client.questions.list({ dataset_id: crowd.dataset.id })
    const question_id = questions.items[0]?.id ?? ""
    await crowd.admin.client.suggestions.upsert({ record_id, body: { question_id, value: "b" } })
    const policy = JSON.stringify({ name: "majority", tie: ["suggestion"], min_answers: 2 })
    const { items } = await ask({ question: "label", policy })
    expect(items[1]).toMatchObject({ value: "b", tie: { values: expect.any(Array), rule: "suggestion" } })
    expect(items[3]).toMatchObject({ value: null, reason: "too_few_answers" })
    const weighted = { from: "given", values: { [idOf("cat") ?? ""]: 5 } }
    const stars = await ask({
      question: "stars",
      policy: JSON.stringify({ name: "mean", weights: weighted }),
    })
    expect(stars.items[0]?.value).toBeCloseTo((1 + 2 + 25) / 7, 12)
    expect(stars.items[0]?.weights).toEqual([1, 1, 5])
  })

  it("takes people by their names, and refuses names nobody has", async () => {
    const ann = crowd.people.get("ann")?.username ?? ""
    const { items, policy } = await ask({ question: "label", policy: `person:raters=${ann}` })
    expect(items.map(({ value }) => value)).toEqual(["a", "b", null, null])
    expect(policy).toMatchObject({ raters: [idOf("ann")] })
    const refused = await refusal(ask({ question: "label", policy: "person:raters=nobody-here" }))
    expect(refused).toMatchObject({ status: 422, message: expect.stringContaining("nobody-here") })
  })

  it("pages without losing or repeating a record", async () => {
    const seen: (string | null)[] = []
    let after: string | null = null
    do {
      const page = await ask({ question: "label", limit: 3, ...(after ? { after } : {}) })
      seen.push(...page.items.map((item) => item.external_id))
      after = page.next
    } while (after)
    expect(seen).toEqual(["1", "2", "3", "4"])
  })

  it("fits a learning policy again when somebody changes their answer", async () => {
    const again = async () => (await ask({ question: "label", policy: "dawid_skene" })).items
    const before = await again()
    expect(await again()).toEqual(before)
    const client = crowd.people.get("cat")?.client
    const record_id = crowd.ids.get("1") ?? ""
    const values = { label: { value: "a" }, stars: { value: 5 } }
    await client?.responses.bulk({ body: { items: [{ record_id, status: "submitted", values }] } })
    expect((await again())[0]?.confidence).toBeGreaterThan(before[0]?.confidence ?? 1)
  })

  it.each([
    ["label", "mean", /no policy 'mean'.*'majority', 'weighted_majority'/],
    ["stars", '{"name": "argilla", "strategy": "disagreement"}', /'mean' or 'majority' or 'max' or 'min'/],
    ["label", '{"name": ', /a name, or JSON/],
    ["label", '{"name": "majority", "tie": ["coin"]}', /'abstain' or 'keep_all'/],
    ["label", '{"name": "majority", "share": 0.4}', /./],
  ])("refuses for %s the policy %s and names the choices", async (question, policy, sentence) => {
    const refused = await refusal(ask({ question, policy }))
    expect(refused?.status).toBe(422)
    expect([refused?.message, ...(refused?.findings ?? []).map((each) => each.msg)].join(" ")).toMatch(
      sentence,
    )
  })

  it("refuses to continue after a record of another dataset", async () => {
    const after = "00000000-0000-4000-8000-00000000dead"
    expect((await refusal(ask({ question: "label", after })))?.status).toBe(422)
  })
})

describe.skipIf(!crowdSets)("bluebirds", () => {
  it("is right on 82 of 108 by majority, on 97 by Dawid–Skene, on 63 by one-coin, on 93 by MACE", async () => {
    const photos = bluebirds()
    const crowd = await buildCrowd(test, [labelQuestion("bunting", ["false", "true"])], photos)
    const right = async (policy: object) => {
      const query = { policy: JSON.stringify(policy), limit: 200 }
      const { items } = await crowd.admin.client.insights.consensus({ dataset_id: crowd.dataset.id, query })
      const gold = new Map(photos.map(({ id, metadata }) => [id, metadata?.gold]))
      return items.filter((item) => item.value === gold.get(item.external_id ?? "")).length
    }
    expect(await right({ name: "majority" })).toBe(82)
    expect(await right({ name: "majority", weights: { from: "wawa" } })).toBe(82)
    expect(await right({ name: "dawid_skene", smoothing: 0 })).toBe(97)
    expect(await right({ name: "dawid_skene", smoothing: 1 })).toBe(96)
    expect(await right({ name: "one_coin" })).toBe(63)
    expect(await right({ name: "mace" })).toBe(93)
  })
})
