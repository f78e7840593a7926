/** Unified answers against right ones that stand in the records' metadata. */
import { wilson } from "@loam/quality"
import type { GoldQuery, GoldResult } from "@loam/schema"
import type { Services } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import { asAsked, findAsked, isOf } from "./asked.ts"
import { eachVotes } from "./consensus.ts"
import { readPolicy, refusingMisfits } from "./policy.ts"
import { metadataKey } from "./slice-key.ts"
import { readyUnifier } from "./unifiers.ts"

/** Without `gold` only how many records the policy decides on. */
export async function goldOn(
  services: Services,
  datasetId: string,
  query: Omit<GoldQuery, "gold"> & { readonly gold?: string | undefined },
): Promise<GoldResult> {
  const { db } = services.database
  const asked = await findAsked(db, datasetId, query.question)
  const key = query.gold === undefined ? undefined : metadataKey("gold", query.gold)
  if (key !== undefined && !isOf(asked, "label_selection", "rating"))
    throw refuse.invalid("gold answers are compared with those to label_selection or rating questions only")
  const policy = readPolicy(asked.question.settings.type, query.policy)
  const unifier = await readyUnifier(services, asked, policy)
  const count = { records: 0, resolved: 0, with_gold: 0, abstained: 0, hits: 0 }
  for await (const record of eachVotes(db, asked)) {
    const { value, status } = refusingMisfits(() => unifier.unify(record))
    count.records += 1
    count.resolved += Number(status !== "abstained")
    const right = key === undefined ? null : (record.metadata?.[key] ?? null)
    if (right === null) continue
    count.with_gold += 1
    count.abstained += Number(status === "abstained")
    // Columns of files are texts as often as numbers.
    count.hits += Number(value !== null && String(value) === String(right))
  }
  const { hits, ...rest } = count
  return {
    question: asAsked(asked),
    policy: { ...unifier.policy },
    ...rest,
    accuracy: wilson(hits, rest.with_gold),
  }
}
