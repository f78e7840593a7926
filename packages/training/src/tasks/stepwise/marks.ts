/** Which steps are right: by the spans that touch them, or by a question of its own for each. */
import { type Problem, problem } from "../../lint/finding.ts"
import type { Ballot } from "../../source/answers.ts"
import { MappingError } from "../../source/mapping-error.ts"
import { choicesFor, type Slot, type Source } from "../../source/slots.ts"
import type { SourceDataset } from "../../source/types.ts"
import { questionNamed } from "../comparison/setup.ts"
import { readSpans } from "../spans.ts"
import { requiredSource, sourcesOf, type TaskSetup } from "../task.ts"
import { readVerdicts, type VerdictOptions, verdictOf } from "../verdict.ts"
import type { Steps } from "./steps.ts"

export interface StepOptions extends VerdictOptions {
  /** What stands between two steps of a text; blank lines where there are any, else line ends. */
  readonly step_separator?: string | undefined
  /** Steps after the first wrong one: as marked, wrong too, or left out (as PRM800K ends there). */
  readonly after_error?: "as-marked" | "wrong" | "cut" | undefined
}

export const marksSlot: Slot = {
  name: "marks",
  accepts: ["question:span", "question:rating", "question:label_selection"],
  required: false,
  many: true,
  means: "a span question over the steps, or one rating or label question a step",
  guess: "never",
}

export type Marker = (steps: Steps, ballot: Ballot) => boolean[] | Problem

/** A step touched by a span of a bad label is wrong; with good labels only, an untouched step is wrong. */
function markBySpans(setup: TaskSetup<StepOptions>, mark: Source): Marker {
  const question = questionNamed(setup.dataset, mark.name)
  const verdicts = readVerdicts(question, marksSlot, setup.options)
  const unmarked = [...verdicts.values()].includes(false)
  return ({ steps, length }, ballot) => {
    const spans = readSpans(ballot.values[mark.name], length)
    if ("code" in spans) return spans
    return steps.map(({ start, end }) => {
      const said = spans
        .filter((span) => span.start < end && span.end > start)
        .map(({ label }) => verdicts.get(label))
      if (said.includes(false)) return false
      return said.includes(true) || unmarked
    })
  }
}

function markByQuestions(setup: TaskSetup<StepOptions>, marks: readonly Source[]): Marker {
  const verdicts = marks.map(({ name }) => ({
    name,
    verdict: verdictOf(questionNamed(setup.dataset, name), marksSlot, setup.options),
  }))
  return ({ steps }, ballot) => {
    if (steps.length > verdicts.length) {
      return problem("step-unmarked", `There are ${steps.length} steps and ${verdicts.length} questions.`)
    }
    const labels: boolean[] = []
    for (const [index] of steps.entries()) {
      const one = verdicts[index]
      const value = one && ballot.values[one.name]
      if (one === undefined || value == null) return problem("step-unmarked", `It is step ${index + 1}.`)
      const label = one.verdict(value)
      if (typeof label !== "boolean") return label
      labels.push(label)
    }
    return labels
  }
}

/** The mapped marks, or the one span question over the steps' field. */
export function marksOf(setup: TaskSetup<StepOptions>, steps: Source): readonly Source[] {
  const given = sourcesOf(setup.sources, "marks")
  if (given.length > 0) return given
  const spans = spanQuestions(setup.dataset, steps.name)
  if (spans.length === 1) return spans
  throw new MappingError("mapping-ambiguous", marksSlot, choicesFor(marksSlot, setup.dataset))
}

function spanQuestions(dataset: SourceDataset, field: string): Source[] {
  return dataset.questions
    .filter(({ settings }) => settings.type === "span" && settings.field === field)
    .map(({ name }) => ({ from: "question", name, kind: "question:span" }))
}

/** The marker of a dataset's marks. */
export function markerOf(setup: TaskSetup<StepOptions>, marks: readonly Source[]): Marker {
  const [first] = marks
  const steps = requiredSource(setup.sources, "steps").name
  if (first?.kind === "question:span" && questionNamed(setup.dataset, first.name).settings.field !== steps) {
    throw new MappingError(
      "mapping-option",
      marksSlot,
      choicesFor(marksSlot, setup.dataset),
      `'${first.name}' does not mark '${steps}'`,
    )
  }
  return first?.kind === "question:span" ? markBySpans(setup, first) : markByQuestions(setup, marks)
}

/** Labels under the rule for what follows an error. */
export function shorten(labels: readonly boolean[], after: StepOptions["after_error"]): boolean[] {
  const error = labels.indexOf(false)
  if (error < 0 || after === undefined || after === "as-marked") return [...labels]
  return after === "cut" ? labels.slice(0, error + 1) : labels.map((label, index) => label && index < error)
}
