/** Per-rater rows: every answer with its author's pseudonym, for models of annotators and for statistics. */
import type { Example } from "../example.ts"
import { hash64 } from "../hash/hash.ts"
import { type Feature, float, integer, json, string } from "../json/features.ts"
import { ballotReader } from "../source/answers.ts"
import type { Slot, SlotKind } from "../source/slots.ts"
import { readText } from "../source/values.ts"
import { exampleSource, groupSlot, isProblem } from "./prompt.ts"
import { type Builder, collect, type Gap, sourceOf, sourcesOf, type Task, type TaskSetup } from "./task.ts"
import { textReader, textSlot } from "./text.ts"

export interface RaterOptions {
  /** `pseudonyms`: the same person has the same name within the dataset and another one elsewhere. */
  readonly raters?: "pseudonyms" | "ids" | undefined
}

const questionsSlot: Slot = {
  name: "questions",
  accepts: [
    "question:label_selection",
    "question:multi_label_selection",
    "question:rating",
    "question:ranking",
    "question:span",
    "question:text",
  ],
  required: true,
  many: true,
  means: "the questions whose answers become columns",
  guess: "all",
}

function columnType(kind: SlotKind, fractions: boolean): Feature {
  if (kind === "question:rating") return fractions ? float : integer
  return kind === "question:label_selection" || kind === "question:text" ? string : json
}

function prepare({ dataset, sources, answers, options }: TaskSetup<RaterOptions>): Builder {
  const questions = sourcesOf(sources, "questions")
  const readSide = textReader(sources)
  const group = sourceOf(sources, "group")
  const ballots = ballotReader(dataset, [], answers)
  const salt = dataset.id ?? dataset.name
  const nameOf = (userId: string | undefined) => {
    if (userId === undefined) return "unknown"
    return options.raters === "ids" ? userId : `rater-${hash64(`${salt}:${userId}`).slice(0, 12)}`
  }
  return {
    shape: {
      answers: Object.fromEntries(
        questions.map(({ name, kind }) => [name, columnType(kind, answers.pick === "unified")]),
      ),
    },
    build(record) {
      const answered = ballots(record).filter(({ values }) =>
        questions.some(({ name }) => values[name] != null),
      )
      return collect(answered, (ballot): (Example | Gap)[] => {
        const id = `${record.id}:${ballot.key}`
        const side = readSide(record)
        if (isProblem(side)) return [{ ...side, example_id: id }]
        const values = Object.fromEntries(questions.map(({ name }) => [name, ballot.values[name] ?? null]))
        const rater = ballot.source.origin === "response" ? nameOf(ballot.source.user_ids?.[0]) : ballot.key
        const source = exampleSource(record, ballot)
        const target = { kind: "rating", text: side.text, rater, values } as const
        return [{ id, group: readText(group, record) ?? side.group, source, prompt: [], target }]
      })
    },
  }
}

export const perRater: Task<RaterOptions> = {
  id: "per-rater",
  title: "Answers by rater",
  about: "One row an answer, with a stable pseudonym of who gave it.",
  kind: "rating",
  slots: [questionsSlot, textSlot, groupSlot],
  prepare,
}
