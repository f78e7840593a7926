import { describe, expect, it } from "vitest"
import { createExporter, type ExportRequest } from "../export.ts"
import { dataset, question, record, submitted, textField } from "../test/factories.ts"
import { run, spanQuestion } from "../test/run.ts"

describe("text-classification", () => {
  it("writes labels in the question's order, so that equal sets are equal rows", () => {
    const of = dataset([textField("text")], [question("tags", "multi_label_selection", ["a", "b", "c"])])
    const one = record("1", { text: "x" }, [submitted("u", { tags: ["c", "a"] })])
    expect(run({ task: "text-classification", dataset: of }, one).rows).toEqual([
      { text: "x", label: ["a", "c"] },
    ])
    expect(run({ task: "text-classification", format: "text-binary", dataset: of }, one).rows).toEqual([
      { text: "x", label: ["a", "c"], binarized_label: [1, 0, 1] },
    ])
  })
  it("refuses a label that the question does not have", () => {
    const of = dataset([textField("text")], [question("topic", "label_selection", ["a", "b"])])
    const one = record("1", { text: "x" }, [submitted("u", { topic: "z" })])
    expect(run({ task: "text-classification", dataset: of }, one).codes).toEqual(["label-unknown"])
  })
  it("joins several fields", () => {
    const of = dataset(
      [textField("title"), textField("body")],
      [question("topic", "label_selection", ["a", "b"])],
    )
    const one = record("1", { title: "T", body: "B" }, [submitted("u", { topic: "a" })])
    const request = { task: "text-classification", dataset: of, mapping: { text: ["title", "body"] } }
    expect(run(request, one).rows).toEqual([{ text: "T\n\nB", label: "a" }])
  })
})

describe("soft-label", () => {
  const one = (...labels: unknown[]) =>
    record(
      "1",
      { text: "x" },
      labels.map((label, at) => submitted(`u${at}`, { topic: label })),
    )
  const of = dataset([textField("text")], [question("topic", "label_selection", ["a", "b", "c"])])
  const request = { task: "soft-label", format: "soft-list", dataset: of }

  it("sums to 1, with and without smoothing", () => {
    expect(run(request, one("a", "a", "b", "a")).rows).toEqual([{ text: "x", label: [0.75, 0.25, 0] }])
    const [row] = run({ ...request, options: { smoothing: 1 } }, one("a", "a", "b", "a")).rows
    expect(row?.label).toEqual([4 / 7, 2 / 7, 1 / 7])
  })
  it("counts single answers even where a unified value is at hand", () => {
    const unified = { ...one("a", "b"), unified: { topic: { value: "a" } } }
    expect(run({ ...request, answers: { pick: "unified" } }, unified).rows).toEqual([
      { text: "x", label: [0.5, 0.5, 0] },
    ])
  })
  it("leaves records with too few answers out, and says so", () => {
    expect(run({ ...request, options: { min_answers: 3 } }, one("a", "b")).codes).toEqual(["too-few-answers"])
  })
  it("with several labels an answer, gives the share of answers that name each", () => {
    const multi = dataset([textField("text")], [question("topic", "multi_label_selection", ["a", "b", "c"])])
    expect(run({ ...request, dataset: multi }, one(["a", "b"], ["a"])).rows).toEqual([
      { text: "x", label: [1, 0.5, 0] },
    ])
  })
})

describe("per-rater", () => {
  const of = dataset([textField("text")], [question("topic", "label_selection", ["a", "b"])], { id: "d1" })
  const one = (id: string) =>
    record(id, { text: "x" }, [submitted("ann", { topic: "a" }), submitted("bob", { topic: "b" })])
  const raters = (request: Partial<ExportRequest> = {}) =>
    run({ task: "per-rater", dataset: of, ...request }, one("1"), one("2")).rows.map(({ rater }) => rater)

  it("names people alike across records, and not by their ids", () => {
    const [a, b, c, d] = raters()
    expect([a, b]).toEqual([c, d])
    expect(a).not.toBe(b)
    expect(String(a)).not.toContain("ann")
  })
  it("names them otherwise in another dataset", () => {
    expect(raters({ dataset: { ...of, id: "d2" } })[0]).not.toBe(raters()[0])
  })
  it("gives ids when asked", () => {
    expect(raters({ options: { raters: "ids" } }).slice(0, 2)).toEqual(["ann", "bob"])
  })
})

describe("token-classification", () => {
  const of = dataset([textField("text")], [spanQuestion("ner", "text", ["CITY", "X"])])
  const one = (text: string, ...spans: [number, number, string][]) =>
    record("1", { text }, [
      submitted("a", { ner: spans.map(([start, end, label]) => ({ start, end, label })) }),
    ])
  const bio = (text: string, ...spans: [number, number, string][]) =>
    run({ task: "token-classification", format: "bio", dataset: of }, one(text, ...spans))

  it("tags tokens by code points, also behind an emoji", () => {
    expect(bio("😀 San José!", [2, 10, "CITY"]).rows).toEqual([
      { tokens: ["😀", "San", "José", "!"], ner_tags: ["O", "B-CITY", "I-CITY", "O"] },
    ])
  })
  it("refuses what one tag a token cannot say", () => {
    expect(bio("San José", [0, 3, "CITY"], [0, 8, "X"]).codes).toEqual(["spans-overlap"])
    expect(bio("San José", [0, 6, "CITY"]).codes).toEqual(["span-inside-token"])
  })
  it("refuses spans outside of the text in every format", () => {
    expect(run({ task: "token-classification", dataset: of }, one("Lima", [0, 9, "CITY"])).codes).toEqual([
      "span-outside",
    ])
  })
  it("writes spans in reading order with their text", () => {
    const { rows } = run(
      { task: "token-classification", dataset: of },
      one("a 😀 b", [4, 5, "X"], [0, 1, "X"]),
    )
    expect(rows[0]?.spans).toEqual([
      { start: 0, end: 1, label: "X", text: "a" },
      { start: 4, end: 5, label: "X", text: "b" },
    ])
  })
})

describe("question-answering", () => {
  const context = "😀 Lima is the capital of Peru."
  const one = (answer: unknown) => record("1", { question: "?x", context }, [submitted("a", { answer })])
  const bySpan = dataset(
    [textField("question"), textField("context")],
    [spanQuestion("answer", "context", ["a"])],
  )
  const byText = dataset([textField("question"), textField("context")], [question("answer", "text")])

  it("starts answers at code points, as Python slices them", () => {
    const expected = { text: ["Lima"], answer_start: [2] }
    expect(run({ task: "question-answering", dataset: byText }, one(" Lima ")).rows[0]?.answers).toEqual(
      expected,
    )
    const span = [{ start: 2, end: 6, label: "a" }]
    expect(run({ task: "question-answering", dataset: bySpan }, one(span)).rows[0]?.answers).toEqual(expected)
  })
  it("refuses an answer that is not in the context, and takes 'no answer' from a span question", () => {
    expect(run({ task: "question-answering", dataset: byText }, one("Quito")).codes).toEqual([
      "answer-not-in-context",
    ])
    const { rows } = run({ task: "question-answering", dataset: bySpan }, one([]))
    expect(rows[0]?.answers).toEqual({ text: [], answer_start: [] })
  })
  it("keeps all questions on one passage together in a split", () => {
    const exporter = createExporter({
      task: "question-answering",
      dataset: byText,
      split: { seed: "1", parts: { train: 0.5, test: 0.5 } },
    })
    const parts = Array.from({ length: 20 }, (_, i) => ({
      ...one("Lima"),
      id: `${i}`,
      fields: { question: `q${i}`, context },
    }))
      .flatMap((each) => exporter.push(each).rows)
      .map(({ split }) => split)
    expect(new Set(parts).size).toBe(1)
  })
})

describe("sentence-similarity", () => {
  const two = [textField("a"), textField("b")]
  const one = (score: unknown) => record("1", { a: "x", b: "y", c: "z" }, [submitted("u", { score })])

  it("scales ratings to 0 to 1 unless told otherwise", () => {
    const of = dataset(two, [question("score", "rating", [1, 2, 3, 4, 5])])
    expect(run({ task: "sentence-similarity", dataset: of }, one(4)).rows).toEqual([
      { sentence1: "x", sentence2: "y", score: 0.75 },
    ])
    const raw = { task: "sentence-similarity", dataset: of, options: { raw_scores: true } }
    expect(run(raw, one(4)).rows[0]?.score).toBe(4)
  })
  it("numbers labels by the question's order", () => {
    const of = dataset(two, [
      question("score", "label_selection", ["contradiction", "neutral", "entailment"]),
    ])
    expect(run({ task: "sentence-similarity", dataset: of }, one("entailment")).rows).toEqual([
      { sentence1: "x", sentence2: "y", label: 2 },
    ])
  })
  it("takes three fields as anchor, positive, negative, without a score", () => {
    const of = dataset([...two, textField("c")], [])
    expect(run({ task: "sentence-similarity", dataset: of }, one(1)).rows).toEqual([
      { anchor: "x", positive: "y", negative: "z" },
    ])
  })
  it("says how many fields it needs", () => {
    const of = dataset([...two, textField("c"), textField("d")], [question("score", "rating", [1, 2])])
    expect(() => run({ task: "sentence-similarity", dataset: of })).toThrow(/two or three/)
  })
})
