import { describe, expect, it } from "vitest"
import { createExporter, type ExportRequest, renderExport } from "./export.ts"
import { UnknownExportError } from "./registry.ts"
import { MappingError } from "./source/mapping-error.ts"
import type { SourceRecord } from "./source/types.ts"
import { chatField, dataset, question, record, submitted, textField } from "./test/factories.ts"

const demos = dataset([textField("prompt")], [question("demonstration", "text")])

function run(request: Omit<ExportRequest, "dataset"> & Partial<ExportRequest>, ...records: SourceRecord[]) {
  const results = [...renderExport({ dataset: demos, ...request, records })]
  return {
    rows: results.flatMap(({ rows }) => rows.map(({ data }) => data)),
    findings: results.flatMap(({ findings }) => findings),
  }
}

const answered = record("1", { prompt: "Capital of Peru?" }, [
  submitted("ann", { demonstration: "Lima." }),
  { ...submitted("bob", { demonstration: "Quito." }), status: "discarded" },
  submitted("cid", { demonstration: "It is Lima." }),
  { ...submitted("dan", { demonstration: "draft" }), status: "draft" },
])

describe("sft", () => {
  it("writes one row a submitted answer, drafts and discards left out", () => {
    expect(run({ task: "sft", format: "prompt-completion" }, answered).rows).toEqual([
      { prompt: "Capital of Peru?", completion: "Lima." },
      { prompt: "Capital of Peru?", completion: "It is Lima." },
    ])
  })

  it("writes conversational messages", () => {
    expect(run({ task: "sft", format: "messages" }, answered).rows[0]).toEqual({
      messages: [
        { role: "user", content: "Capital of Peru?" },
        { role: "assistant", content: "Lima." },
      ],
    })
  })

  it("writes the given unified value once, and its provenance", () => {
    const unified = { ...answered, unified: { demonstration: { value: "Lima!", policy: "latest", n: 2 } } }
    const exporter = createExporter({ task: "sft", dataset: demos, answers: { pick: "unified" } })
    const { rows } = exporter.push(unified)
    expect(rows.map(({ data }) => data)).toEqual([{ prompt: "Capital of Peru?", completion: "Lima!" }])
    expect(rows[0]?.example.source).toMatchObject({ origin: "unified", policy: "latest", n_annotators: 2 })
  })

  it("keeps a chat field's turns and puts the mapped system message first", () => {
    const chats = dataset([chatField("conversation"), textField("system")], [question("reply", "text")])
    const one = record(
      "1",
      {
        conversation: [
          { role: "human", content: "Hi" },
          { role: "gpt", content: "Hello" },
          { role: "user", content: "Bye" },
        ],
        system: "Be brief.",
      },
      [submitted("ann", { reply: "See you." })],
    )
    expect(run({ task: "sft", format: "messages", dataset: chats }, one).rows).toEqual([
      {
        messages: [
          { role: "system", content: "Be brief." },
          { role: "user", content: "Hi" },
          { role: "assistant", content: "Hello" },
          { role: "user", content: "Bye" },
          { role: "assistant", content: "See you." },
        ],
      },
    ])
  })

  it("refuses a conversation in a plain format instead of flattening it", () => {
    const chats = dataset([chatField("conversation")], [question("reply", "text")])
    const turns = ["user", "assistant", "user"].map((role) => ({ role, content: "x" }))
    const one = record("1", { conversation: turns }, [submitted("ann", { reply: "y" })])
    const { rows, findings } = run({ task: "sft", format: "prompt-completion", dataset: chats }, one)
    expect(rows).toEqual([])
    expect(findings).toMatchObject([{ code: "several-turns", record_id: "1", severity: "refused" }])
  })

  it("lists what it leaves out with the record's id", () => {
    const { rows, findings } = run(
      { task: "sft" },
      record("none", { prompt: "Hi" }),
      record("blank", { prompt: "Hi" }, [submitted("ann", { demonstration: " \n" })]),
      record("unasked", { prompt: "  " }, [submitted("ann", { demonstration: "x" })]),
      record("half", { prompt: "Hi" }, [submitted("ann", { demonstration: "\ud83d" })]),
    )
    expect(rows).toEqual([])
    expect(findings.map(({ record_id, external_id, code }) => [record_id, external_id, code])).toEqual([
      ["none", "ext-none", "no-answer"],
      ["blank", "ext-blank", "empty-completion"],
      ["unasked", "ext-unasked", "empty-prompt"],
      ["half", "ext-half", "invalid-unicode"],
    ])
    for (const { sentence, remedy } of findings) expect(sentence.length * remedy.length).toBeGreaterThan(0)
  })

  it("never lets a suggestion pass for an answer unless asked", () => {
    const suggested = record("1", { prompt: "Hi" }, [], {
      suggestions: [{ question_id: "q-demonstration", value: "Hello", score: 0.7 }],
    })
    expect(run({ task: "sft" }, suggested).rows).toEqual([])
    expect(
      run({ task: "sft", answers: { suggestions: "fallback", min_score: 0.8 } }, suggested).rows,
    ).toEqual([])
    const exporter = createExporter({ task: "sft", dataset: demos, answers: { suggestions: "fallback" } })
    expect(exporter.push(suggested).rows).toMatchObject([
      { data: { completion: "Hello" }, example: { source: { origin: "suggestion" } } },
    ])
    expect(run({ task: "sft", answers: { suggestions: "fallback" } }, answered).rows).toHaveLength(2)
  })

  it("leaves surplus answers out unless asked", () => {
    const surplus = record("1", { prompt: "Hi" }, [
      { ...submitted("ann", { demonstration: "x" }), surplus: true },
    ])
    expect(run({ task: "sft" }, surplus).rows).toEqual([])
    expect(run({ task: "sft", answers: { surplus: true } }, surplus).rows).toHaveLength(1)
  })
})

describe("mapping", () => {
  const wide = dataset(
    [textField("a"), textField("b")],
    [question("one", "text"), question("two", "text"), question("stars", "rating", [1, 2])],
  )
  const mappingError = (request: Omit<ExportRequest, "dataset">): MappingError => {
    try {
      createExporter({ dataset: wide, ...request })
    } catch (error) {
      if (error instanceof MappingError) return error
    }
    throw new Error("no MappingError")
  }

  it("lists the choices where it cannot know", () => {
    const error = mappingError({ task: "sft" })
    expect(error).toMatchObject({ code: "mapping-ambiguous", slot: "completion" })
    expect(error.choices).toEqual(["field:a", "field:b", "question:one", "question:two"])
    expect(error.message).toContain("question:one")
  })
  it("names what does not exist or does not fit", () => {
    expect(mappingError({ task: "sft", mapping: { completion: "three" } }).code).toBe("mapping-unknown")
    expect(mappingError({ task: "sft", mapping: { completion: "stars" } }).code).toBe("mapping-wrong-type")
    expect(mappingError({ task: "sft", mapping: { answer: "one" } })).toMatchObject({
      code: "mapping-slot",
      slot: "answer",
    })
  })
  it("follows what is given", () => {
    const one = record("1", { a: "A", b: "B" }, [submitted("ann", { one: "1", two: "2" })])
    const mapping = { prompt: "b", completion: "question:two" }
    expect(run({ task: "sft", dataset: wide, mapping }, one).rows).toEqual([{ prompt: "B", completion: "2" }])
  })
  it("names the tasks and formats that exist", () => {
    expect(() => createExporter({ dataset: wide, task: "dpo" })).toThrow(UnknownExportError)
    expect(() => createExporter({ dataset: demos, task: "sft", format: "pdf" })).toThrow(
      /prompt-completion, messages/,
    )
  })
})

describe("raw", () => {
  it("loses nothing of a record", () => {
    const full = { ...answered, metadata: { lang: "en" }, vectors: { v: [0.5] }, surprise: { kept: true } }
    const exporter = createExporter({ task: "raw", dataset: demos })
    const [row] = exporter.push(full).rows
    if (row === undefined) throw new Error("no row")
    expect(JSON.parse(exporter.write(row))).toEqual(full)
  })
  it("writes unanswered records too, and floats with their fraction", () => {
    const measured = dataset(demos.fields, demos.questions, {
      metadata_properties: [{ name: "weight", settings: { type: "float" } }],
    })
    const exporter = createExporter({ task: "raw", dataset: measured })
    const [row] = exporter.push(record("1", { prompt: "Hi" }, [], { metadata: { weight: 2, n: 2 } })).rows
    expect(row && exporter.write(row)).toContain('"metadata":{"weight":2.0,"n":2}')
  })
})

describe("splits", () => {
  it("keep one question together under several system messages, and count rows a split", () => {
    const of = dataset([textField("prompt"), textField("system")], [question("demonstration", "text")])
    const exporter = createExporter({
      task: "sft",
      format: "messages",
      dataset: of,
      split: { seed: "1", parts: { train: 0.5, test: 0.5 } },
    })
    const rows = Array.from({ length: 12 }, (_, at) =>
      record(`${at}`, { prompt: "Capital of Peru?", system: `Be ${at}.` }, [
        submitted("ann", { demonstration: "Lima." }),
      ]),
    ).flatMap((one) => exporter.push(one).rows)
    const [part = ""] = new Set(rows.map(({ split }) => split))
    expect(rows.every(({ split }) => split === part)).toBe(true)
    expect(exporter.finish()).toMatchObject({ rows: 12, records: 12, splits: { [part]: 12 }, reasons: {} })
  })
})
