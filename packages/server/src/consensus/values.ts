/** The stored results of a version, a page at a time, in the order of the records. */
import type { ConsensusItem, ConsensusValuesQuery } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { placeAfter } from "../insights/index.ts"
import type { FoundVersion } from "./find-version.ts"
import { valueJson } from "./store.ts"

export async function readValues(
  db: Db,
  found: FoundVersion,
  { status, after, limit }: ConsensusValuesQuery,
): Promise<{ version: number; items: ConsensusItem[]; next: string | null }> {
  const place = await placeAfter(db, found.asked.dataset_id, after)
  const { rows } = await sql<{ item: string }>`
    select ${valueJson} as item from records r join consensus_values v on v.consensus_id = ${found.id} and v.record_id = r.id
    where r.dataset_id = ${found.asked.dataset_id} and r.seq > ${place}
      ${status === undefined ? sql`` : sql`and v.status = ${status}`}
    order by r.seq limit ${limit + 1}`.execute(db)
  // The database built them as the contract says.
  const items = rows.slice(0, limit).map(({ item }) => JSON.parse(item) as ConsensusItem)
  return {
    version: found.version,
    items,
    next: rows.length > limit ? (items.at(-1)?.record_id ?? null) : null,
  }
}
