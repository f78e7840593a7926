/** Creates or updates records, all or none. */
import type { RecordUpsert } from "@loam/schema"
import type { Db } from "../db/tables.ts"
import { announceRecords } from "../webhooks/index.ts"
import { allFit } from "./create-records.ts"
import { planRecords } from "./plan-records.ts"
import { insertOrFind, updateFound, type Writer, writeRelations } from "./write-records.ts"
import type { Written } from "./written-json.ts"

export interface Upserted extends Written {
  /** Ids of those that were there before. */
  readonly updated: string[]
}

export async function upsertRecords(
  db: Db,
  writer: Writer,
  items: readonly RecordUpsert[],
): Promise<Upserted> {
  const planned = allFit(await planRecords(db, writer.rules, items))
  const { plans: settled, inserted } = await insertOrFind(db, writer, planned)
  const plans = allFit(settled)
  const unique = [...new Set(plans)]
  await updateFound(db, writer, unique, { onlyDifferent: false })
  await writeRelations(db, writer, unique)
  const [old, fresh] = [unique.filter((plan) => plan.found), unique.filter((plan) => !plan.found)]
  await announceRecords(db, [
    ...fresh.map(({ id }) => ({ event: "record.created" as const, id })),
    ...old.map(({ id }) => ({ event: "record.updated" as const, id })),
  ])
  return { plans, inserted, updated: old.map((plan) => plan.id) }
}
