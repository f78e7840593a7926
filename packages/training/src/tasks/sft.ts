/** Supervised fine-tuning: a prompt and the answer to imitate, one example a submitted answer. */
import type { Example } from "../example.ts"
import { problem } from "../lint/finding.ts"
import { isBlank, transcript } from "../messages.ts"
import { type Ballot, ballotReader } from "../source/answers.ts"
import type { Slot } from "../source/slots.ts"
import type { SourceRecord } from "../source/types.ts"
import { readMessages } from "../source/values.ts"
import { exampleSource, isProblem, promptReader, promptShape, promptSlots } from "./prompt.ts"
import {
  type Builder,
  collect,
  type Gap,
  questionNames,
  requiredSource,
  type Task,
  type TaskSetup,
} from "./task.ts"

const completionSlot: Slot = {
  name: "completion",
  accepts: ["question:text", "field:text", "field:chat"],
  guesses: ["question:text"],
  required: true,
  means: "the question whose answer is the demonstration, or a field that holds one",
  usual: ["demonstration", "completion", "response", "answer", "output", "corrected", "correction"],
}

function prepare({ dataset, sources, answers }: TaskSetup): Builder {
  const completion = requiredSource(sources, "completion")
  const readPrompt = promptReader(sources)
  const asked = questionNames(completion)
  const ballots = ballotReader(dataset, asked, answers)

  function example(record: SourceRecord, ballot?: Ballot): Example<"demonstration"> | Gap {
    const id = ballot === undefined ? record.id : `${record.id}:${ballot.key}`
    const side = readPrompt(record, ballot)
    if (isProblem(side)) return { ...side, example_id: id }
    const messages = readMessages(completion, "assistant", record, ballot?.values)
    if (messages === undefined)
      return { ...problem("field-missing", `It is '${completion.name}'.`), example_id: id }
    if (isBlank(transcript(messages))) return { ...problem("empty-completion"), example_id: id }
    const source = exampleSource(record, ballot, completion.from === "question" ? completion.name : undefined)
    return { id, ...side, source, target: { kind: "demonstration", messages } }
  }

  return {
    shape: promptShape(sources),
    build(record) {
      // A field needs nobody's answer: one example a record.
      const votes = asked.length === 0 ? [undefined] : ballots(record)
      return collect(votes, (ballot) => [example(record, ballot)])
    },
  }
}

export const sft: Task = {
  id: "sft",
  title: "Supervised fine-tuning",
  about: "A prompt and the answer that the model learns to give.",
  kind: "demonstration",
  slots: [completionSlot, ...promptSlots],
  prepare,
}
