/** Which answers of a record are exported: every submitted one, the unified one, or suggestions where asked for. */

import type { ExportSettings } from "@loam/schema"
import type { ExampleSource } from "../example.ts"
import type { SourceDataset, SourceRecord, SourceResponse, SourceSuggestion } from "./types.ts"

export interface AnswerPolicy {
  /** `all`: one row a submitted response. `unified`: one row a record, from the unified values given with it. */
  readonly pick: "all" | "unified"
  /** Suggestions are labels only where somebody says so; the row's source tells. */
  readonly suggestions: "never" | "fallback" | "only" | "also"
  /** Suggestions below this score, or without one, do not count. */
  readonly min_score?: number
  readonly surplus: boolean
  /** Only these people's responses. */
  readonly user_ids?: readonly string[]
}

export const defaultAnswers: AnswerPolicy = { pick: "all", suggestions: "never", surplus: false }

/** The policy that settings describe; what they leave out is as by default. */
export function answerPolicy(settings: ExportSettings["answers"] = {}): AnswerPolicy {
  const { pick, suggestions, surplus, min_score, user_ids } = settings
  return {
    pick: pick ?? defaultAnswers.pick,
    suggestions: suggestions ?? defaultAnswers.suggestions,
    surplus: surplus ?? defaultAnswers.surplus,
    ...(min_score === undefined ? {} : { min_score }),
    ...(user_ids === undefined ? {} : { user_ids }),
  }
}

/** The values of one answerer, or the unified ones: what goes together into a row. */
export interface Ballot {
  /** Tells ballots of one record apart. */
  readonly key: string
  readonly values: Readonly<Record<string, unknown>>
  readonly source: Pick<
    ExampleSource,
    "origin" | "policy" | "n_annotators" | "agreement" | "confidence" | "user_ids"
  >
}

export type BallotReader = (record: SourceRecord) => readonly Ballot[]

/** Submitted responses that count, oldest first, so that the order of rows does not hang on the store's. */
export function countedResponses(record: SourceRecord, policy: AnswerPolicy): SourceResponse[] {
  const counted = (record.responses ?? []).filter(
    (response) =>
      response.status === "submitted" &&
      (policy.surplus || response.surplus !== true) &&
      (policy.user_ids === undefined || policy.user_ids.includes(response.user_id ?? "")),
  )
  return counted.sort((a, b) => compare(orderKey(a), orderKey(b)))
}

function orderKey(response: SourceResponse): string {
  return `${response.inserted_at ?? ""} ${response.user_id ?? ""}`
}

/** Order by code units: the same on every machine, whatever its locale. */
export function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function plainValues(response: SourceResponse): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(response.values ?? {}).map(([name, answer]) => [name, answerValue(answer)]),
  )
}

function answerValue(answer: unknown): unknown {
  return typeof answer === "object" && answer !== null && "value" in answer ? answer.value : undefined
}

function responseBallot(response: SourceResponse): Ballot {
  const user = response.user_id
  return {
    key: response.id ?? user ?? "anonymous",
    values: plainValues(response),
    source: { origin: "response", n_annotators: 1, ...(user === null ? {} : { user_ids: [user] }) },
  }
}

function unifiedBallot(record: SourceRecord, questions: readonly string[]): Ballot | undefined {
  const unified = record.unified ?? {}
  const values = Object.fromEntries(Object.entries(unified).map(([name, { value }]) => [name, value]))
  const lead = questions.map((name) => unified[name]).find((value) => value !== undefined)
  if (lead === undefined) return undefined
  return {
    key: "unified",
    values,
    source: {
      origin: "unified",
      ...(lead.policy === undefined ? {} : { policy: lead.policy }),
      ...(lead.n === undefined ? {} : { n_annotators: lead.n }),
      ...(lead.agreement == null ? {} : { agreement: lead.agreement }),
      ...(lead.confidence == null ? {} : { confidence: lead.confidence }),
    },
  }
}

function strongEnough(suggestion: SourceSuggestion, minScore: number | undefined): boolean {
  if (minScore === undefined) return true
  const scores = [suggestion.score ?? Number.NEGATIVE_INFINITY].flat()
  return Math.min(...scores) >= minScore
}

function suggestionBallot(
  record: SourceRecord,
  names: ReadonlyMap<string, string>,
  minScore?: number,
): Ballot {
  const values: Record<string, unknown> = {}
  for (const suggestion of record.suggestions ?? []) {
    const name = names.get(suggestion.question_id)
    if (name !== undefined && strongEnough(suggestion, minScore)) values[name] = suggestion.value
  }
  return { key: "suggestion", values, source: { origin: "suggestion", n_annotators: 0 } }
}

/** A reader of ballots that hold a value for every one of `needed`. */
export function ballotReader(
  dataset: SourceDataset,
  needed: readonly string[],
  policy: AnswerPolicy = defaultAnswers,
): BallotReader {
  const names = new Map(dataset.questions.map((question) => [question.id, question.name]))
  const complete = (ballot: Ballot | undefined): ballot is Ballot =>
    ballot !== undefined && needed.every((name) => ballot.values[name] != null)
  const answered = (record: SourceRecord) =>
    policy.pick === "unified"
      ? [unifiedBallot(record, needed)].filter(complete)
      : countedResponses(record, policy).map(responseBallot).filter(complete)
  const suggested = (record: SourceRecord) =>
    [suggestionBallot(record, names, policy.min_score)].filter(complete)

  switch (policy.suggestions) {
    case "never":
      return answered
    case "only":
      return suggested
    case "also":
      return (record) => [...answered(record), ...suggested(record)]
    case "fallback":
      return (record) => {
        const ballots = answered(record)
        return ballots.length > 0 ? ballots : suggested(record)
      }
  }
}
