/** All records of a dataset with everything on them, page by page behind the last one read: memory stays constant. */
import type { ExportQuery } from "@loam/schema"
import type { SourceRecord } from "@loam/training"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { includeEverything, recordJson } from "../records/index.ts"

const pageRecords = 1_000
/** Stored, that is compressed, bytes of fields and metadata after which a page ends; one record is always taken. */
const pageBytes = 4 * 1024 * 1024

const everything = { include: includeEverything, metadata: true }

async function readPage(db: Db, datasetId: string, status: ExportQuery["status"], after: number) {
  const { rows } = await sql<{ seq: number; record: string }>`
    select r.seq, ${recordJson(everything)} as record
    from (
      select *, sum(pg_column_size(fields) + coalesce(pg_column_size(metadata), 0)) over (order by seq) as bytes,
        row_number() over (order by seq) as position
      from (
        select * from records
        where dataset_id = ${datasetId} and seq > ${after} ${status ? sql`and status = ${status}` : sql``}
        order by seq limit ${pageRecords}
      ) page
    ) r
    where r.bytes <= ${pageBytes} or r.position = 1
    order by r.seq`.execute(db)
  return rows
}

/**
 * Records come in the order in which they were added; one that arrives meanwhile is among the last. The next page is
 * read while the one before is being used.
 */
export async function* recordPages(
  db: Db,
  datasetId: string,
  status: ExportQuery["status"],
): AsyncGenerator<SourceRecord[]> {
  let coming = readPage(db, datasetId, status, 0)
  for (;;) {
    const rows = await coming
    const last = rows.at(-1)
    if (!last) return
    coming = readPage(db, datasetId, status, last.seq)
    // Awaited in the next turn, or never when nobody wants it; a failure until then is not an unhandled one.
    coming.catch(() => undefined)
    // The database built them as the contract says.
    yield rows.map((row) => JSON.parse(row.record) as SourceRecord)
  }
}

export async function countRecords(
  db: Db,
  datasetId: string,
  status: ExportQuery["status"],
): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*) as total from records where dataset_id = ${datasetId} ${status ? sql`and status = ${status}` : sql``}`.execute(
    db,
  )
  return rows[0]?.total ?? 0
}
