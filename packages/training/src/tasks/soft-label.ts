/** Soft labels: a text and how its answers are spread over the classes, for training on disagreement. */
import type { Example } from "../example.ts"
import { problem } from "../lint/finding.ts"
import { ballotReader } from "../source/answers.ts"
import { questionNamed } from "./comparison/setup.ts"
import { exampleSource, isProblem } from "./prompt.ts"
import { type Builder, nothing, questionNames, requiredSource, type Task, type TaskSetup } from "./task.ts"
import { textReader, textSlots } from "./text.ts"
import { classesOf, isMulti, labelSlot, readClasses } from "./text-classification.ts"

export interface SoftLabelOptions {
  /** Records with fewer answers are left out. */
  readonly min_answers?: number | undefined
  /** Added to the count of every class, so that no class has probability 0. */
  readonly smoothing?: number | undefined
}

/** Shares of the counts; with several labels an answer, of the answers that name the class. */
export function shares(
  counts: readonly number[],
  answers: number,
  smoothing: number,
  multi: boolean,
): number[] {
  if (multi) return counts.map((count) => (count + smoothing) / (answers + 2 * smoothing))
  const total = answers + counts.length * smoothing
  return counts.map((count) => (count + smoothing) / total)
}

function prepare({ dataset, sources, answers, options }: TaskSetup<SoftLabelOptions>): Builder {
  const label = requiredSource(sources, "label")
  const question = questionNamed(dataset, label.name)
  const classes = classesOf(question)
  const multi = isMulti(question)
  const { min_answers = 1, smoothing = 0 } = options
  const readSide = textReader(sources)
  // A spread is made of single answers, whatever else is chosen.
  const ballots = ballotReader(dataset, questionNames(label), { ...answers, pick: "all" })

  return {
    shape: { classes, multi },
    build(record) {
      const votes = ballots(record)
      if (votes.length === 0) return nothing(problem("no-answer"))
      if (votes.length < min_answers) return nothing(problem("too-few-answers", `It has ${votes.length}.`))
      const side = readSide(record)
      if (isProblem(side)) return nothing(side)
      const counts = classes.map(() => 0)
      for (const { values } of votes) {
        const named = readClasses(values[label.name], classes)
        if (isProblem(named)) return nothing(named)
        for (const name of named) counts[classes.indexOf(name)] = (counts[classes.indexOf(name)] ?? 0) + 1
      }
      const n = votes.length
      const distribution = shares(counts, n, smoothing, multi)
      const user_ids = votes.flatMap(({ source }) => source.user_ids ?? [])
      const source = { ...exampleSource(record, undefined, label.name), n_annotators: n, user_ids }
      const { group, text } = side
      const example: Example = {
        id: record.id,
        group,
        source,
        prompt: [],
        target: { kind: "soft", text, distribution, n },
      }
      return { examples: [example], gaps: [] }
    },
  }
}

export const softLabel: Task<SoftLabelOptions> = {
  id: "soft-label",
  title: "Soft labels",
  about: "A text and the share of its answers that each class received.",
  kind: "soft",
  slots: [labelSlot, ...textSlots],
  prepare,
}
