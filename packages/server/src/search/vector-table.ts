/** All vectors of one kind in memory, as directions: what likeness is computed over, without asking the database. */
import { setImmediate } from "node:timers/promises"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { recall, remember } from "./cache.ts"

export interface VectorTable {
  /** Changes whenever a vector does. */
  readonly version: string
  /** In order; vectors of length 0 have no direction and are left out. */
  readonly seqs: Float64Array
  /** `dimensions` numbers a record, of length 1 together. */
  readonly directions: Float64Array
  /** Which version of its row each was read from. */
  readonly stamps: readonly string[]
}

/** More than this stays in the database: 80,000 vectors of 384 numbers. */
const mostBytes = 256 * 1024 * 1024
const rowsAPage = 500
const bytesAStamp = 40

/** Which versions of which rows there are: equal texts mean equal vectors, whichever process wrote them. */
async function versionOf(db: Db, settingsId: string): Promise<{ version: string; rows: number }> {
  const { rows } = await sql<{ rows: number; sum: string }>`
    select count(*) as rows, coalesce(sum(hashtextextended(v.ctid::text || ' ' || v.xmin::text, 0)), 0)::text as sum
    from vectors v where v.vector_settings_id = ${settingsId}`.execute(db)
  const [row] = rows
  return { version: `${row?.rows} ${row?.sum}`, rows: row?.rows ?? 0 }
}

/** What `array_send` writes of `float8[]`: 20 bytes of head, then of each number its size and itself. */
const headBytes = 20
const numberBytes = 12

/** Which rows there are, in order, without what they hold. */
async function stampsOf(db: Db, settingsId: string): Promise<{ seq: number; stamp: string }[]> {
  const { rows } = await sql<{ seq: number; stamp: string }>`
    select r.seq, v.ctid::text || ' ' || v.xmin::text as stamp
    from vectors v join records r on r.id = v.record_id
    where v.vector_settings_id = ${settingsId} and v.norm > 0 order by r.seq`.execute(db)
  return rows
}

/** Reads the vectors of these records into their places. */
async function fill(db: Db, settingsId: string, places: ReadonlyMap<number, number>, into: VectorTable) {
  const { directions } = into
  const dimensions = into.seqs.length === 0 ? 0 : directions.length / into.seqs.length
  const seqs = [...places.keys()]
  for (let from = 0; from < seqs.length; from += rowsAPage) {
    const { rows } = await sql<{ seq: number; value: string; norm: number }>`
      select r.seq, array_send(v.value) as value, v.norm
      from vectors v join records r on r.id = v.record_id
      where v.vector_settings_id = ${settingsId} and v.norm > 0
        and r.seq = any(${seqs.slice(from, from + rowsAPage)}::bigint[])`.execute(db)
    for (const { seq, value, norm } of rows) {
      const start = (places.get(seq) ?? 0) * dimensions
      const bytes = Buffer.from(value.slice(2), "hex")
      for (let index = 0; index < dimensions; index += 1)
        directions[start + index] = bytes.readDoubleBE(headBytes + index * numberBytes + 4) / norm
    }
    await setImmediate()
  }
}

/** Reads what changed since `known` was read, and takes over the rest: one new vector must not cost reading all. */
async function load(
  db: Db,
  settingsId: string,
  dimensions: number,
  version: string,
  known: VectorTable | undefined,
): Promise<VectorTable> {
  const rows = await stampsOf(db, settingsId)
  const table: VectorTable = {
    version,
    seqs: Float64Array.from(rows, ({ seq }) => seq),
    directions: new Float64Array(rows.length * dimensions),
    stamps: rows.map(({ stamp }) => stamp),
  }
  const placeBefore = new Map([...(known?.seqs ?? [])].map((seq, place) => [seq, place]))
  const missing = new Map<number, number>()
  for (const [place, { seq, stamp }] of rows.entries()) {
    const before = placeBefore.get(seq)
    if (known && before !== undefined && known.stamps[before] === stamp) {
      const start = before * dimensions
      table.directions.set(known.directions.subarray(start, start + dimensions), place * dimensions)
    } else missing.set(seq, place)
  }
  await fill(db, settingsId, missing, table)
  return table
}

/** `undefined` when they are too many to be held. */
export async function readVectorTable(
  db: Db,
  settingsId: string,
  dimensions: number,
): Promise<VectorTable | undefined> {
  const { version, rows } = await versionOf(db, settingsId)
  const bytes = rows * ((dimensions + 1) * 8 + bytesAStamp)
  if (bytes > mostBytes) return undefined
  const key = `vectors ${settingsId}`
  const known = recall<VectorTable>(key)
  if (known?.version === version) return known
  const table = await load(db, settingsId, dimensions, version, known)
  remember(key, table, bytes)
  return table
}

/** Cosines with a direction of length 1, in the order of the table. */
export function cosines({ seqs, directions }: VectorTable, wanted: Float64Array): Float64Array {
  const result = new Float64Array(seqs.length)
  const { length } = wanted
  for (let row = 0, start = 0; row < seqs.length; row += 1, start += length) {
    let sum = 0
    for (let index = 0; index < length; index += 1)
      sum += (directions[start + index] ?? 0) * (wanted[index] ?? 0)
    result[row] = Math.min(1, Math.max(-1, sum))
  }
  return result
}
