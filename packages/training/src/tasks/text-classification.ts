/** Text classification: a text and its label, or its labels. */
import type { Example } from "../example.ts"
import { type Problem, problem } from "../lint/finding.ts"
import { ballotReader } from "../source/answers.ts"
import type { Slot } from "../source/slots.ts"
import type { SourceQuestion } from "../source/types.ts"
import { questionNamed } from "./comparison/setup.ts"
import { exampleSource, isProblem } from "./prompt.ts"
import { type Builder, collect, questionNames, requiredSource, type Task, type TaskSetup } from "./task.ts"
import { textReader, textSlots } from "./text.ts"

export const labelSlot: Slot = {
  name: "label",
  accepts: ["question:label_selection", "question:multi_label_selection", "question:rating"],
  required: true,
  means: "the question whose answer is the class",
  usual: ["label", "labels", "class", "category", "topic", "intent", "sentiment"],
}

/** The classes of a question in its own order, which fixes their numbers. */
export function classesOf(question: SourceQuestion): string[] {
  return (question.settings.options ?? []).map(({ value }) => String(value))
}

export const isMulti = (question: SourceQuestion) => question.settings.type === "multi_label_selection"

/** An answer as the classes it names. */
export function readClasses(value: unknown, classes: readonly string[]): string[] | Problem {
  const named = [value].flat().map(String)
  const unknown = named.find((name) => !classes.includes(name))
  return unknown === undefined ? named : problem("label-unknown", `It is '${unknown}'.`)
}

function prepare({ dataset, sources, answers }: TaskSetup): Builder {
  const label = requiredSource(sources, "label")
  const question = questionNamed(dataset, label.name)
  const classes = classesOf(question)
  const multi = isMulti(question)
  const readSide = textReader(sources)
  const ballots = ballotReader(dataset, questionNames(label), answers)
  return {
    shape: { classes, multi },
    build: (record) =>
      collect(ballots(record), (ballot) => {
        const id = `${record.id}:${ballot.key}`
        const side = readSide(record)
        if (isProblem(side)) return [{ ...side, example_id: id }]
        const named = readClasses(ballot.values[label.name], classes)
        if (isProblem(named)) return [{ ...named, example_id: id }]
        const [first = ""] = named
        // In the question's order, so that the same set of labels is always the same row.
        const value = multi ? classes.filter((name) => named.includes(name)) : first
        const source = exampleSource(record, ballot, label.name)
        const { group, text } = side
        const example: Example = {
          id,
          group,
          source,
          prompt: [],
          target: { kind: "class", text, label: value },
        }
        return [example]
      }),
  }
}

export const textClassification: Task = {
  id: "text-classification",
  title: "Text classification",
  about: "A text and its class, or all of its classes.",
  kind: "class",
  slots: [labelSlot, ...textSlots],
  prepare,
}
