/** Process supervision: an answer in steps, each marked right or wrong. */
import type { Example } from "../../example.ts"
import { ballotReader } from "../../source/answers.ts"
import type { Slot } from "../../source/slots.ts"
import { exampleSource, isProblem, promptReader, promptShape, promptSlots } from "../prompt.ts"
import { type Builder, collect, questionNames, requiredSource, type Task, type TaskSetup } from "../task.ts"
import { markerOf, marksOf, marksSlot, type StepOptions, shorten } from "./marks.ts"
import { readSteps } from "./steps.ts"

const stepsSlot: Slot = {
  name: "steps",
  accepts: ["field:text", "field:chat"],
  required: true,
  means: "the field that holds the steps: lines of a text, or the assistant's turns of a conversation",
  usual: ["steps", "solution", "reasoning", "response", "answer"],
}
function prepare(setup: TaskSetup<StepOptions>): Builder {
  const { dataset, sources, answers, options } = setup
  const field = requiredSource(sources, "steps")
  const marks = marksOf(setup, field)
  const mark = markerOf(setup, marks)
  const readPrompt = promptReader(sources)
  const ballots = ballotReader(dataset, questionNames(marks[0]), answers)
  const judgedBy = marks.map(({ name }) => name).join(", ")
  return {
    shape: promptShape(sources),
    build: (record) =>
      collect(ballots(record), (ballot) => {
        const example_id = `${record.id}:${ballot.key}`
        const side = readPrompt(record, ballot)
        if (isProblem(side)) return [{ ...side, example_id }]
        const steps = readSteps(field, record, options.step_separator)
        if (isProblem(steps)) return [{ ...steps, example_id }]
        const marked = mark(steps, ballot)
        if (isProblem(marked)) return [{ ...marked, example_id }]
        const labels = shorten(marked, options.after_error)
        const texts = steps.steps.slice(0, labels.length).map(({ text }) => text)
        const source = exampleSource(record, ballot, judgedBy)
        const example: Example = {
          id: example_id,
          ...side,
          source,
          target: { kind: "stepwise", steps: texts, labels },
        }
        return [example]
      }),
  }
}

export const stepwise: Task<StepOptions> = {
  id: "stepwise",
  title: "Steps",
  about: "A prompt, the steps of an answer, and whether each is right, for process reward models.",
  kind: "stepwise",
  slots: [stepsSlot, marksSlot, ...promptSlots],
  prepare,
}
