/** Who writes into which dataset, and by which rules. */
import type { Db } from "../db/tables.ts"
import type { Actor, Services } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import { findRules } from "./rules.ts"
import type { Writer } from "./write-records.ts"

/** A draft takes no records. */
export async function writerFor(
  db: Db,
  datasetId: string,
  actor: Pick<Actor, "id">,
  { config }: Services,
): Promise<Writer> {
  const rules = await findRules(db, datasetId)
  if (!rules) throw refuse.notFound("dataset", datasetId)
  if (rules.status === "draft")
    throw refuse.invalid("The dataset is a draft: publish it before records are put into it")
  return { rules, actorId: actor.id, draftSlotHours: config.LOAM_DRAFT_SLOT_HOURS }
}
