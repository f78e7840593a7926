/** Eight records, `a` to `h`, answered by two people in different ways: what searches are tested on. */
import type { Person, TestApp } from "./app.ts"
import { buildDataset, buildWorkspace, labelQuestion, ratingQuestion, textQuestion } from "./factories.ts"

export interface Searched {
  readonly dataset: string
  readonly admin: Person
  readonly ann: Person
  readonly bob: Person
  /** Ids of the records by their letter. */
  readonly ids: ReadonlyMap<string, string>
}

const by = (person: Person, state: "submitted" | "draft" | "discarded", values: Record<string, unknown>) => ({
  user_id: person.id,
  status: state,
  values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])) as never,
})
const suggested = (question_name: string, value: unknown, more: object = {}) => ({
  question_name,
  value: value as never,
  ...more,
})

const records = (ann: Person, bob: Person) =>
  [
    {
      fields: { prompt: "Draw a naïve cat", context: "museum of modern-art" },
      metadata: { lang: "en", length: 3, tags: ["a", "b"] },
      responses: [
        by(ann, "submitted", { topic: "art", quality: 5, tags: ["x"] }),
        by(bob, "submitted", { topic: "law", quality: 2, tags: ["x"] }),
      ],
      suggestions: [suggested("topic", "art", { score: 0.9, agent: "model-1", type: "model" })],
    },
    {
      fields: { prompt: "What does v1.2.3 of example.org change?", context: "don't know" },
      metadata: { lang: "de", length: 10 },
      responses: [by(ann, "submitted", { topic: "law", quality: 1, why: "because", tags: ["x"] })],
      suggestions: [suggested("quality", 4, { score: 0.2, agent: "model-2" })],
    },
    {
      fields: { prompt: "东京的天气怎么样", context: "weather in Tokyo" },
      metadata: { lang: "zh", length: 2.5 },
      responses: [by(ann, "draft", { topic: "5" })],
      suggestions: [suggested("tags", ["y", "z"], { score: [0.1, 0.8] })],
    },
    {
      fields: { prompt: "ÜBER die Brücke", context: "a_b c%d" },
      responses: [by(ann, "discarded", {}), by(bob, "draft", { quality: 4 })],
      suggestions: [suggested("quality", 2), suggested("topic", "law", { type: "human" })],
    },
    { fields: { prompt: "party artisan", context: "😀 smile" }, metadata: { length: "3", lang: null } },
    { fields: { prompt: "cat and dog", context: 'quote " backslash \\ NULL {a,b}' }, metadata: {} },
    { fields: { prompt: "(regular|expression).*", context: "" }, metadata: { flag: true } },
    { fields: { prompt: "dog", context: "cat" }, metadata: { odd: 'a "b" \\ {c,d} NULL' } },
  ].map((item, index) => ({ ...item, external_id: String.fromCharCode(97 + index) }))

async function build(test: TestApp): Promise<Omit<Searched, "ids">> {
  const workspace = await buildWorkspace(test.owner.client)
  const admin = await test.person("admin", [workspace.id])
  const ann = await test.person("annotator", [workspace.id])
  const bob = await test.person("annotator", [workspace.id])
  const options = ["x", "y", "z"].map((value) => ({ value, text: value }))
  const built = await buildDataset(admin.client, {
    workspace_id: workspace.id,
    fields: ["prompt", "context"],
    questions: [
      labelQuestion("topic", ["art", "law", "5"], false),
      ratingQuestion("quality", false),
      { name: "tags", title: "tags", required: true, settings: { type: "multi_label_selection", options } },
      textQuestion("why", false),
    ],
    distribution: { strategy: "overlap", min_submitted: 2 },
  })
  return { dataset: built.id, admin, ann, bob }
}

export async function buildSearched(test: TestApp): Promise<Searched> {
  const { dataset, admin, ann, bob } = await build(test)
  const created = await admin.client.records.create({
    dataset_id: dataset,
    body: { items: records(ann, bob) },
  })
  // Declared afterwards: what they hold is of all kinds.
  for (const [name, type] of Object.entries({
    lang: "terms",
    length: "float",
    tags: "terms",
    flag: "terms",
    odd: "terms",
    absent: "terms",
  } as const))
    await admin.client.metadataProperties.create({
      dataset_id: dataset,
      body: { name, title: name, settings: { type }, visible_for_annotators: false },
    })
  const ids = new Map(created.items.map((record) => [record.external_id ?? "", record.id]))
  return { dataset, admin, ann, bob, ids }
}
