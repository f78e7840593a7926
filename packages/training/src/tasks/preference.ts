/** Preferences: for one prompt a better answer and a worse one, with a margin where strengths are known. */
import type { Example } from "../example.ts"
import { problem } from "../lint/finding.ts"
import { type Ballot, ballotReader } from "../source/answers.ts"
import type { SourceRecord } from "../source/types.ts"
import { defaultScale, type MarginScale, marginOf } from "./comparison/margin.ts"
import { type PairOptions, selectPairs } from "./comparison/pairs.ts"
import { rankAnswers } from "./comparison/ranked.ts"
import { type ComparisonOptions, prepareComparison } from "./comparison/setup.ts"
import { comparisonSlots } from "./comparison/slots.ts"
import { exampleSource, isProblem, promptReader, promptShape, promptSlots } from "./prompt.ts"
import { type Builder, collect, type Gap, type Task, type TaskSetup } from "./task.ts"

export interface PreferenceOptions extends ComparisonOptions {
  readonly margin?: MarginScale | undefined
  readonly pairs?: PairOptions | undefined
}

function prepare(setup: TaskSetup<PreferenceOptions>): Builder {
  const { dataset, sources, answers, options } = setup
  const comparison = prepareComparison(setup)
  const readPrompt = promptReader(sources)
  const ballots = ballotReader(dataset, comparison.needed, answers)
  const scale = options.margin ?? defaultScale(comparison)
  const { pairs = {} } = options

  function examples(record: SourceRecord, ballot: Ballot): (Example | Gap)[] {
    const id = `${record.id}:${ballot.key}`
    const side = readPrompt(record, ballot)
    if (isProblem(side)) return [{ ...side, example_id: id }]
    const ranked = rankAnswers(comparison, record, ballot)
    if (isProblem(ranked)) return [{ ...ranked, example_id: id }]
    const { items, judgement } = ranked
    const selected = selectPairs(
      items.map(({ rank }) => rank),
      pairs,
      id,
    )
    if (selected.length === 0) return [{ ...problem("tie"), example_id: id }]
    const weight = 2 / (items.length * (items.length - 1))
    return selected.map(({ chosen, rejected }) => {
      const better = items[chosen]
      const worse = items[rejected]
      if (better === undefined || worse === undefined) throw new Error("a pair points outside its ranking")
      const pairId = items.length === 2 ? id : `${id}:${better.key}>${worse.key}`
      const margin = marginOf(scale, better, worse, judgement.strength)
      if (scale !== "none" && margin === undefined)
        return { ...problem("margin-missing"), example_id: pairId }
      return {
        id: pairId,
        ...side,
        source: exampleSource(record, ballot, comparison.judgedBy),
        target: {
          kind: "pair",
          chosen: better.messages,
          rejected: worse.messages,
          weight,
          ...(margin === undefined ? {} : { margin }),
          ...(better.score === undefined ? {} : { score_chosen: better.score }),
          ...(worse.score === undefined ? {} : { score_rejected: worse.score }),
        },
      }
    })
  }

  return {
    shape: { ...promptShape(sources), margin: scale !== "none" },
    build: (record) => collect(ballots(record), (ballot) => examples(record, ballot)),
  }
}

export const preference: Task<PreferenceOptions> = {
  id: "preference",
  title: "Preference pairs",
  about: "A prompt with a better and a worse answer, for DPO and reward models.",
  kind: "pair",
  slots: [...comparisonSlots, ...promptSlots],
  prepare,
}
