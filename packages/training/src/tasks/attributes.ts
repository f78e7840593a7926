/** Attributes: one answer with several ratings, as HelpSteer and SteerLM use them. */
import type { Example } from "../example.ts"
import { problem } from "../lint/finding.ts"
import { isBlank, transcript } from "../messages.ts"
import { ballotReader } from "../source/answers.ts"
import type { Slot } from "../source/slots.ts"
import { readMessages } from "../source/values.ts"
import { exampleSource, isProblem, promptReader, promptShape, promptSlots } from "./prompt.ts"
import {
  type Builder,
  collect,
  questionNames,
  requiredSource,
  sourcesOf,
  type Task,
  type TaskSetup,
} from "./task.ts"
import { responseSlot } from "./unpaired.ts"

const attributesSlot: Slot = {
  name: "attributes",
  accepts: ["question:rating"],
  required: true,
  many: true,
  means: "the rating questions, one column each",
  guess: "all",
}

function prepare({ dataset, sources, answers }: TaskSetup): Builder {
  const response = requiredSource(sources, "response")
  const names = sourcesOf(sources, "attributes").map(({ name }) => name)
  const readPrompt = promptReader(sources)
  const ballots = ballotReader(dataset, questionNames(response), answers)
  return {
    // Ratings are whole numbers; a unified mean is not.
    shape: { ...promptShape(sources), attributes: names, fractions: answers.pick === "unified" },
    build: (record) => {
      const rated = ballots(record).filter(({ values }) =>
        names.some((name) => typeof values[name] === "number"),
      )
      return collect(rated, (ballot) => {
        const example_id = `${record.id}:${ballot.key}`
        const side = readPrompt(record, ballot)
        if (isProblem(side)) return [{ ...side, example_id }]
        const completion = readMessages(response, "assistant", record, ballot.values)
        if (completion === undefined)
          return [{ ...problem("field-missing", `It is '${response.name}'.`), example_id }]
        if (isBlank(transcript(completion))) return [{ ...problem("empty-completion"), example_id }]
        const attributes = Object.fromEntries(
          names.map((name) => [name, typeof ballot.values[name] === "number" ? ballot.values[name] : null]),
        )
        const source = exampleSource(record, ballot, names.join(", "))
        const example: Example = {
          id: example_id,
          ...side,
          source,
          target: { kind: "attributes", completion, attributes },
        }
        return [example]
      })
    },
  }
}

export const attributes: Task = {
  id: "attributes",
  title: "Rated attributes",
  about:
    "A prompt and an answer with one column a rating, for attribute-conditioned training and reward models.",
  kind: "attributes",
  slots: [attributesSlot, ...promptSlots, responseSlot],
  prepare,
}
