/** Unified answers against right ones: from metadata, suggestions, or a table of the caller's. */
import { wilson } from "@loam/quality"
import type { GoldQuery, GoldResult } from "@loam/schema"
import type { Reads } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import { asAsked, findAsked, isOf } from "./asked.ts"
import { type GoldSource, goldSource, goldTable, isRight } from "./gold-source.ts"
import { readPolicy, refusingMisfits } from "./policy.ts"
import { readyUnifier } from "./unifiers.ts"
import { eachVotes } from "./votes.ts"

export type GoldRequest = Omit<GoldQuery, "gold"> & {
  readonly gold?: string | undefined
  readonly values?: Readonly<Record<string, string | number>> | undefined
}

function sourceOf({ gold, values }: GoldRequest): GoldSource | undefined {
  if (values) return goldTable(values)
  return gold === undefined ? undefined : goldSource("gold", gold)
}

/** Without right answers only how many records the policy decides on. */
export async function goldOn(reads: Reads, datasetId: string, query: GoldRequest): Promise<GoldResult> {
  const { db } = reads.database
  const asked = await findAsked(db, datasetId, query.question)
  const source = sourceOf(query)
  if (source && !isOf(asked, "label_selection", "multi_label_selection", "rating"))
    throw refuse.invalid(
      "gold answers are compared with those to label_selection, multi_label_selection or rating questions only",
    )
  const policy = readPolicy(asked.question.settings.type, query.policy)
  const unifier = await readyUnifier(reads, asked, policy)
  const count = { records: 0, resolved: 0, with_gold: 0, abstained: 0, hits: 0 }
  for await (const record of eachVotes(db, asked)) {
    const { value, status } = refusingMisfits(() => unifier.unify(record))
    count.records += 1
    count.resolved += Number(status !== "abstained")
    const right = source?.(record) ?? null
    if (right === null) continue
    count.with_gold += 1
    count.abstained += Number(status === "abstained")
    count.hits += Number(isRight(value, right))
  }
  const { hits, ...rest } = count
  return {
    question: asAsked(asked),
    policy: { ...unifier.policy },
    ...rest,
    accuracy: wilson(hits, rest.with_gold),
  }
}
