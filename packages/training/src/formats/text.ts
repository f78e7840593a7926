/** Rows on plain texts: classes, soft labels, answers by rater, extractive answers, sentence pairs. */
import type { Example } from "../example.ts"
import { classLabel, type Features, float, integer, list, string, struct } from "../json/features.ts"
import { columns, text } from "../lint/rule.ts"
import type { ExampleShape } from "../tasks/task.ts"
import { type FormatContext, format } from "./format.ts"

const classesOf = ({ shape }: FormatContext) => shape.classes ?? []
const textRule = text("text", "empty-prompt")

export const textLabel = format({
  id: "text-label",
  title: "Text and label",
  readers: ["transformers", "SetFit", "datasets"],
  kind: "class",
  features: (context) => {
    const label = classLabel(classesOf(context))
    return { text: string, label: context.shape.multi ? list(label) : label }
  },
  render: ({ target: { text, label } }) => [{ text, label }],
  rules: [columns(["text", "label"]), textRule],
})

const namesOf = (label: string | readonly string[]) => (typeof label === "string" ? [label] : label)

export const textBinary = format({
  id: "text-binary",
  title: "Text and one 0 or 1 a class",
  readers: ["transformers (multi-label)", "scikit-learn"],
  kind: "class",
  features: () => ({ text: string, label: list(string), binarized_label: list(integer) }),
  render: ({ target: { text, label } }, context) => [
    {
      text,
      label: namesOf(label),
      binarized_label: classesOf(context).map((name) => (namesOf(label).includes(name) ? 1 : 0)),
    },
  ],
  rules: [columns(["text", "label", "binarized_label"]), textRule],
})

export const textCats = format({
  id: "spacy",
  title: "spaCy text categories",
  readers: ["spaCy textcat"],
  kind: "class",
  features: (context) => ({
    text: string,
    cats: struct(Object.fromEntries(classesOf(context).map((name) => [name, float]))),
  }),
  render: ({ target: { text, label } }, context) => [
    {
      text,
      cats: Object.fromEntries(
        classesOf(context).map((name) => [name, namesOf(label).includes(name) ? 1 : 0]),
      ),
    },
  ],
  rules: [columns(["text", "cats"]), textRule],
})

export const softLabels = format({
  id: "soft-labels",
  title: "Text and the share of every class",
  readers: ["transformers", "scripts"],
  kind: "soft",
  features: (context) => ({
    text: string,
    label_distribution: struct(Object.fromEntries(classesOf(context).map((name) => [name, float]))),
    n: integer,
  }),
  render: ({ target: { text, distribution, n } }, context) => [
    {
      text,
      label_distribution: Object.fromEntries(
        classesOf(context).map((name, at) => [name, distribution[at] ?? 0]),
      ),
      n,
    },
  ],
  rules: [columns(["text", "label_distribution", "n"]), textRule],
})

export const softList = format({
  id: "soft-list",
  title: "Text and a list of shares",
  readers: ["transformers", "sentence-transformers"],
  kind: "soft",
  features: () => ({ text: string, label: list(float) }),
  render: ({ target: { text, distribution } }) => [{ text, label: distribution }],
  rules: [columns(["text", "label"]), textRule],
})

/** Columns of the questions; one named like a column of the row gets a prefix. */
function answerColumns(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const taken = ["record_id", "text", "rater"]
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [taken.includes(name) ? `answer.${name}` : name, value]),
  )
}

export const raterRows = format({
  id: "rows",
  title: "One row an answer",
  readers: ["pandas", "R", "scripts"],
  kind: "rating",
  features: ({ shape }): Features => ({
    record_id: string,
    text: string,
    rater: string,
    // Same keys as the rows: the shape's answers go through the same prefixing.
    ...(answerColumns(shape.answers ?? {}) as Features),
  }),
  render: ({ source, target: { text, rater, values } }) => [
    { record_id: source.record_id, text, rater, ...answerColumns(values) },
  ],
  rules: [columns(["record_id", "text", "rater"], [], false)],
})

export const raterVotes = format({
  id: "votes",
  title: "One row an answer to one question",
  readers: ["crowd-kit", "pandas"],
  kind: "rating",
  features: () => ({ task: string, worker: string, question: string, label: string }),
  render: ({ source, target: { rater, values } }: Example<"rating">) =>
    Object.entries(values).flatMap(([question, value]) =>
      value === null
        ? []
        : [
            {
              task: source.record_id,
              worker: rater,
              question,
              label: typeof value === "string" ? value : JSON.stringify(value),
            },
          ],
    ),
  rules: [columns(["task", "worker", "question", "label"])],
})

// `answers` is a pair of lists, as SQuAD has it in `datasets`; no answer gives two empty lists.
export const squad = format({
  id: "squad",
  title: "SQuAD",
  readers: ["transformers question-answering", "datasets"],
  kind: "answer",
  features: () => ({
    id: string,
    context: string,
    question: string,
    answers: struct({ text: list(string), answer_start: list({ kind: "value", dtype: "int32" }) }),
  }),
  render: ({ id, target: { context, question, answers } }) => [
    {
      id,
      context,
      question,
      answers: { text: answers.map((one) => one.text), answer_start: answers.map((one) => one.start) },
    },
  ],
  rules: [
    columns(["id", "context", "question", "answers"]),
    text("context", "empty-prompt"),
    text("question", "empty-prompt"),
  ],
})

function scoreFeature({ scored }: ExampleShape): Features {
  if (scored === undefined) return {}
  return scored === "score" ? { score: float } : { label: integer }
}

export const sentences = format({
  id: "sentence-transformers",
  title: "Sentence pairs or triplets",
  readers: ["sentence-transformers"],
  kind: "similarity",
  features: ({ shape }) => {
    const names = shape.sentences === 3 ? ["anchor", "positive", "negative"] : ["sentence1", "sentence2"]
    const columns = Object.fromEntries(names.map((name) => [name, string]))
    return { ...columns, ...scoreFeature(shape) }
  },
  render({ target: { sentences, score } }, { shape }) {
    const [one, two, three] = sentences
    const row =
      three === undefined
        ? { sentence1: one, sentence2: two }
        : { anchor: one, positive: two, negative: three }
    if (score === undefined) return [row]
    return [{ ...row, ...(shape.scored === "score" ? { score } : { label: score }) }]
  },
  rules: [columns([], ["sentence1", "sentence2", "anchor", "positive", "negative", "score", "label"])],
})
