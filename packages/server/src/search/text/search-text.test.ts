import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../../test/app.ts"
import { buildDataset } from "../../test/factories.ts"
import { refusal } from "../../test/refused.ts"

const rows: [prompt: string, context: string][] = [
  ["Draw a naïve cat", "museum of modern-art"],
  ["What does v1.2.3 of example.org change?", "don't know"],
  ["东京的天气怎么样", "weather in Tokyo"],
  ["ÜBER die Brücke", "a_b c%d"],
  ["party artisan", "😀 smile"],
  ["cat and dog", 'quote " backslash \\ NULL {a,b}'],
  ["(regular|expression).*", ""],
  ["dog", "cat"],
]

describe("search by text", () => {
  let test: TestApp
  let dataset_id: string
  beforeAll(async () => {
    test = await createTestApp()
    dataset_id = (await buildDataset(test.owner.client, { fields: ["prompt", "context"] })).id
    const items = rows.map(([prompt, context], index) => ({
      fields: { prompt, context },
      external_id: String.fromCharCode(97 + index),
    }))
    await test.owner.client.records.create({ dataset_id, body: { items } })
  })
  afterAll(() => test.close())

  const search = (q: string, field?: string) =>
    test.owner.client.search.all({ dataset_id, body: { query: { text: { q, field: field ?? null } } } })
  const found = async (q: string, field?: string) =>
    (await search(q, field)).items
      .map((item) => item.record.external_id)
      .toSorted()
      .join("")

  it.each<[string, string]>([
    ["cat", "afh"],
    ["CAT DOG", "fh"],
    ["art", "a"],
    ["naive", ""],
    ["Naïve", "a"],
    ["über brücke", "d"],
    ["v1.2.3", "b"],
    ["2.3", ""],
    ["qui* | bru*", ""],
    ["brü* | artis*", "de"],
    ["dog -cat", ""],
    ["-cat -naïve", "bcdeg"],
    ['"cat and"', "f"],
    ['"cat dog"', ""],
    ['"cat dog"~1', "f"],
    ["smlie~", "e"],
    ["smil~1", "e"],
    ["(tokyo | cat) -museum", "cfh"],
    ["*", "abcdefgh"],
    ["-", ""],
    ["(cat", "afh"],
    ['"cat', "afh"],
    ["don't", "b"],
    ["天气", "c"],
    ["tokyo 东京", "c"],
    ["😀", "e"],
    ["a_b", "d"],
    ["%", ""],
    ["NULL", "f"],
    ["regular expression", "g"],
    ["(regular|expression).*", "g"],
    ['\\ "', ""],
    ["  ", ""],
    ["", ""],
  ])("finds the records that hold every word of %j: %j", async (query, expected) => {
    expect(await found(query)).toBe(expected)
  })

  it("looks into one field only, when it is named", async () => {
    expect(await found("cat", "context")).toBe("h")
    expect((await refusal(search("cat", "nope")))?.message).toContain("'nope'")
  })
})
