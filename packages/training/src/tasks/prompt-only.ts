/** Prompts alone: for reinforcement learning, where the model answers and a reward judges. */
import type { Example } from "../example.ts"
import { ballotReader } from "../source/answers.ts"
import type { SourceRecord } from "../source/types.ts"
import {
  exampleSource,
  extraSlot,
  isProblem,
  promptReader,
  promptShape,
  promptSlot,
  promptSlots,
} from "./prompt.ts"
import {
  type Builder,
  collect,
  questionNames,
  sourceOf,
  sourcesOf,
  type Task,
  type TaskSetup,
} from "./task.ts"

function prepare({ dataset, sources, answers }: TaskSetup): Builder {
  const readPrompt = promptReader(sources)
  // A prompt that people write, or an answer handed on, makes one row an answer; else a record needs no answer.
  const needed = questionNames(sourceOf(sources, "prompt"), ...sourcesOf(sources, "extra"))
  const ballots = ballotReader(dataset, needed, answers)
  return {
    shape: promptShape(sources),
    build(record: SourceRecord) {
      const votes = needed.length === 0 ? [undefined] : ballots(record)
      return collect(votes, (ballot) => {
        const id = ballot === undefined ? record.id : `${record.id}:${ballot.key}`
        const side = readPrompt(record, ballot)
        if (isProblem(side)) return [{ ...side, example_id: id }]
        const example: Example = {
          id,
          ...side,
          source: exampleSource(record, ballot),
          target: { kind: "prompt" },
        }
        return [example]
      })
    },
  }
}

const writtenPromptSlot = {
  ...promptSlot,
  accepts: [...promptSlot.accepts, "question:text"],
  guesses: promptSlot.accepts,
} as const

export const promptOnly: Task = {
  id: "prompt-only",
  title: "Prompts only",
  about: "Prompts with the columns a reward function needs, for GRPO, RLOO and PPO.",
  kind: "prompt",
  slots: [
    writtenPromptSlot,
    ...promptSlots.filter((slot) => slot !== promptSlot),
    { ...extraSlot, guess: "usual", usual: ["solution", "reference_answer", "ground_truth", "rubric"] },
  ],
  prepare,
}
