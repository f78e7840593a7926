/** Makes one segment of several, so that a search reads few of them: eight of a size become one of the next. */
import { setImmediate } from "node:timers/promises"
import { sql } from "kysely"
import { v7 as uuid } from "uuid"
import type { Db } from "../../db/tables.ts"
import { type Block, blockMaker, type Entries, readBlock } from "./segment.ts"
import {
  holdIndex,
  insertBlocks,
  insertSegment,
  numberSegment,
  readBlocks,
  type StoredSegment,
} from "./store.ts"

const together = 8
/** 500 records, 4,000, 32,000, 256,000. */
const highestLevel = 3

/** The last segments, when there are enough of one level. */
export function segmentsToMerge(segments: readonly StoredSegment[]): StoredSegment[] | undefined {
  const level = segments.at(-1)?.level ?? 0
  const last = segments.slice(-together)
  const due = level < highestLevel && last.length === together && last.every((each) => each.level === level)
  return due ? last : undefined
}

/** Where each record of each segment goes; −1: a later one of them replaces it. */
function renumber(segments: readonly StoredSegment[]) {
  const gone = new Set<number>()
  const kept = segments.map(() => new Int32Array())
  for (let index = segments.length - 1; index >= 0; index -= 1) {
    const { seqs = new Float64Array(), replaces = [] } = segments[index] ?? {}
    kept[index] = Int32Array.from(seqs, (seq) => (gone.has(seq) ? -1 : 0))
    for (const seq of replaces) gone.add(seq)
  }
  const [seqs, lengths]: [number[], number[]] = [[], []]
  for (const [index, places] of kept.entries())
    for (let doc = 0; doc < places.length; doc += 1) {
      if (places[doc] === -1) continue
      places[doc] = seqs.length
      seqs.push(segments[index]?.seqs[doc] ?? 0)
      lengths.push(segments[index]?.lengths[doc] ?? 0)
    }
  return { places: kept, seqs, lengths, replaces: [...gone] }
}

/** The keys of a segment with their entries under the new numbers, block by block. */
async function* entriesOf(db: Db, segment: StoredSegment, places: Int32Array) {
  for (let number = 0; number < segment.firsts.length; number += 1) {
    const block = (await readBlocks(db, [{ segment: segment.id, number }])).get(`${segment.id} ${number}`)
    if (!block) throw new Error("a block of a segment is missing")
    for (const [key, { docs, frequencies, positions }] of readBlock(block, () => true)) {
      const all = positions()
      const entries: Entries = []
      let at = 0
      for (const [index, doc] of docs.entries()) {
        const frequency = frequencies[index] ?? 0
        const place = places[doc] ?? -1
        if (place >= 0) {
          entries.push(place, frequency)
          for (let n = 0; n < frequency; n += 1) entries.push(all[at + n] ?? 0)
        }
        at += frequency
      }
      yield { key, entries }
    }
  }
}

/** Keys of all segments in order, each once. */
async function* mergedEntries(db: Db, segments: readonly StoredSegment[], places: readonly Int32Array[]) {
  const readers = segments.map((segment, index) => entriesOf(db, segment, places[index] ?? new Int32Array()))
  const heads = await Promise.all(readers.map((reader) => reader.next()))
  for (;;) {
    let lowest: string | undefined
    for (const head of heads)
      if (!head.done && (lowest === undefined || head.value.key < lowest)) lowest = head.value.key
    if (lowest === undefined) return
    const entries: Entries = []
    for (const [index, head] of heads.entries()) {
      if (head.done || head.value.key !== lowest) continue
      for (const number of head.value.entries) entries.push(number)
      const next = await readers[index]?.next()
      if (next) heads[index] = next
    }
    yield { key: lowest, entries }
  }
}

/** Written aside block by block, then put in place of the old ones at once; another process that was faster wins. */
export async function mergeSegments(
  db: Db,
  datasetId: string,
  segments: readonly StoredSegment[],
): Promise<void> {
  const { places, seqs, lengths, replaces } = renumber(segments)
  const id = uuid()
  const level = (segments[0]?.level ?? 0) + 1
  await insertSegment(db, { id, datasetId, level, replaces }, { seqs, lengths })
  const maker = blockMaker()
  const firsts: string[] = []
  const store = async (blocks: readonly Block[]) => {
    await insertBlocks(db, id, firsts.length, blocks)
    for (const block of blocks) firsts.push(block.keys[0] ?? "")
    await setImmediate()
  }
  let waiting: Block[] = []
  for await (const { key, entries } of mergedEntries(db, segments, places)) {
    if (entries.length > 0) maker.add(key, entries)
    waiting.push(...maker.take())
    if (waiting.length >= 16) {
      await store(waiting)
      waiting = []
    }
  }
  maker.cut()
  await store([...waiting, ...maker.take()])
  await db.transaction().execute(async (transaction) => {
    if (!(await holdIndex(transaction, datasetId))) return
    const ids = segments.map((segment) => segment.id)
    const { rows } = await sql<{ id: string }>`
      select id from search_segments where id = any(${ids}::uuid[]) and retired_at is null`.execute(
      transaction,
    )
    if (rows.length < ids.length) return
    await sql`update search_segments set retired_at = now() where id = any(${ids}::uuid[])`.execute(
      transaction,
    )
    await numberSegment(transaction, id, segments.at(-1)?.number ?? 0, firsts)
  })
}
