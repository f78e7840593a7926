/** Rankings: all answers to one prompt with their ranks, for trainers that take the whole list. */
import type { Example } from "../example.ts"
import { problem } from "../lint/finding.ts"
import { ballotReader } from "../source/answers.ts"
import { rankAnswers } from "./comparison/ranked.ts"
import { type ComparisonOptions, prepareComparison } from "./comparison/setup.ts"
import { comparisonSlots } from "./comparison/slots.ts"
import { exampleSource, isProblem, promptReader, promptShape, promptSlots } from "./prompt.ts"
import { type Builder, collect, type Task, type TaskSetup } from "./task.ts"

function prepare(setup: TaskSetup<ComparisonOptions>): Builder {
  const { dataset, sources, answers } = setup
  const comparison = prepareComparison(setup)
  const readPrompt = promptReader(sources)
  const ballots = ballotReader(dataset, comparison.needed, answers)
  return {
    shape: { ...promptShape(sources), scores: comparison.measures === "scores" },
    build: (record) =>
      collect(ballots(record), (ballot) => {
        const id = `${record.id}:${ballot.key}`
        const side = readPrompt(record, ballot)
        if (isProblem(side)) return [{ ...side, example_id: id }]
        const ranked = rankAnswers(comparison, record, ballot)
        if (isProblem(ranked)) return [{ ...ranked, example_id: id }]
        const { items } = ranked
        if (new Set(items.map(({ rank }) => rank)).size < 2) return [{ ...problem("tie"), example_id: id }]
        const source = exampleSource(record, ballot, comparison.judgedBy)
        const example: Example = { id, ...side, source, target: { kind: "ranked", items } }
        return [example]
      }),
  }
}

export const ranking: Task<ComparisonOptions> = {
  id: "ranking",
  title: "Rankings",
  about: "A prompt with several answers and the rank of each, as a list or as all of its pairs.",
  kind: "ranked",
  slots: [...comparisonSlots, ...promptSlots],
  prepare,
}
