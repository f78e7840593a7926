/** What a training task is: the slots it needs, and a builder of canonical examples made from them. */

import type { ExportSettings } from "@loam/schema"
import type { Example, TargetKind } from "../example.ts"
import type { Feature } from "../json/features.ts"
import { type Problem, problem } from "../lint/finding.ts"
import type { AnswerPolicy } from "../source/answers.ts"
import type { Resolved, Slot, Source } from "../source/slots.ts"
import type { SourceDataset, SourceRecord } from "../source/types.ts"

/** All options that settings may hold; a task's own type names those that it reads. */
export type TaskOptions = NonNullable<ExportSettings["options"]>

export interface TaskSetup<Options = TaskOptions> {
  readonly dataset: SourceDataset
  readonly sources: Resolved
  readonly answers: AnswerPolicy
  readonly options: Options
}

/** What a format must know of the examples before the first one comes. */
export interface ExampleShape {
  readonly extra?: Readonly<Record<string, Feature>>
  /** Rows may bring tools. */
  readonly tools?: boolean
  readonly classes?: readonly string[]
  readonly attributes?: readonly string[]
  readonly margin?: boolean
  /** Answers carry scores of their own, not only ranks. */
  readonly scores?: boolean
  /** Several classes a text. */
  readonly multi?: boolean
  /** Numbers may lie between whole ones. */
  readonly fractions?: boolean
  /** Answer columns by question. */
  readonly answers?: Readonly<Record<string, Feature>>
  /** Sentence pairs: by a score between 0 and 1, or by the number of a class. */
  readonly scored?: "score" | "label"
  /** How many sentences a row compares. */
  readonly sentences?: number
}

/** A record that gives no example, or not all it should have given. */
export interface Gap extends Problem {
  readonly example_id?: string
}

export interface Built {
  readonly examples: readonly Example[]
  readonly gaps: readonly Gap[]
}

export interface Builder {
  readonly build: (record: SourceRecord) => Built
  readonly shape: ExampleShape
}

export interface Task<Options = TaskOptions> {
  readonly id: string
  readonly title: string
  /** One sentence: what is learnt from such rows. */
  readonly about: string
  readonly kind: TargetKind
  readonly slots: readonly Slot[]
  readonly prepare: (setup: TaskSetup<Options>) => Builder
}

/** The one source of a slot. */
export function sourceOf(sources: Resolved, slot: string): Source | undefined {
  return sources.get(slot)?.[0]
}

/** The sources of a slot that takes a list. */
export function sourcesOf(sources: Resolved, slot: string): readonly Source[] {
  return sources.get(slot) ?? []
}

/** The one source of a slot that is required, so that resolving has filled it. */
export function requiredSource(sources: Resolved, slot: string): Source {
  const source = sourceOf(sources, slot)
  if (source === undefined) throw new Error(`slot '${slot}' was not resolved`)
  return source
}

/** Names of the questions among some sources: what a ballot must hold. */
export function questionNames(...sources: (Source | undefined)[]): string[] {
  return sources.flatMap((source) => (source?.from === "question" ? [source.name] : []))
}

export const nothing = (problem: Problem): Built => ({ examples: [], gaps: [problem] })

function isGap(one: Example | Gap): one is Gap {
  return "code" in one
}

/** Examples and gaps of a record from those of its ballots; without a ballot the record is unanswered. */
export function collect<Item>(
  items: readonly Item[],
  make: (item: Item) => readonly (Example | Gap)[],
): Built {
  if (items.length === 0) return nothing(problem("no-answer"))
  const made = items.flatMap(make)
  return { examples: made.filter((one): one is Example => !isGap(one)), gaps: made.filter(isGap) }
}
