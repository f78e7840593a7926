import { describe, expect, it } from "vitest"
import { z } from "zod"
import { datasetCreate, datasetUpdate } from "./datasets.ts"
import { fieldCreate } from "./fields.ts"
import { questionCreate } from "./question-endpoints.ts"
import { responseUpdate } from "./responses.ts"
import { bool, integer, paging } from "./scalars.ts"
import { suggestionCreate } from "./suggestions.ts"
import { findings } from "./validation.ts"

/** Kind and place of each finding; sentences are free to change. */
function found(schema: z.ZodType, input: unknown) {
  const result = schema.safeParse(input, { reportInput: true })
  if (result.success) return []
  return findings("body", schema, input, result.error).map(({ type, loc }) => `${type} ${loc.join(".")}`)
}

const field = (settings: unknown) => found(fieldCreate, { name: "a", title: "A", settings })
const rating = (...values: unknown[]) =>
  found(questionCreate, {
    name: "q",
    title: "Q",
    settings: { type: "rating", options: values.map((value) => ({ value })) },
  })

describe("findings of unions that go by a tag", () => {
  it("places an unknown or missing tag at the union, not at the tag", () => {
    expect(field({ type: "video" })).toEqual(["union_tag_invalid body.settings"])
    expect(field({ type: 5 })).toEqual(["union_tag_invalid body.settings"])
    expect(field({})).toEqual(["union_tag_not_found body.settings"])
    expect(found(responseUpdate, { values: {} })).toEqual(["union_tag_not_found body"])
  })
  it("asks for an object where the union is none", () => {
    expect(field("text")).toEqual(["model_attributes_type body.settings"])
    expect(field([])).toEqual(["model_attributes_type body.settings"])
    expect(found(fieldCreate, { name: "a", title: "A" })).toEqual(["missing body.settings"])
  })
  it("puts the chosen tag into the place of what is wrong inside", () => {
    expect(field({ type: "text", use_markdown: "maybe" })).toEqual([
      "bool_parsing body.settings.text.use_markdown",
    ])
    expect(rating(0, 11)).toEqual(["less_than_equal body.settings.rating.options.1.value"])
  })
})

describe("findings of numbers", () => {
  it("tells an integer's faults from a float's", () => {
    expect(rating(1, 1.5)).toEqual(["int_from_float body.settings.rating.options.1.value"])
    expect(rating(1, "two")).toEqual(["int_parsing body.settings.rating.options.1.value"])
    expect(rating(1, null)).toEqual(["int_type body.settings.rating.options.1.value"])
    expect(found(z.object({ f: z.number() }), { f: null })).toEqual(["float_type body.f"])
    expect(found(z.object(paging), { limit: "x" })).toEqual(["int_parsing body.limit"])
  })
  it("names the bound, and whether it is itself allowed", () => {
    expect(found(z.object({ n: z.number().gt(3) }), { n: 3 })).toEqual(["greater_than body.n"])
    expect(found(z.object({ n: z.number().lt(3) }), { n: 3 })).toEqual(["less_than body.n"])
    expect(found(z.object({ n: integer({ min: 1 }) }), { n: 0 })).toEqual(["greater_than_equal body.n"])
  })
  it("reports a number beyond 2^53 once, by the contract's own bound", () => {
    expect(found(z.object({ n: integer({ max: 9 }) }), { n: 1e300 })).toEqual(["less_than_equal body.n"])
    expect(found(z.object({ n: integer() }), { n: 1e300 })).toEqual(["less_than_equal body.n"])
  })
})

describe("findings of choices", () => {
  it("tells the one allowed value from a list of them", () => {
    expect(found(z.object({ a: z.literal("x") }), { a: "y" })).toEqual(["literal_error body.a"])
    expect(found(z.object({ a: z.enum(["x"]) }), { a: "y" })).toEqual(["enum body.a"])
    expect(found(z.object({ a: z.enum(["x", "z"]).nullish() }), { a: "y" })).toEqual(["enum body.a"])
  })
  it("takes words and 0/1 for booleans, and says what it cannot read", () => {
    expect(found(z.object({ a: bool }), { a: "off" })).toEqual([])
    expect(found(z.object({ a: bool }), { a: 2 })).toEqual(["bool_parsing body.a"])
    expect(found(z.object({ a: bool }), { a: null })).toEqual(["bool_type body.a"])
  })
})

describe("all findings at once", () => {
  it("tells one fault a place, and rules of our own beside it", () => {
    const agent = found(suggestionCreate, { question_id: "00000000-0000-4000-8000-000000000001", agent: "" })
    expect(agent).toEqual(["missing body.value", "string_too_short body.agent"])
    const nulls = found(datasetUpdate, { name: null, guidelines: "" })
    expect(nulls).toEqual(["string_too_short body.guidelines", "value_error body"])
  })

  it("lists one for each place, in the order of the contract's members", () => {
    const input = {
      name: 5,
      workspace_id: "nope",
      allow_extra_metadata: "maybe",
      distribution: { strategy: "other", min_submitted: 0 },
    }
    expect(found(datasetCreate, input)).toEqual([
      "string_type body.name",
      "bool_parsing body.allow_extra_metadata",
      "enum body.distribution.strategy",
      "greater_than_equal body.distribution.min_submitted",
      "uuid_parsing body.workspace_id",
    ])
  })
})
