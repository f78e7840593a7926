/** Sentence similarity: two sentences with a score, or an anchor with a positive and a negative one. */
import type { Example } from "../example.ts"
import { problem } from "../lint/finding.ts"
import { isBlank } from "../messages.ts"
import { ballotReader, compare } from "../source/answers.ts"
import { MappingError } from "../source/mapping-error.ts"
import type { Slot } from "../source/slots.ts"
import type { SourceDataset } from "../source/types.ts"
import { readText } from "../source/values.ts"
import { scale } from "./comparison/judgement.ts"
import { questionNamed } from "./comparison/setup.ts"
import { exampleSource, groupSlot } from "./prompt.ts"
import {
  type Builder,
  collect,
  questionNames,
  sourceOf,
  sourcesOf,
  type Task,
  type TaskSetup,
} from "./task.ts"

export interface SimilarityOptions {
  /** Ratings as they are instead of 0 for the lowest and 1 for the highest. */
  readonly raw_scores?: boolean | undefined
}

const sentencesSlot: Slot = {
  name: "sentences",
  accepts: ["field:text"],
  required: true,
  many: true,
  means: "two fields to compare, or three: anchor, positive, negative",
  guess: "all",
}
const scoreSlot: Slot = {
  name: "score",
  accepts: ["question:rating", "question:label_selection"],
  required: false,
  means: "the question that says how similar the two are",
  usual: ["score", "similarity", "similar", "label"],
  guess: "only",
}

/** A rating between 0 and 1 over its scale; a label as its place among the question's options. */
function scorer(dataset: SourceDataset, name: string, raw: boolean): (value: unknown) => number | undefined {
  const question = questionNamed(dataset, name)
  if (question.settings.type !== "rating") {
    const options = (question.settings.options ?? []).map(({ value }) => String(value))
    return (value) => (options.includes(String(value)) ? options.indexOf(String(value)) : undefined)
  }
  const steps = scale(question)
  const lowest = steps[0] ?? 0
  const width = (steps.at(-1) ?? 1) - lowest
  return (value) => {
    if (typeof value !== "number") return undefined
    return raw || width === 0 ? value : (value - lowest) / width
  }
}

function prepare({ dataset, sources, answers, options }: TaskSetup<SimilarityOptions>): Builder {
  const fields = sourcesOf(sources, "sentences")
  const names = fields.map(({ name }) => name)
  if (fields.length < 2 || fields.length > 3) {
    throw new MappingError(
      "mapping-option",
      sentencesSlot,
      names,
      `${fields.length} fields were found, two or three are needed`,
    )
  }
  const score = sourceOf(sources, "score")
  if (score === undefined && fields.length === 2) {
    throw new MappingError("mapping-missing", scoreSlot, [])
  }
  const read = score === undefined ? undefined : scorer(dataset, score.name, options.raw_scores === true)
  const group = sourceOf(sources, "group")
  const ballots = ballotReader(dataset, questionNames(score), answers)
  return {
    shape: {
      sentences: fields.length,
      ...(score === undefined ? {} : { scored: score.kind === "question:rating" ? "score" : "label" }),
    },
    build: (record) =>
      collect(score === undefined ? [undefined] : ballots(record), (ballot) => {
        const id = ballot === undefined ? record.id : `${record.id}:${ballot.key}`
        const sentences = fields.map((field) => readText(field, record) ?? "")
        const blank = sentences.findIndex(isBlank)
        if (blank >= 0) return [{ ...problem("field-missing", `It is '${names[blank]}'.`), example_id: id }]
        const value = score === undefined ? undefined : read?.(ballot?.values[score.name])
        if (score !== undefined && value === undefined)
          return [{ ...problem("label-unknown"), example_id: id }]
        const example: Example = {
          id,
          // The first in code unit order: (a, b) and (b, a) stay on one side of a split.
          group: readText(group, record) ?? [...sentences].sort(compare)[0] ?? "",
          source: exampleSource(record, ballot, score?.name),
          prompt: [],
          target: { kind: "similarity", sentences, ...(value === undefined ? {} : { score: value }) },
        }
        return [example]
      }),
  }
}

export const sentenceSimilarity: Task<SimilarityOptions> = {
  id: "sentence-similarity",
  title: "Sentence similarity",
  about: "Two sentences and how similar they are, or an anchor with a positive and a negative one.",
  kind: "similarity",
  slots: [scoreSlot, sentencesSlot, groupSlot],
  prepare,
}
