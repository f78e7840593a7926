import type { api, Input } from "@loam/schema"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { createTestApp, type TestApp } from "../test/app.ts"
import { buildDataset, buildWorkspace, textQuestion } from "../test/factories.ts"
import { findingsOf, refusedWith } from "../test/refused.ts"

type FieldSettings = Input<typeof api.fields.create>["body"]["settings"]

describe("fields and questions", () => {
  let test: TestApp
  let workspace_id: string
  let draft: string
  beforeAll(async () => {
    test = await createTestApp()
    workspace_id = (await buildWorkspace(test.owner.client)).id
  })
  beforeEach(async () => {
    draft = (await buildDataset(test.owner.client, { workspace_id, questions: [], publish: false })).id
  })
  afterAll(() => test.close())

  const fields = () => test.owner.client.fields
  const questions = () => test.owner.client.questions
  const addField = (name: string, settings: FieldSettings = { type: "text" }, more: object = {}) =>
    fields().create({ dataset_id: draft, body: { name, title: name, settings, ...more } })
  const ask = (name: string, settings: object, more: object = {}) =>
    questions().create({
      dataset_id: draft,
      body: { name, title: name, settings: settings as { type: string }, ...more },
    })
  const options = (...values: string[]) => values.map((value) => ({ value, text: value.toUpperCase() }))
  const change = (question_id: string, settings: object) =>
    questions().update({ question_id, body: { settings: settings as { type: string } } })

  describe("fields", () => {
    it.each<[FieldSettings, object]>([
      [{ type: "text" }, { type: "text", use_markdown: false }],
      [{ type: "image" }, { type: "image" }],
      [{ type: "chat" }, { type: "chat", use_markdown: true }],
      [
        { type: "custom", template: "" },
        { type: "custom", template: "", advanced_mode: false },
      ],
    ])("of settings %o are stored complete", async (given, stored) => {
      expect(await addField("another", given)).toMatchObject({ required: false, settings: stored })
    })
    it("keep their order and their names to themselves", async () => {
      await addField("zebra")
      await addField("apple", { type: "text" }, { required: true })
      expect(await refusedWith(addField("zebra"))).toBe(409)
      const { items } = await fields().list({ dataset_id: draft })
      expect(items.map(({ name, required }) => [name, required])).toEqual([
        ["prompt", true],
        ["zebra", false],
        ["apple", true],
      ])
    })
    it("change title and display, never type, name or being required", async () => {
      const field = await addField("text")
      const update = (body: object) => fields().update({ field_id: field.id, body })
      expect(await update({})).toEqual(field)
      const changed = await update({
        title: "T",
        name: "x",
        required: true,
        settings: { type: "text", use_markdown: true },
      })
      expect(changed).toMatchObject({
        title: "T",
        name: "text",
        required: false,
        settings: { use_markdown: true },
      })
      expect(changed.updated_at > field.updated_at).toBe(true)
      expect(await refusedWith(update({ settings: { type: "image" } }))).toBe(422)
      expect(await findingsOf(update({ settings: { type: "text" } }))).toEqual([
        "missing body.settings.text.use_markdown",
      ])
      expect(await findingsOf(update({ title: null }))).toEqual(["value_error body"])
    })
  })

  describe("questions", () => {
    it("keep their order and their names to themselves; a field may share one", async () => {
      await ask("prompt", { type: "text" })
      await ask("alpha", { type: "text" }, { required: true, description: "d" })
      expect(await refusedWith(ask("prompt", { type: "text" }))).toBe(409)
      const { items } = await questions().list({ dataset_id: draft })
      expect(items.map(({ name, required, description }) => [name, required, description])).toEqual([
        ["prompt", false, null],
        ["alpha", true, "d"],
      ])
    })
    it("of labels change texts and order, never values", async () => {
      const question = await ask("label", { type: "label_selection", options: options("a", "b", "c") })
      const label = (...values: string[]) =>
        change(question.id, { type: "label_selection", options: options(...values) })
      expect(await label("a", "b", "c")).toEqual(question)
      const turned = await change(question.id, {
        type: "label_selection",
        options: [
          { value: "c", text: "third" },
          { value: "a", text: "first", description: "one" },
          { value: "b", text: "" },
        ],
      })
      expect(turned.settings).toMatchObject({
        options: [
          { value: "c", text: "third", description: null },
          { value: "a", text: "first", description: "one" },
          { value: "b", text: "", description: null },
        ],
      })
      expect(await refusedWith(label("a", "b"))).toBe(422)
      expect(await refusedWith(label("a", "b", "x"))).toBe(422)
      expect(await refusedWith(label("a", "b", "b"))).toBe(422)
      expect(await refusedWith(change(question.id, { type: "label_selection", options: null }))).toBe(422)
      expect(await refusedWith(change(question.id, { type: "text" }))).toBe(422)
    })
    it("merge what is given into what is stored", async () => {
      const question = await ask("multi", {
        type: "multi_label_selection",
        options: options("a", "b", "c", "d"),
      })
      const multi = (settings: object) => change(question.id, { type: "multi_label_selection", ...settings })
      await multi({ options_order: "suggestion" })
      expect((await multi({ visible_options: 3 })).settings).toMatchObject({
        options_order: "suggestion",
        visible_options: 3,
      })
      expect((await multi({ visible_options: null })).settings).toMatchObject({ visible_options: null })
      expect(await refusedWith(multi({ visible_options: 5 }))).toBe(422)
      expect(await findingsOf(multi({ visible_options: 2 }))).toEqual([
        "greater_than_equal body.settings.multi_label_selection.visible_options",
      ])
    })
    it("about spans name an existing field, one question a field", async () => {
      const span = (name: string, field: string) => ask(name, { type: "span", field, options: options("x") })
      expect(await refusedWith(span("spans", "nope"))).toBe(422)
      await span("spans", "prompt")
      expect(await refusedWith(span("more-spans", "prompt"))).toBe(422)
    })
    it("about spans that may overlap cannot go back, also not by leaving it out", async () => {
      const question = await ask("spans", { type: "span", field: "prompt", options: options("x") })
      const span = (settings: object) => change(question.id, { type: "span", ...settings })
      expect((await span({ allow_overlapping: false })).settings).toMatchObject({ allow_overlapping: false })
      expect((await span({ allow_overlapping: true, field: "other" })).settings).toMatchObject({
        allow_overlapping: true,
        field: "prompt",
      })
      expect(await refusedWith(span({ allow_overlapping: false }))).toBe(422)
      expect(await refusedWith(span({ options: options("x") }))).toBe(422)
    })
    it("of ratings keep their options whatever an update says", async () => {
      const question = await ask("rating", {
        type: "rating",
        options: [{ value: 0 }, { value: 10 }, { value: 5 }],
      })
      const updated = await change(question.id, { type: "rating", options: [{ value: 1 }, { value: 2 }] })
      expect(updated).toEqual(question)
    })
    it("change title and description", async () => {
      const question = await ask("q", { type: "text" }, { description: "old" })
      const update = (body: object) => questions().update({ question_id: question.id, body })
      expect(await update({ title: "New", required: true })).toMatchObject({
        title: "New",
        required: false,
        description: "old",
      })
      expect((await update({ description: null })).description).toBe(null)
    })
  })

  it("come and go in drafts only", async () => {
    const field = await addField("second")
    const question = await ask("q", { type: "text" })
    await questions().create({ dataset_id: draft, body: textQuestion("required") })
    expect((await fields().remove({ field_id: field.id })).id).toBe(field.id)
    expect((await questions().remove({ question_id: question.id })).id).toBe(question.id)
    await test.owner.client.datasets.publish({ dataset_id: draft })
    const [left] = (await fields().list({ dataset_id: draft })).items
    const [asked] = (await questions().list({ dataset_id: draft })).items
    expect(await refusedWith(addField("late"))).toBe(422)
    expect(await refusedWith(ask("late", { type: "text" }))).toBe(422)
    expect(await refusedWith(fields().remove({ field_id: left?.id ?? "" }))).toBe(422)
    expect(await refusedWith(questions().remove({ question_id: asked?.id ?? "" }))).toBe(422)
    expect((await fields().update({ field_id: left?.id ?? "", body: { title: "Later" } })).title).toBe(
      "Later",
    )
  })
})
