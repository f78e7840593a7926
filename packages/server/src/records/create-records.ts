/** Creates records, all or none. */
import type { RecordCreate } from "@loam/schema"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import { announceRecords } from "../webhooks/index.ts"
import { isPlan, type Plan, planNewRecords, type Unfit } from "./plan-records.ts"
import { insertNew, notInserted, type Writer, writeRelations } from "./write-records.ts"
import type { Written } from "./written-json.ts"

/** The plans of a batch, or a refusal that names the first record that does not fit. */
export function allFit(plans: readonly (Plan | Unfit)[]): Plan[] {
  const position = plans.findIndex((plan) => !plan.ok)
  const bad = plans[position]
  if (bad?.ok === false)
    throw refuse.invalid(`Record at position ${position} is not valid because ${bad.reason}`)
  return plans.filter(isPlan)
}

/** Answers the plans that were carried out, in the order of the items. */
export async function createRecords(
  db: Db,
  writer: Writer,
  items: readonly RecordCreate[],
): Promise<Written> {
  const plans = allFit(await planNewRecords(db, writer.rules, items))
  const inserted = await insertNew(db, writer, plans)
  const taken = notInserted(plans, inserted)
  if (taken.length > 0) {
    const ids = taken.map((plan) => plan.item.external_id).join(", ")
    throw refuse.invalid(`The dataset has records with these external ids already: ${ids}`)
  }
  await writeRelations(db, writer, plans)
  await announceRecords(
    db,
    plans.map(({ id }) => ({ event: "record.created", id })),
  )
  return { plans, inserted }
}
