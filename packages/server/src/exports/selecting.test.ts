import { exportPreview, selection } from "@loam/schema"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { jsonLines } from "../test/collect.ts"
import { buildCrowd, type Crowd } from "../test/crowd.ts"
import { labelQuestion, ratingQuestion, textQuestion } from "../test/factories.ts"
import { refusal } from "../test/refused.ts"

type Query = NonNullable<Parameters<Crowd["admin"]["client"]["exports"]["check"]>[0]["query"]>

const answer = (topic: string, quality: number) => ({ topic, quality, done: "yes" })
/** `agreed`: all say the same; `split`: 2 of 3; `tied`: 1 of 2 each; `alone`: one answer; `none`: no answer. */
const records = [
  {
    id: "agreed",
    metadata: { lang: "en" },
    answers: { ann: answer("law", 5), bob: answer("law", 5), cat: answer("law", 4) },
  },
  {
    id: "split",
    metadata: { lang: "de" },
    answers: { ann: answer("law", 1), bob: answer("art", 3), cat: answer("art", 5) },
  },
  { id: "tied", metadata: { lang: "en" }, answers: { ann: answer("law", 4), bob: answer("art", 4) } },
  { id: "alone", answers: { cat: answer("art", 2) } },
  { id: "none", answers: {} },
]

describe("selecting and unifying", () => {
  let test: TestApp
  let crowd: Crowd
  beforeAll(async () => {
    test = await createTestApp()
    const questions = [
      labelQuestion("topic", ["law", "art"]),
      ratingQuestion("quality"),
      textQuestion("done"),
    ]
    crowd = await buildCrowd(test, questions, records)
  })
  afterAll(() => test.close())

  const input = (query: Query) => ({ dataset_id: crowd.dataset.id, query })
  const rows = async (query: Query) =>
    jsonLines<{ external_id: string; label: unknown; text: string }>(
      await crowd.admin.client.exports.download(input(query)),
    )
  const idsOf = async (where: string, more: Query = {}) =>
    (await rows({ where, ...more })).map((row) => row.external_id)

  it.each([
    ["submitted = 3", ["agreed", "split"]],
    ["quality.mean >= 4", ["agreed", "tied"]],
    ["quality.min > 1 and quality.count > 1", ["agreed", "tied"]],
    ["topic.agreement < 0.5", ["split", "tied"]],
    ["topic = 'law'", ["agreed"]],
    ["topic.state = 'abstained'", ["tied", "none"]],
    ["topic.confidence > 0.6 and not topic.confidence = 1", ["split"]],
    ["metadata.lang in ('en') or responses = 0", ["agreed", "tied", "none"]],
    ["metadata.lang = null", ["alone", "none"]],
    ["quality.mean >= 4 and agreement >= 0.8", ["agreed", "tied"]],
    ["status = 'completed' and external_id != 'split'", ["agreed"]],
  ])("exports the records with %s", async (where, expected) => {
    expect(await idsOf(where)).toEqual(expected)
  })

  it.each([
    ["agreement > 0", /topic\.agreement or quality\.agreement/],
    ["topic.mean > 1", /topic.*has no 'mean' \(at character 1\).*value, confidence/],
    ["submitted > 1 and lang = 'en'", /no 'lang' here \(at character 19\).*metadata\.key/],
    ["submitted >", /a value is expected.*character 12/],
  ])("refuses %s with the place and what could stand there", async (where, message) => {
    const error = await refusal(crowd.admin.client.exports.download(input({ where })))
    expect([error?.status, error?.message]).toEqual([422, expect.stringMatching(message)])
  })

  const topics = { task: "text-classification", map: ["text=field:prompt", "label=topic"] }

  it("makes one row a record by the policy named, and none where it abstains", async () => {
    const labelled = async (unify: string[]) =>
      (await rows({ ...topics, unify })).map(({ text, label }) => [text, label])
    const all = await rows(topics)
    expect(all).toHaveLength(9)
    const majority = await labelled(["default"])
    expect(majority.map(([text]) => text)).toEqual(["agreed", "split", "alone"])
    const ordered = await labelled(["topic=majority:tie=option_order,min_answers=2"])
    expect(ordered.map(([text]) => text)).toEqual(["agreed", "split", "tied"])
    expect(await labelled(['topic={"name":"majority","tie":["option_order"],"min_answers":2}'])).toEqual(
      ordered,
    )
    expect((await labelled(["topic=dawid_skene"])).length).toBeGreaterThanOrEqual(4)
  })

  it("selects by the policy that the export unifies by", async () => {
    const where = "topic = 'law'"
    expect(await idsOf(where, { unify: ["topic=majority:tie=option_order"] })).toEqual(["agreed", "tied"])
  })

  it("refuses policies and questions there are none of", async () => {
    const ask = (unify: string) =>
      refusal(crowd.admin.client.exports.check(input({ ...topics, unify: [unify] })))
    expect((await ask("topic=oracle"))?.message).toMatch(/oracle.*majority/)
    expect((await ask("colour=majority"))?.message).toMatch(/'topic', 'quality'/)
    expect((await ask("topic=majority:tie"))?.message).toMatch(/parameter=value/)
  })

  it("splits by prompt: the parts are disjoint and make up the whole", async () => {
    const splits = "train=0.5,test=0.5"
    const part = async (split: string) =>
      (await rows({ ...topics, splits, seed: "7", split })).map(({ text }) => text)
    const [train, tested] = [await part("train"), await part("test")]
    expect(train.filter((text) => tested.includes(text))).toEqual([])
    const whole = (await rows(topics)).map(({ text }) => text)
    expect([...train, ...tested].sort()).toEqual(whole.sort())
    const bad = await refusal(
      crowd.admin.client.exports.check(input({ ...topics, splits: "train=0.5,test=0.4" })),
    )
    expect([bad?.status, bad?.message]).toEqual([422, expect.stringMatching(/add up to 1/)])
  })

  it("previews the first rows of the file itself, and says how many records pass", async () => {
    const query = { ...topics, where: "submitted >= 2", unify: ["default"] }
    const preview = exportPreview.parse(await crowd.admin.client.exports.preview(input(query)))
    const answered = await crowd.admin.client.exports.download(input(query))
    expect(`${preview.preview.map(({ line }) => line).join("\n")}\n`).toBe(await answered.text())
    expect(preview.selected).toEqual({ matched: 3, scanned: 5, total: 5, exact: true })
    expect(preview).toMatchObject({ rows: 2, mapping: { label: ["question:topic"] } })
    expect(preview.preview.map(({ external_id }) => external_id)).toEqual(["agreed", "split"])
  })

  it("counts what passes and shows the values it was decided by", async () => {
    const query = { where: "quality.mean>=4 and metadata.lang='en'" }
    const found = selection.parse(await crowd.admin.client.exports.selection(input(query)))
    expect(found).toMatchObject({ where: 'quality.mean >= 4 and metadata.lang = "en"', matched: 2, total: 5 })
    expect(found.variables).toMatchObject([
      { name: "quality.mean", missing: 1, min: 2, max: 14 / 3 },
      {
        name: "metadata.lang",
        missing: 2,
        values: [
          { value: "en", count: 2, matched: 2 },
          { value: "de", matched: 0 },
        ],
      },
    ])
    expect(found.names.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["submitted", "topic.confidence"]),
    )
  })

  it("lists the tasks a dataset can be exported as, and why the others are not offered", async () => {
    const { items } = await crowd.admin.client.exports.tasks({ dataset_id: crowd.dataset.id })
    expect(items.find(({ task }) => task === "raw")).not.toHaveProperty("problem")
    const preference = items.find(({ task }) => task === "preference")
    expect(preference?.problem?.message).toEqual(expect.any(String))
    expect(preference?.formats.length).toBeGreaterThan(1)
  })
})
