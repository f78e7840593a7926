/** The stored results of a version, a page at a time, in the order of the records. */
import type { ConsensusItem, ConsensusValuesQuery } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import type { FoundVersion } from "./find-version.ts"
import { valueJson } from "./store.ts"

async function placeOf(db: Db, { asked }: FoundVersion, after: string | undefined): Promise<number> {
  if (after === undefined) return 0
  const { rows } = await sql<{ seq: number }>`
    select seq from records where dataset_id = ${asked.dataset_id} and id = ${after}`.execute(db)
  if (!rows[0]) throw refuse.invalid(`There is no record with id ${after} in this dataset to continue after`)
  return rows[0].seq
}

export async function readValues(
  db: Db,
  found: FoundVersion,
  { status, after, limit }: ConsensusValuesQuery,
): Promise<{ version: number; items: ConsensusItem[]; next: string | null }> {
  const { rows } = await sql<{ item: string }>`
    select ${valueJson} as item from records r join consensus_values v on v.consensus_id = ${found.id} and v.record_id = r.id
    where r.dataset_id = ${found.asked.dataset_id} and r.seq > ${await placeOf(db, found, after)}
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
