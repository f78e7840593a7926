/** Brings the text index up to date, in slices: a short transaction each, so that nobody waits for it. */
import { setImmediate } from "node:timers/promises"
import { sql } from "kysely"
import type { Logger } from "pino"
import { v7 as uuid } from "uuid"
import type { OpenedDatabase } from "../../db/open.ts"
import type { Db } from "../../db/tables.ts"
import { readRules } from "../../records/index.ts"
import { mergeSegments, segmentsToMerge } from "./merge-segments.ts"
import { buildSegment } from "./segment.ts"
import {
  holdIndex,
  insertBlocks,
  insertSegment,
  numberSegment,
  readDocuments,
  readStanding,
} from "./store.ts"

/** Notes of writes taken at once: of bulk writes one holds up to 500 records. */
const notesASlice = 200
/** Records after which a slice takes no further note. 500 of 100 words take the embedded database 50 ms. */
const recordsASlice = 500

const nextNumber = sql<number>`nextval(pg_get_serial_sequence('search_pending', 'id'))`

/** Answers whether there was something to do. */
async function indexSlice(database: Db, datasetId: string): Promise<boolean> {
  return database.transaction().execute(async (db) => {
    if (!(await holdIndex(db, datasetId))) return false
    const { pending } = await readStanding(db, datasetId, { most: notesASlice })
    const taken: (typeof pending)[number][] = []
    let records = 0
    for (const note of pending) {
      if (taken.length > 0 && records + note.seqs.length > recordsASlice) break
      taken.push(note)
      records += note.seqs.length
    }
    if (taken.length === 0) return false
    const seqs = [...new Set(taken.flatMap((note) => note.seqs))]
    const replaces = [...new Set(taken.filter((note) => note.changed).flatMap((note) => note.seqs))]
    const built = buildSegment(await readDocuments(db, await readRules(db, datasetId), seqs))
    const id = uuid()
    await insertSegment(db, { id, datasetId, level: 0, replaces }, built)
    await insertBlocks(db, id, 0, built.blocks)
    const { rows } = await sql<{ number: number }>`select ${nextNumber} as number`.execute(db)
    const firsts = built.blocks.map((block) => block.keys[0] ?? "")
    await numberSegment(db, id, rows[0]?.number ?? 0, firsts)
    await sql`delete from search_pending where id = any(${taken.map((note) => note.id)}::bigint[])`.execute(
      db,
    )
    return true
  })
}

/** Until nothing is left to do; `going` says whether to go on. */
export async function indexRecords({ db }: Pick<OpenedDatabase, "db">, going = () => true): Promise<void> {
  const { rows } = await sql<{ dataset_id: string }>`select distinct dataset_id from search_pending`.execute(
    db,
  )
  for (const { dataset_id } of rows) {
    while (going() && (await indexSlice(db, dataset_id))) {
      const due = segmentsToMerge((await readStanding(db, dataset_id, { most: 0 })).segments)
      if (due) await mergeSegments(db, dataset_id, due)
      await setImmediate()
    }
  }
  // Searches that began before a merge have read what they need by then; what a dead process left is taken away.
  await sql`delete from search_segments where retired_at < now() - interval '1 minute'
    or number is null and inserted_at < now() - interval '1 hour'`.execute(db)
}

/** How long a write may wait until its text is looked at: until then searches read the record itself. */
const pause = 1_000

/** Keeps the index up to date while the server runs; answers how to stop. */
export function keepIndexed(database: OpenedDatabase, log: Logger): () => Promise<void> {
  let going = true
  let timer: NodeJS.Timeout
  let running: Promise<void> = Promise.resolve()
  const pass = () => {
    running = indexRecords(database, () => going)
      .catch((error: unknown) => log.warn({ err: error }, "indexing failed"))
      .then(() => {
        if (going) timer = setTimeout(pass, pause).unref()
      })
  }
  timer = setTimeout(pass, pause).unref()
  return async () => {
    going = false
    clearTimeout(timer)
    await running
  }
}
