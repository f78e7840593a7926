import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { createExporter } from "../export.ts"
import { groupId } from "../split/group.ts"
import { record, submitted } from "../test/factories.ts"
import { showcases } from "../test/showcase.ts"
import { canonicalJson } from "./canonical.ts"
import { compareManifests, createDataHash, createManifest, type ManifestFacts } from "./manifest.ts"
import { sideCarRow } from "./side-car.ts"

const facts: ManifestFacts = {
  loam_version: "0.1.0",
  dataset: { id: "d1", name: "demos" },
  as_of: "2026-01-31T12:00:00.000000",
  task: "sft",
  format: "messages",
  mapping: { prompt: ["field:prompt"] },
  answers: { pick: "all" },
  policies: {},
  options: {},
  filter: null,
  split: { seed: "42", parts: { train: 0.9, test: 0.1 } },
  data_hash: "00",
  records: 1,
  rows: 1,
  reasons: { "no-answer": 2 },
  licence: null,
  source: null,
  files: [],
}

describe("canonicalJson", () => {
  it("is the same text for equal values, however their members are ordered", () => {
    const shuffled = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(shuffled)
      if (typeof value !== "object" || value === null) return value
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, member]) => [key, shuffled(member)]),
      )
    }
    fc.assert(fc.property(fc.jsonValue(), (value) => canonicalJson(shuffled(value)) === canonicalJson(value)))
  })
  it("parses back to the value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})

describe("the data hash", () => {
  const hash = (...records: ReturnType<typeof record>[]) => {
    const data = createDataHash()
    for (const one of records) data.push(one)
    return data.digest()
  }
  const one = record("1", { prompt: "Hi" }, [submitted("ann", { answer: "Ho" })])

  it("changes with any answer, and with nothing else", () => {
    expect(hash(one)).toBe(hash(structuredClone(one)))
    expect(hash({ ...one, responses: [submitted("ann", { answer: "ho" })] })).not.toBe(hash(one))
    expect(hash(one, one)).not.toBe(hash(one))
  })
})

describe("compareManifests", () => {
  it("finds nothing between equal exports, and names what differs between others", () => {
    const before = createManifest(facts)
    expect(compareManifests(before, createManifest(structuredClone(facts)))).toEqual([])
    const now = createManifest({ ...facts, loam_version: "0.2.0", data_hash: "01" })
    expect(compareManifests(before, now)).toEqual([
      { what: "loam_version", before: "0.1.0", now: "0.2.0" },
      { what: "data_hash", before: "00", now: "01" },
    ])
  })
})

describe("the side-car", () => {
  it("traces a row to its record, its author and its group", () => {
    const { record: source, ...request } = showcases.sft
    const [row] = createExporter({ ...request, task: "sft", split: { seed: "1", parts: { train: 1 } } }).push(
      source,
    ).rows
    if (row === undefined) throw new Error("no row")
    expect(sideCarRow(row, 5)).toEqual({
      row: 5,
      split: "train",
      record_id: "7d1c",
      external_id: "ext-7d1c",
      example_id: "7d1c:r-ann",
      group_id: groupId("Capital of Peru:"),
      origin: "response",
      question: "demonstration",
      policy: null,
      n_annotators: 1,
      agreement: null,
      confidence: null,
      user_ids: ["ann"],
    })
  })
})
