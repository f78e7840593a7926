/** Builds ranked answers from a record and a ballot: what pairs and lists are both made of. */
import type { RankedItem } from "../../example.ts"
import { type Problem, problem } from "../../lint/finding.ts"
import { isBlank, transcript } from "../../messages.ts"
import type { Ballot } from "../../source/answers.ts"
import type { SourceRecord } from "../../source/types.ts"
import { readMessages } from "../../source/values.ts"
import type { Judgement } from "./judgement.ts"
import type { Comparison } from "./setup.ts"

export interface Ranked {
  readonly items: readonly RankedItem[]
  readonly judgement: Judgement
}

/** The answers that the ballot ranks, in the mapping's order, or why there is nothing to learn from it. */
export function rankAnswers(
  { responses, judge }: Comparison,
  record: SourceRecord,
  ballot: Ballot,
): Ranked | Problem {
  const judgement = judge(ballot.values)
  if ("code" in judgement) return judgement
  const items: RankedItem[] = []
  for (const [index, response] of responses.entries()) {
    const rank = judgement.ranks[index]
    if (rank === undefined) continue
    const messages = readMessages(response, "assistant", record, ballot.values)
    if (messages === undefined) return problem("field-missing", `It is '${response.name}'.`)
    if (isBlank(transcript(messages))) return problem("empty-completion", `It is '${response.name}'.`)
    const score = judgement.scores?.[index]
    items.push({ key: response.name, messages, rank, ...(score === undefined ? {} : { score }) })
  }
  if (items.length < 2) return problem("too-few-items")
  return { items, judgement }
}
