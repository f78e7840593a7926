import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { bluebirds, buildCrowd, type Crowd, crowdSets } from "../test/crowd.ts"
import { labelQuestion, textQuestion } from "../test/factories.ts"
import { refusal } from "../test/refused.ts"

let test: TestApp
beforeAll(async () => {
  test = await createTestApp()
})
afterAll(() => test.close())

const records = Array.from({ length: 6 }, (_, at) => ({
  id: String(at),
  metadata: { right: at === 5 ? null : "a" },
  answers: {
    ann: { label: "a", why: "x" },
    bob: { label: at < 4 ? "a" : "b", why: "x" },
    cat: { label: "b", why: "y" },
  },
}))

describe("annotators", () => {
  let crowd: Crowd
  beforeAll(async () => {
    crowd = await buildCrowd(test, [labelQuestion("label", ["a", "b"]), textQuestion("why")], records)
    const { items } = await crowd.admin.client.questions.list({ dataset_id: crowd.dataset.id })
    const question_id = items[0]?.id ?? ""
    for (const id of ["0", "1"]) {
      const record_id = crowd.ids.get(id) ?? ""
      await crowd.admin.client.suggestions.upsert({ record_id, body: { question_id, value: "a" } })
    }
    const answer = (person: string, id: string, label: string, context: object) =>
      crowd.people.get(person)?.client.responses.bulk({
        body: {
          items: [
            {
              record_id: crowd.ids.get(id) ?? "",
              status: "submitted",
              values: { label: { value: label }, why: { value: "x" } },
              context,
            },
          ],
        },
      })
    await answer("ann", "0", "a", { active_seconds: 4, shown_order: { label: ["a", "b"] } })
    await answer("ann", "1", "a", { active_seconds: 6, shown_order: ["b", "a"], suggestions_seen: ["why"] })
    await answer("cat", "0", "b", { active_seconds: 20, suggestions_seen: true })
  })
  const ask = async (query: object) => {
    const found = await crowd.admin.client.insights.annotators({ dataset_id: crowd.dataset.id, query })
    const person = (name: string) => found.items.find((each) => each.user.id === crowd.people.get(name)?.id)
    return { ...found, person }
  }

  it("says how often each agrees with the majority, the others and the right answers", async () => {
    const { person, policy, items } = await ask({ question: "label", gold: "metadata.right" })
    expect(policy.name).toBe("majority")
    expect(items.map((each) => each.user.username)).toEqual(items.map((each) => each.user.username).sort())
    expect(person("ann")).toMatchObject({
      answers: 6,
      few_answers: false,
      with_consensus: { hits: 4, trials: 6 },
      gold: { hits: 5, trials: 5, value: 1, shrunk: 0.9 },
    })
    expect(person("bob")).toMatchObject({
      with_consensus: { hits: 6, trials: 6 },
      gold: { hits: 4, trials: 5 },
    })
    expect(person("cat")).toMatchObject({ with_consensus: { hits: 2, trials: 6 }, gold: { value: 0 } })
    expect(person("bob")?.expected_accuracy?.value).toBeGreaterThan(
      person("cat")?.expected_accuracy?.value ?? 1,
    )
    // Ties of the two others count half: ann 4 · ½ + 2 · 0, cat 4 · 0 + 2 · ½.
    expect(person("ann")?.with_others?.hits).toBe(2)
    expect(person("cat")?.with_others?.hits).toBe(1)
  })

  it("reads speed, places and suggestions from what came with the answers", async () => {
    const { person, everybody } = await ask({ question: "label" })
    expect(person("ann")?.speed).toMatchObject({ answers: 2, median: 5 })
    expect(person("bob")?.speed).toMatchObject({ answers: 0, median: null })
    expect(person("ann")?.position).toMatchObject({ places: [1, 1], expected: 0.5 })
    expect(person("bob")?.position).toBeNull()
    // Only answers after the suggestion came, and not one whose author had not seen it.
    expect(person("ann")?.suggestions).toMatchObject({
      accepted: { hits: 1, trials: 1 },
      seconds_accepted: 4,
    })
    expect(person("cat")?.suggestions).toMatchObject({
      accepted: { hits: 0, trials: 1 },
      seconds_changed: 20,
    })
    expect(person("bob")?.suggestions.accepted).toMatchObject({ value: null, reason: "no_ratings" })
    expect(everybody.suggestions.accepted).toMatchObject({ hits: 1, trials: 2 })
  })

  it("sees who always takes the longer of two texts", async () => {
    const texts = [
      ["short", "a longer text"],
      ["a longer text", "short"],
      ["just as long!", "a longer text"],
    ]
    const compared = await buildCrowd(
      test,
      [labelQuestion("better", ["A", "B", "tie"])],
      texts.map(([one = "", other = ""], at) => ({
        id: String(at),
        fields: { response_a: one, response_b: other },
        answers: {
          ann: { better: one.length > other.length ? "A" : "B" },
          bob: { better: at === 0 ? "A" : "tie" },
        },
      })),
      undefined,
      ["response_a", "response_b"],
    )
    const found = await compared.admin.client.insights.annotators({ dataset_id: compared.dataset.id })
    const lengthOf = (name: string) =>
      found.items.find(({ user }) => user.id === compared.people.get(name)?.id)?.length
    expect(lengthOf("ann")).toMatchObject({ longer: { hits: 2, trials: 2, value: 1 } })
    expect(lengthOf("bob")).toMatchObject({ longer: { hits: 0, trials: 1 } })
    expect(found.everybody.length).toMatchObject({ longer: { hits: 2, trials: 3 } })
  })

  it("counts a tie as a place, or among the places", async () => {
    const compared = await buildCrowd(
      test,
      [labelQuestion("better", ["A", "B", "tie"])],
      ["B", "A", "tie"].map((better, at) => ({
        id: String(at),
        fields: { response_a: "one", response_b: "other" },
        answers: { ann: { better } },
      })),
      undefined,
      ["response_a", "response_b"],
    )
    await compared.people.get("ann")?.client.responses.bulk({
      body: {
        items: ["B", "A", "tie"].map((better, at) => ({
          record_id: compared.ids.get(String(at)) ?? "",
          status: "submitted" as const,
          values: { better: { value: better } },
          context: { shown_order: { better: ["B", "A", "tie"] } },
        })),
      },
    })
    const { everybody } = await compared.admin.client.insights.annotators({ dataset_id: compared.dataset.id })
    expect(everybody.position).toMatchObject({ places: [1, 1], expected: 0.5, first: { hits: 1, trials: 2 } })
  })

  it("sees who always says the same", async () => {
    const { person } = await ask({ question: "label" })
    expect(person("cat")?.straight_lining).toMatchObject({
      commonest: "b",
      commonest_share: 1,
      longest_run: 6,
    })
    expect(person("bob")?.straight_lining).toMatchObject({ commonest: "a", longest_run: 4, run_of: "a" })
  })

  it("compares texts with the consensus, and leaves out what texts have none of", async () => {
    const { person } = await ask({ question: "why" })
    expect(person("ann")).toMatchObject({
      with_consensus: { value: 1 },
      with_others: null,
      straight_lining: null,
    })
  })

  it.each([
    [{}, /one of 'label', 'why'/],
    [{ question: "label", policy: "mean" }, /must be one of 'majority'/],
    [{ question: "label", gold: "right" }, /'metadata\.' and a key/],
    [{ question: "why", gold: "metadata.right" }, /label_selection or rating/],
  ])("refuses %j and names the choices", async (query, sentence) => {
    const refused = await refusal(ask(query))
    expect(refused?.status).toBe(422)
    expect(refused?.message).toMatch(sentence)
  })

  it("is not for those who answer", async () => {
    const ann = crowd.people.get("ann")
    const call = ann?.client.insights.annotators({ dataset_id: crowd.dataset.id }) ?? Promise.resolve()
    expect((await refusal(call))?.status).toBe(403)
  })
})

describe.skipIf(!crowdSets)("bluebirds", () => {
  it("knows each of 39 people by 108 answers, and by the right answers in the metadata", async () => {
    const photos = bluebirds()
    const crowd = await buildCrowd(test, [labelQuestion("bunting", ["false", "true"])], photos)
    const query = { gold: "metadata.gold", policy: "dawid_skene" }
    const { items } = await crowd.admin.client.insights.annotators({ dataset_id: crowd.dataset.id, query })
    expect(items).toHaveLength(39)
    for (const [name, person] of crowd.people) {
      const hits = photos.filter(({ answers, metadata }) => answers[name]?.bunting === metadata?.gold).length
      const found = items.find((each) => each.user.id === person.id)
      expect(found, name).toMatchObject({
        answers: 108,
        gold: { hits, trials: 108 },
        with_consensus: { trials: 108 },
      })
    }
  })
})
