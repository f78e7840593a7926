import { describe, expect, it } from "vitest"
import { createExporter, type ExportRequest } from "../export.ts"
import { MappingError } from "../source/mapping-error.ts"
import { dataset, question, record, submitted, textField } from "../test/factories.ts"
import { run } from "../test/run.ts"

describe("prompt-only", () => {
  it("needs no answers, and hands on what a reward function needs", () => {
    const of = dataset([textField("prompt"), textField("solution")], [question("note", "text")])
    expect(
      run({ task: "prompt-only", format: "trl", dataset: of }, record("1", { prompt: "2+2?", solution: "4" }))
        .rows,
    ).toEqual([{ prompt: "2+2?", solution: "4" }])
  })
  it("takes prompts that people wrote: one row an answer", () => {
    const of = dataset([textField("topic")], [question("written", "text")])
    const one = record("1", { topic: "cats" }, [
      submitted("a", { written: "Why cats?" }),
      submitted("b", { written: "Do cats fly?" }),
    ])
    expect(
      run({ task: "prompt-only", format: "trl", dataset: of, mapping: { prompt: "written" } }, one).rows,
    ).toEqual([{ prompt: "Why cats?" }, { prompt: "Do cats fly?" }])
  })
  it("refuses an extra column that makes the row look like other data", () => {
    const of = dataset([textField("prompt"), textField("label")], [])
    const request = {
      task: "prompt-only",
      format: "trl",
      dataset: of,
      mapping: { prompt: "prompt", extra: ["label"] },
    }
    expect(run(request, record("1", { prompt: "Hi", label: "x" })).codes).toEqual(["column-extra"])
  })
})

describe("tools", () => {
  const of = dataset([textField("prompt")], [question("answer", "text")])
  const tools = [{ type: "function", function: { name: "set_light", parameters: {} } }]
  const one = record("1", { prompt: "Hi" }, [submitted("a", { answer: "Ho" })], { metadata: { tools } })
  const mapping = { tools: "metadata:tools" }

  it("stand in a column of their own where the format has one", () => {
    const { rows } = run({ task: "sft", format: "messages", dataset: of, mapping }, one)
    expect(rows[0]?.tools).toEqual(tools)
  })
  it("are never dropped: a format without them refuses the row", () => {
    expect(run({ task: "sft", format: "prompt-completion", dataset: of, mapping }, one).codes).toEqual([
      "tools-unsupported",
    ])
  })
  it("are named when they are malformed", () => {
    const bad = { ...one, metadata: { tools: "{not json" } }
    expect(run({ task: "sft", format: "messages", dataset: of, mapping }, bad).codes).toEqual([
      "tools-malformed",
    ])
  })
})

describe("unpaired", () => {
  const of = (...verdict: Parameters<typeof question>) =>
    dataset([textField("prompt"), textField("response")], [question(...verdict)])
  const one = (value: unknown, at: number) =>
    record("1", { prompt: "Hi", response: `Ho ${at}` }, [submitted("a", { verdict: value })])
  const labels = (request: ExportRequest, ...values: unknown[]) => {
    const { rows, codes } = run(request, ...values.map(one))
    return [rows.map(({ label }) => label), codes]
  }

  it("reads good and bad from the options' names", () => {
    const dataset = of("verdict", "label_selection", ["thumbs_up", "thumbs_down"])
    expect(labels({ task: "unpaired", format: "trl", dataset }, "thumbs_up", "thumbs_down")).toEqual([
      [true, false],
      [],
    ])
  })
  it("reads 'not helpful' as bad although it says helpful", () => {
    const dataset = of("verdict", "label_selection", ["helpful", "not helpful"])
    expect(labels({ task: "unpaired", format: "trl", dataset }, "not helpful")).toEqual([[false], []])
  })
  it("asks where names do not tell, and follows what is said", () => {
    const dataset = of("verdict", "label_selection", ["x", "y", "z"])
    expect(() => labels({ task: "unpaired", dataset })).toThrow(MappingError)
    const said = { task: "unpaired", format: "trl", dataset, options: { positive: ["x"], negative: ["y"] } }
    expect(labels(said, "x", "y", "z")).toEqual([[true, false], ["verdict-neutral"]])
    expect(() => labels({ ...said, options: { positive: ["w"] } })).toThrow(/'w'/)
  })
  it("takes ratings above the middle, or from a threshold on", () => {
    const dataset = of("verdict", "rating", [1, 2, 3, 4, 5])
    expect(labels({ task: "unpaired", format: "trl", dataset }, 2, 3, 4)).toEqual([
      [false, true],
      ["verdict-neutral"],
    ])
    const threshold = { task: "unpaired", format: "trl", dataset, options: { threshold: 3 } }
    expect(labels(threshold, 2, 3, 4)).toEqual([[false, true, true], []])
  })
})

describe("attributes", () => {
  const of = dataset(
    [textField("prompt"), textField("response")],
    [question("helpfulness", "rating", [0, 1, 2, 3, 4]), question("verbosity", "rating", [0, 1, 2, 3, 4])],
  )
  const one = record("1", { prompt: "Hi", response: "Ho" }, [submitted("a", { helpfulness: 4 })])

  it("writes null for a rating that was not given, and leaves unrated answers out", () => {
    expect(run({ task: "attributes", dataset: of }, one).rows).toEqual([
      { prompt: "Hi", response: "Ho", helpfulness: 4, verbosity: null },
    ])
    expect(
      run(
        { task: "attributes", dataset: of },
        record("2", { prompt: "Hi", response: "Ho" }, [submitted("a", {})]),
      ).codes,
    ).toEqual(["no-answer"])
  })
  it("types the columns by whether means may come", () => {
    const type = (pick: "all" | "unified") =>
      createExporter({ task: "attributes", dataset: of, answers: { pick } }).features.helpfulness
    expect(type("all")).toMatchObject({ dtype: "int64" })
    expect(type("unified")).toMatchObject({ dtype: "float64" })
  })
})

describe("ranking", () => {
  it("groups the pairs of one answer and weighs them 1 / C(K, 2)", () => {
    const names = ["a", "b", "c"]
    const of = dataset([textField("prompt"), ...names.map(textField)], [question("order", "ranking", names)])
    const order = names.map((value, at) => ({ value, rank: at + 1 }))
    const one = record("1", { prompt: "Hi", a: "A", b: "B", c: "C" }, [submitted("u", { order })])
    const { rows } = run({ task: "ranking", format: "pairs", dataset: of }, one)
    expect(rows.map(({ pair_weight, rank_gap }) => [pair_weight, rank_gap])).toEqual([
      [1 / 3, 1],
      [1 / 3, 2],
      [1 / 3, 1],
    ])
    expect(new Set(rows.map(({ group_id }) => group_id)).size).toBe(1)
  })
})
