/** Unpaired preferences: one answer a row, marked good or bad, as KTO learns from. */
import type { Example } from "../example.ts"
import { problem } from "../lint/finding.ts"
import { isBlank, transcript } from "../messages.ts"
import { ballotReader } from "../source/answers.ts"
import type { Slot } from "../source/slots.ts"
import { readMessages } from "../source/values.ts"
import { questionNamed } from "./comparison/setup.ts"
import { exampleSource, isProblem, promptReader, promptShape, promptSlots } from "./prompt.ts"
import { type Builder, collect, questionNames, requiredSource, type Task, type TaskSetup } from "./task.ts"
import { type VerdictOptions, verdictOf } from "./verdict.ts"

export const responseSlot: Slot = {
  name: "response",
  accepts: ["field:text", "field:chat", "question:text"],
  guesses: ["field:text", "field:chat"],
  required: true,
  means: "the field that holds the answer being judged",
  usual: ["response", "completion", "answer", "output", "reply", "generation"],
}
const verdictSlot: Slot = {
  name: "verdict",
  accepts: ["question:label_selection", "question:rating"],
  required: true,
  means: "the question that says whether the answer is good",
  usual: ["verdict", "label", "quality", "good", "thumbs", "acceptable", "helpful"],
}

function prepare({ dataset, sources, answers, options }: TaskSetup<VerdictOptions>): Builder {
  const response = requiredSource(sources, "response")
  const verdictSource = requiredSource(sources, "verdict")
  const verdict = verdictOf(questionNamed(dataset, verdictSource.name), verdictSlot, options)
  const readPrompt = promptReader(sources)
  const ballots = ballotReader(dataset, questionNames(verdictSource, response), answers)
  return {
    shape: promptShape(sources),
    build: (record) =>
      collect(ballots(record), (ballot) => {
        const example_id = `${record.id}:${ballot.key}`
        const side = readPrompt(record, ballot)
        if (isProblem(side)) return [{ ...side, example_id }]
        const completion = readMessages(response, "assistant", record, ballot.values)
        if (completion === undefined)
          return [{ ...problem("field-missing", `It is '${response.name}'.`), example_id }]
        if (isBlank(transcript(completion))) return [{ ...problem("empty-completion"), example_id }]
        const label = verdict(ballot.values[verdictSource.name])
        if (typeof label !== "boolean") return [{ ...label, example_id }]
        const source = exampleSource(record, ballot, verdictSource.name)
        const example: Example = {
          id: example_id,
          ...side,
          source,
          target: { kind: "unpaired", completion, label },
        }
        return [example]
      }),
  }
}

export const unpaired: Task<VerdictOptions> = {
  id: "unpaired",
  title: "Unpaired preferences",
  about: "A prompt, an answer, and whether it is good, for KTO and BCO.",
  kind: "unpaired",
  slots: [verdictSlot, ...promptSlots, responseSlot],
  prepare,
}
