/** One small dataset and record for every task: the documentation's example rows, and the tests of every format. */
import type { ExportRequest } from "../export.ts"
import type { TaskId } from "../registry.ts"
import type { SourceRecord } from "../source/types.ts"
import { dataset, question, record, submitted, textField } from "./factories.ts"

export interface Showcase extends Omit<ExportRequest, "task" | "format"> {
  readonly record: SourceRecord
}

const peru = { prompt: "Capital of Peru?" }
const two = { ...peru, response_a: "Lima.", response_b: "Quito." }
const rank = (...ranks: [string, number][]) => ranks.map(([value, at]) => ({ value, rank: at }))

const demonstrations = dataset([textField("prompt")], [question("demonstration", "text")])
const comparisons = dataset(
  [textField("prompt"), textField("response_a"), textField("response_b")],
  [
    question("preference", "label_selection", ["response_a", "response_b", "tie"]),
    question("strength", "rating", [1, 2, 3]),
  ],
)
const rankings = dataset(
  [textField("prompt"), textField("answer-1"), textField("answer-2"), textField("answer-3")],
  [question("ranking", "ranking", ["answer-1", "answer-2", "answer-3"])],
)
const judged = dataset(
  [textField("prompt"), textField("response")],
  [question("verdict", "label_selection", ["good", "bad"])],
)
const rated = dataset(
  [textField("prompt"), textField("response")],
  [question("helpfulness", "rating", [0, 1, 2, 3, 4]), question("correctness", "rating", [0, 1, 2, 3, 4])],
)
const marks = dataset(
  [textField("prompt"), textField("steps")],
  [
    {
      id: "q-marks",
      name: "marks",
      settings: { type: "span", field: "steps", options: [{ value: "error" }] },
    },
  ],
)
const topics = dataset([textField("text")], [question("topic", "label_selection", ["billing", "access"])])
const names = dataset(
  [textField("text")],
  [{ id: "q-names", name: "names", settings: { type: "span", field: "text", options: [{ value: "CITY" }] } }],
)
const reading = dataset(
  [textField("question"), textField("context")],
  [
    {
      id: "q-answer",
      name: "answer",
      settings: { type: "span", field: "context", options: [{ value: "answer" }] },
    },
  ],
)
const alike = dataset(
  [textField("first"), textField("second")],
  [question("similarity", "rating", [0, 1, 2, 3, 4, 5])],
)

export const showcases: Readonly<Record<TaskId, Showcase>> = {
  raw: {
    dataset: demonstrations,
    record: record("7d1c", peru, [submitted("ann", { demonstration: "Lima." })], {
      metadata: { lang: "en" },
      suggestions: [
        { question_id: "q-demonstration", value: "Lima", type: "model", agent: "m-1", score: 0.9 },
      ],
    }),
  },
  sft: {
    dataset: demonstrations,
    options: { separator: " " },
    record: record("7d1c", { prompt: "Capital of Peru:" }, [submitted("ann", { demonstration: "Lima." })]),
  },
  "prompt-only": {
    dataset: dataset([textField("prompt"), textField("solution")], []),
    record: record("7d1c", { prompt: "What is 17 * 3?", solution: "51" }),
  },
  preference: {
    dataset: comparisons,
    record: record("7d1c", two, [submitted("ann", { preference: "response_a", strength: 3 })]),
  },
  unpaired: {
    dataset: judged,
    record: record("7d1c", { ...peru, response: "Lima." }, [submitted("ann", { verdict: "good" })]),
  },
  ranking: {
    dataset: rankings,
    record: record(
      "7d1c",
      { ...peru, "answer-1": "Lima.", "answer-2": "Quito.", "answer-3": "In Lima, I think." },
      [submitted("ann", { ranking: rank(["answer-1", 1], ["answer-3", 2], ["answer-2", 3]) })],
    ),
  },
  attributes: {
    dataset: rated,
    record: record("7d1c", { ...peru, response: "Lima." }, [
      submitted("ann", { helpfulness: 3, correctness: 4 }),
    ]),
  },
  stepwise: {
    dataset: marks,
    record: record(
      "7d1c",
      { prompt: "Is 91 prime?", steps: "91 is odd.\n7 does not divide it.\nSo it is prime." },
      [submitted("ann", { marks: [{ start: 11, end: 32, label: "error" }] })],
    ),
  },
  "text-classification": {
    dataset: topics,
    record: record("7d1c", { text: "I was charged twice." }, [submitted("ann", { topic: "billing" })]),
  },
  "token-classification": {
    dataset: names,
    record: record("7d1c", { text: "From Lima to Quito" }, [
      submitted("ann", {
        names: [
          { start: 5, end: 9, label: "CITY" },
          { start: 13, end: 18, label: "CITY" },
        ],
      }),
    ]),
  },
  "question-answering": {
    dataset: reading,
    record: record("7d1c", { question: "Which city?", context: "The capital of Peru is Lima." }, [
      submitted("ann", { answer: [{ start: 23, end: 27, label: "answer" }] }),
    ]),
  },
  "sentence-similarity": {
    dataset: alike,
    record: record("7d1c", { first: "A cat sleeps.", second: "A cat is asleep." }, [
      submitted("ann", { similarity: 4 }),
    ]),
  },
  "soft-label": {
    dataset: topics,
    record: record("7d1c", { text: "I was charged twice." }, [
      submitted("ann", { topic: "billing" }),
      submitted("bob", { topic: "billing" }),
      submitted("cid", { topic: "access" }),
      submitted("dan", { topic: "billing" }),
    ]),
  },
  "per-rater": {
    dataset: topics,
    record: record("7d1c", { text: "I was charged twice." }, [
      submitted("ann", { topic: "billing" }),
      submitted("bob", { topic: "access" }),
    ]),
  },
}
