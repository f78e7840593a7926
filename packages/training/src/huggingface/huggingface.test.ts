import fc from "fast-check"
import { describe, expect, it } from "vitest"
import {
  boolean,
  classLabel,
  type Features,
  float,
  integer,
  json,
  list,
  string,
  struct,
} from "../json/features.ts"
import examples from "../test/format-examples.json" with { type: "json" }
import { datasetCard, shardPath, sizeCategory } from "./card.ts"
import { parquetMetadata } from "./features.ts"
import { parquetRow, parquetSchema, parquetValue } from "./parquet.ts"
import { writeYaml } from "./yaml.ts"

const messages = list(struct({ role: string, content: string }))

describe("the card", () => {
  const card = datasetCard({
    title: "Helpdesk preferences",
    licence: "cc-by-4.0",
    languages: ["en"],
    tags: ["preference", "dpo", "human-feedback"],
    task_categories: ["text-generation"],
    guidelines: "Choose the more helpful answer.",
    agreement: { preference: { measure: "Krippendorff's alpha", value: 0.7123 } },
    refused: { "identical-pair": 2 },
    configs: [
      {
        name: "default",
        features: {
          prompt: messages,
          chosen: messages,
          rejected: messages,
          topic: classLabel(["billing", "access"]),
          tags: list(string),
          margin: float,
        },
        splits: [
          { name: "train", rows: 8, bytes: 1024 },
          { name: "test", rows: 2, bytes: 256 },
        ],
        download_bytes: 1000,
      },
      {
        name: "votes",
        features: { task: string },
        splits: [{ name: "train", rows: 30, bytes: 900 }],
        download_bytes: 500,
      },
    ],
  })
  const [, yaml = "", body = ""] = card.split("---\n")

  it("has the documented metadata, line for line", () => {
    // The documented example has no dataset_info for its second config; the rest is the same text.
    const documented = examples.hf_readme_yaml
      .replace(/^---\n/, "")
      .replace(/---$/, "")
      .split("\n")
    expect(yaml.split("\n").slice(0, documented.length - 1)).toEqual(documented.slice(0, -1))
  })
  it("says how the data came about", () => {
    expect(body).toContain("## Guidelines\n\nChoose the more helpful answer.")
    expect(body).toContain("- `preference`: Krippendorff's alpha 0.712")
    expect(body).toContain("- `identical-pair`: 2")
    expect(body).not.toContain("## Source")
  })
  it("names shards and sizes as push_to_hub does", () => {
    expect(shardPath("default", "train", 0, 2)).toBe("data/train-00000-of-00002.parquet")
    expect(shardPath("votes", "test", 11, 12)).toBe("votes/test-00011-of-00012.parquet")
    expect([0, 999, 1000, 123_456, 2e7].map(sizeCategory)).toEqual([
      "n<1K",
      "n<1K",
      "1K<n<10K",
      "100K<n<1M",
      "10M<n<100M",
    ])
  })
})

describe("writeYaml", () => {
  it("quotes what a reader would take for something else than text", () => {
    const text = writeYaml({
      a: "yes",
      b: "1.5",
      c: "x: y",
      d: "# no",
      e: "",
      f: "plain words",
      g: "0",
      h: "line\nend",
      i: "- x",
      j: "null",
    })
    expect(text).toBe(
      'a: "yes"\nb: "1.5"\nc: "x: y"\nd: "# no"\ne: ""\nf: plain words\ng: \'0\'\nh: "line\\nend"\ni: "- x"\nj: "null"\n',
    )
  })
  it("nests lists and maps", () => {
    expect(writeYaml({ a: [{ b: 1, c: [true, null] }, [1, 2]], d: {}, e: [] })).toBe(
      "a:\n- b: 1\n  c:\n  - true\n  - null\n- - 1\n  - 2\nd: {}\ne: []\n",
    )
  })
  it("keeps every text on one line", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        (text) => writeYaml({ a: text }).indexOf("\n") === writeYaml({ a: text }).length - 1,
      ),
    )
  })
})

describe("Parquet", () => {
  it("has the documented footer value", () => {
    const features: Features = { prompt: messages, label: classLabel(["no", "yes"]), margin: float }
    expect(JSON.parse(parquetMetadata(features))).toEqual(examples.hf_parquet_metadata)
  })
  it("makes real lists of structs, every node optional", () => {
    expect(parquetSchema({ messages, label: boolean })).toEqual([
      { name: "root", num_children: 2 },
      { name: "messages", converted_type: "LIST", repetition_type: "OPTIONAL", num_children: 1 },
      { name: "list", repetition_type: "REPEATED", num_children: 1 },
      { name: "element", repetition_type: "OPTIONAL", num_children: 2 },
      { name: "role", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
      { name: "content", type: "BYTE_ARRAY", converted_type: "UTF8", repetition_type: "OPTIONAL" },
      { name: "label", type: "BOOLEAN", repetition_type: "OPTIONAL" },
    ])
  })
  it("turns classes into their numbers, JSON into text and 64-bit integers into bigints", () => {
    const features: Features = {
      c: list(classLabel(["a", "b"])),
      j: json,
      n: integer,
      s: struct({ x: float }),
      missing: string,
    }
    expect(parquetRow(features, { c: ["b", "a"], j: { k: [1] }, n: 7, s: { x: 0.5 } })).toEqual([
      [1n, 0n],
      '{"k":[1]}',
      7n,
      { x: 0.5 },
      null,
    ])
  })
  it("marks a class it does not know as missing, as `datasets` does", () => {
    expect(parquetValue(classLabel(["a"]), "z")).toBe(-1n)
  })
})
