import { type Filter, type SearchQuery, searchPage } from "@loam/schema"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type Person, type TestApp } from "../test/app.ts"
import { buildDataset } from "../test/factories.ts"
import { refusal, refusedWith } from "../test/refused.ts"
import { buildSearched, type Searched } from "../test/searched.ts"

const terms = (scope: Filter["scope"], ...values: string[]): Filter => ({ type: "terms", scope, values })
const range = (
  scope: Filter["scope"],
  ge: number | string | null,
  le: number | string | null = null,
): Filter => ({
  type: "range",
  scope,
  ge,
  le,
})
const status = { entity: "response", property: "status" } as const

describe("search", () => {
  let test: TestApp
  let admin: Person
  let ann: Person
  let bob: Person
  let dataset: string
  let ids: Searched["ids"]
  beforeAll(async () => {
    test = await createTestApp()
    ;({ dataset, admin, ann, bob, ids } = await buildSearched(test))
  })
  afterAll(() => test.close())

  type Query = { include?: string[]; offset?: number; limit?: number }
  const search = (body: Partial<SearchQuery>, query: Query = {}, person = admin, id = dataset) =>
    person.client.search.all({ dataset_id: id, query, body })
  const mine = (person: Person, body: Partial<SearchQuery>, query: Query = {}, id = dataset) =>
    person.client.search.mine({ dataset_id: id, query, body })
  const letters = ({ items }: Awaited<ReturnType<typeof search>>) =>
    items.map((item) => item.record.external_id).join("")
  const found = async (...and: Filter[]) => {
    const page = await search({ filters: { and } })
    expect(page.total).toBe(page.items.length)
    return letters(page)
  }
  const foundBy = async (person: Person, ...and: Filter[]) =>
    letters(await mine(person, { filters: { and } }))
  const sentence = async (call: Promise<unknown>) => {
    const refused = await refusal(call)
    expect(refused?.status).toBe(422)
    return String(refused?.message)
  }

  it("without a question finds everything in order, in pages, with a score", async () => {
    const page = searchPage.parse(await search({}, { limit: 3, offset: 2 }))
    expect([letters(page), page.total]).toEqual(["cde", 8])
    expect(page.items.map((item) => item.query_score)).toEqual([1, 1, 1])
    expect(await search({}, { offset: 100 })).toEqual({ items: [], total: 8 })
    const keys = Object.keys(page.items[0]?.record ?? {})
    expect(keys.filter((key) => ["responses", "suggestions", "vectors"].includes(key))).toEqual([])
  })

  describe("by filters", () => {
    it("on the record itself", async () => {
      expect(await found(terms({ entity: "record", property: "status" }, "completed"))).toBe("a")
      expect(await found(terms({ entity: "record", property: "external_id" }, "c", "A", "h"))).toBe("ch")
      const id = ids.get("b") ?? ""
      expect(await found(terms({ entity: "record", property: "id" }, id.toUpperCase(), "nonsense"))).toBe("b")
      expect(await found(range({ entity: "record", property: "external_id" }, "c", "e"))).toBe("cde")
      const page = await search({})
      const time = page.items[2]?.record.inserted_at ?? ""
      const inserted = { entity: "record", property: "inserted_at" } as const
      expect(await found(range(inserted, time))).toBe("cdefgh")
      expect(await found(range(inserted, null, `${time}Z`))).toBe("abc")
      expect(await found(range(inserted, "2001-01-31", "2001-02-28T23:59"))).toBe("")
      expect(await found(terms(inserted, time))).toBe("c")
    })

    it("refuses what is no date", async () => {
      const updated = { entity: "record", property: "updated_at" } as const
      expect(await sentence(found(range(updated, "2026-02-30")))).toContain("2026-02-30")
      await sentence(found(terms(updated, "yesterday")))
      await sentence(found(range(updated, 5)))
    })

    it("on what anybody answered, or nobody", async () => {
      expect(await found(terms(status, "submitted"))).toBe("ab")
      expect(await found(terms(status, "draft", "discarded"))).toBe("cd")
      expect(await found(terms(status, "pending"))).toBe("efgh")
      expect(await found(terms(status, "pending", "submitted"))).toBe("abefgh")
      expect(await found(terms(status, "missing"))).toBe("")
    })

    it("on the values of answers and suggestions: labels, any of several labels, ratings as numbers", async () => {
      const response = (question: string) => ({ entity: "response", question }) as const
      expect(await found(terms(response("topic"), "law"))).toBe("ab")
      expect(await found(terms(response("topic"), "5"))).toBe("c")
      expect(await found(terms(response("quality"), "5", "1"))).toBe("ab")
      expect(await found(range(response("quality"), 2, 4))).toBe("ad")
      expect(await found(range(response("quality"), "4"))).toBe("ad")
      expect(await found(terms(response("why"), "because"))).toBe("")
      const suggestion = (question: string, property?: "value" | "score" | "agent" | "type") =>
        ({ entity: "suggestion", question, property }) as const
      expect(await found(terms(suggestion("topic"), "art", "law"))).toBe("ad")
      expect(await found(terms(suggestion("tags"), "z"))).toBe("c")
      expect(await found(range(suggestion("quality"), 3, null))).toBe("b")
      expect(await found(range(suggestion("tags", "score"), 0.5))).toBe("c")
      expect(await found(range(suggestion("topic", "score"), null, 0.9))).toBe("a")
      expect(await found(terms(suggestion("quality", "agent"), "model-2"))).toBe("b")
      expect(await found(terms(suggestion("topic", "type"), "human"))).toBe("d")
    })

    it("on metadata: texts as texts, numbers as numbers, items of lists", async () => {
      const metadata = (metadata_property: string) => ({ entity: "metadata", metadata_property }) as const
      expect(await found(terms(metadata("lang"), "en", "zh"))).toBe("ac")
      expect(await found(terms(metadata("tags"), "b"))).toBe("a")
      expect(await found(terms(metadata("length"), "3"))).toBe("ae")
      expect(await found(terms(metadata("length"), "3.0", "2.50"))).toBe("ac")
      expect(await found(range(metadata("length"), 2.5, 3))).toBe("ac")
      expect(await found(range(metadata("lang"), "e"))).toBe("ac")
      expect(await found(terms(metadata("flag"), "true"))).toBe("g")
      expect(await found(terms(metadata("odd"), 'a "b" \\ {c,d} NULL'))).toBe("h")
      expect(await found(terms(metadata("absent"), "null"))).toBe("")
    })

    it("all at once", async () => {
      const and = [
        terms({ entity: "metadata", metadata_property: "lang" }, "en", "de"),
        range({ entity: "response", question: "quality" }, 2),
        terms(status, "submitted"),
      ]
      expect(await found(...and)).toBe("a")
      expect(letters(await search({ query: { text: { q: "cat" } }, filters: { and } }))).toBe("a")
    })

    it.each<[string, Filter]>([
      ["an unknown question", terms({ entity: "suggestion", question: "nope" }, "x")],
      ["an unknown question of responses", terms({ entity: "response", question: "nope" }, "x")],
      ["responses without question and property", terms({ entity: "response" }, "x")],
      ["a range of statuses", range(status, "a")],
      ["a text bound of a rating", range({ entity: "response", question: "quality" }, "good")],
      ["a range without bounds", range({ entity: "record", property: "id" }, null)],
      ["a range that is empty", range({ entity: "response", question: "quality" }, 3, 2)],
    ])("refuse %s", async (_case, filter) => {
      await sentence(search({ filters: { and: [filter] } }))
    })
  })

  describe("sorted", () => {
    type By = NonNullable<SearchQuery["sort"]>[number]
    const sorted = async (...sort: By[]) => letters(await search({ sort }))
    const by = (scope: By["scope"], order: By["order"]): By => ({ scope, order })

    it("by columns, ratings, scores and metadata, missing values last, ties in order", async () => {
      expect(await sorted(by({ entity: "record", property: "external_id" }, "desc"))).toBe("hgfedcba")
      const quality = { entity: "response", question: "quality" } as const
      expect(await sorted(by(quality, "desc"))).toBe("dabcefgh")
      expect(await sorted(by(quality, "asc"))).toBe("badcefgh")
      expect(await sorted(by({ entity: "suggestion", question: "quality" }, "desc"))).toBe("bdacefgh")
      expect(await sorted(by({ entity: "suggestion", question: "topic" }, "asc"))).toBe("adbcefgh")
      const length = { entity: "metadata", metadata_property: "length" } as const
      expect(await sorted(by(length, "desc"))).toMatch(/^bac/)
      const lang = { entity: "metadata", metadata_property: "lang" } as const
      expect(await sorted(by(lang, "asc"), by({ entity: "record", property: "id" }, "desc"))).toBe("bachgfed")
      expect((await search({ sort: [by(lang, "asc")] })).items[0]?.query_score).toBeNull()
    })

    it.each<[string, By]>([
      ["a label of responses", by({ entity: "response", question: "topic" }, "asc")],
      ["the status of responses", by({ entity: "response", property: "status" }, "asc")],
      ["suggested texts", by({ entity: "suggestion", question: "why" }, "asc")],
      ["an unknown question", by({ entity: "response", question: "nope" }, "asc")],
    ])("is refused by %s", async (_case, sort) => {
      await sentence(search({ sort: [sort] }))
    })
  })

  describe("as one who answers", () => {
    it("finds by one's own answers, and `pending` is what one has not answered", async () => {
      expect(await foundBy(ann, terms(status, "pending"))).toBe("efgh")
      expect(await foundBy(bob, terms(status, "pending"))).toBe("bcefgh")
      expect(await foundBy(bob, terms(status, "submitted"))).toBe("a")
      expect(await foundBy(bob, terms(status, "draft"))).toBe("d")
      expect(await foundBy(ann, terms(status, "discarded"))).toBe("d")
      expect(await foundBy(bob, terms({ entity: "response", question: "topic" }, "art"))).toBe("")
      expect(await foundBy(bob, range({ entity: "response", question: "quality" }, 1))).toBe("ad")
    })

    it("shows the own answer only, to admins as well, and labelers no hidden metadata", async () => {
      const include = ["responses", "suggestions"]
      const own = await mine(bob, { filters: { and: [terms(status, "submitted")] } }, { include })
      const [item] = own.items
      expect(item?.record.responses?.map((response) => response.user_id)).toEqual([bob.id])
      expect(item?.record.suggestions).toHaveLength(1)
      expect(item?.record.metadata).toEqual({})
      const asAdmin = await mine(admin, {}, { include })
      expect(asAdmin.items.flatMap((each) => each.record.responses)).toEqual([])
      expect(asAdmin.items[0]?.record.metadata).toMatchObject({ lang: "en" })
    })

    it("does not let labelers find out hidden metadata by filter or order", async () => {
      const scope = { entity: "metadata", metadata_property: "lang" } as const
      const [filter, sort] = [terms(scope, "en"), { scope, order: "asc" } as const]
      expect(await sentence(mine(ann, { filters: { and: [filter] } }))).toContain("'lang'")
      await sentence(mine(ann, { sort: [sort] }))
      expect(letters(await mine(admin, { filters: { and: [filter] } }))).toBe("a")
    })

    it("brings the latest answered first where answers of a status are asked for", async () => {
      const own = await ann.client.search.mine({
        dataset_id: dataset,
        query: { include: ["responses"] },
        body: { filters: { and: [terms(status, "submitted")] } },
      })
      expect(letters(own)).toBe("ba")
      const first = own.items[1]?.record.responses?.[0]
      await ann.client.responses.update({
        response_id: first?.id ?? "",
        body: { status: "submitted", values: { topic: { value: "law" }, tags: { value: ["x"] } } },
      })
      expect(await foundBy(ann, terms(status, "submitted"))).toBe("ab")
      expect(await foundBy(ann, terms(status, "submitted", "pending"))).toBe("abefgh")
    })
  })

  it("is refused to strangers, `all` to annotators, and beyond its window", async () => {
    expect(await refusedWith(search({}, {}, ann))).toBe(403)
    const stranger = await test.person("admin")
    expect(await refusedWith(mine(stranger, {}))).toBe(403)
    expect(await refusedWith(mine(ann, {}, {}, "00000000-0000-4000-8000-00000000dead"))).toBe(404)
    expect(await sentence(search({}, { offset: 499_999, limit: 2 }))).toContain("500000")
    expect((await search({}, { offset: 499_999, limit: 1 })).total).toBe(8)
    expect(
      await sentence(search({ query: { vector: { name: "v", value: [1], order: "most_similar" } } })),
    ).toContain("'v'")
    expect(await refusedWith(search({}, { include: ["zzz"] }))).toBe(422)
  })

  it("tells whose suggestions there are, a list a question", async () => {
    const { items } = await ann.client.search.suggestionOptions({ dataset_id: dataset })
    expect(items.map(({ question, agents }) => [question.name, agents])).toEqual([
      ["topic", ["model-1"]],
      ["quality", ["model-2"]],
      ["tags", []],
      ["why", []],
    ])
  })

  it("finds nothing in a draft", async () => {
    const draft = await buildDataset(admin.client, {
      workspace_id: (await admin.client.datasets.get({ dataset_id: dataset })).workspace_id,
      publish: false,
    })
    expect(await search({}, {}, admin, draft.id)).toEqual({ items: [], total: 0 })
    expect(await mine(ann, {}, {}, draft.id)).toEqual({ items: [], total: 0 })
  })
})
