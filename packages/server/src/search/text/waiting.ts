/**
 * The records the index does not know yet, as parts that are searched like segments. A part stays as it was built as long
 * as its notes wait, so that a search beside an import reads only what came since the last one.
 */
import { setImmediate } from "node:timers/promises"
import type { Db } from "../../db/tables.ts"
import type { DatasetRules } from "../../records/index.ts"
import { recall, remember } from "../cache.ts"
import { type Block, buildSegment, type SegmentHead } from "./segment.ts"
import { readDocuments, type Standing } from "./store.ts"

type Note = Standing["pending"][number]

export interface WaitingPart extends SegmentHead {
  readonly blocks: readonly Block[]
  /** For each record the note its text was read for. */
  readonly notes: Float64Array
}

/** Notes of fewer records than this are put together. */
const recordsOfOwn = 50
/** Notes whose ids share this many places are put together: a change of one record rebuilds a part of so many at most. */
const idsTogether = 64
/** Texts of so many records are split into words at a time; in between others have their turn. */
const sliceOfRecords = 250

function grouped(pending: readonly Note[]): Note[][] {
  const groups = new Map<string, Note[]>()
  for (const note of pending) {
    const key = note.seqs.length < recordsOfOwn ? `few ${Math.floor(note.id / idsTogether)}` : `${note.id}`
    const group = groups.get(key)
    if (group) group.push(note)
    else groups.set(key, [note])
  }
  return [...groups.values()]
}

async function build(db: Db, rules: DatasetRules, group: readonly Note[]): Promise<WaitingPart[]> {
  const noteOf = new Map<number, number>()
  for (const { id, seqs } of group)
    for (const seq of seqs) noteOf.set(seq, Math.max(noteOf.get(seq) ?? 0, id))
  const seqs = [...noteOf.keys()]
  const parts: WaitingPart[] = []
  for (let from = 0; from < seqs.length; from += sliceOfRecords) {
    const documents = await readDocuments(db, rules, seqs.slice(from, from + sliceOfRecords))
    const { seqs: found, lengths, blocks } = buildSegment(documents)
    parts.push({
      id: "",
      seqs: Float64Array.from(found),
      lengths: Uint32Array.from(lengths),
      notes: Float64Array.from(found, (seq) => noteOf.get(seq) ?? 0),
      firsts: blocks.map((block) => block.keys[0] ?? ""),
      blocks,
    })
    await setImmediate()
  }
  return parts
}

const bytesOf = ({ blocks, seqs }: WaitingPart) =>
  blocks.reduce((sum, { postings }) => sum + postings.length * 4, 0) + seqs.length * 20

export async function readWaiting(
  db: Db,
  rules: DatasetRules,
  { pending }: Standing,
): Promise<WaitingPart[]> {
  const parts: WaitingPart[] = []
  for (const group of grouped(pending)) {
    const key = `waiting ${rules.id} ${group.map(({ id }) => id).join(" ")}`
    const known = recall<WaitingPart[]>(key)
    const built = known ?? (await build(db, rules, group))
    if (!known) remember(key, built, key.length + built.reduce((sum, part) => sum + bytesOf(part), 0))
    parts.push(...built)
  }
  return parts
}

/**
 * Which records of a waiting part are out of date: those that a later note says were changed or removed. Whoever read the
 * text may have seen that change already; the note's own part has it then.
 */
export function outdated(pending: Standing["pending"]): (part: WaitingPart) => (doc: number) => boolean {
  const changedBy = new Map<number, number>()
  for (const { id, seqs, changed } of pending)
    if (changed) for (const seq of seqs) changedBy.set(seq, Math.max(changedBy.get(seq) ?? 0, id))
  return ({ seqs, notes }) =>
    changedBy.size === 0 ? () => false : (doc) => (changedBy.get(seqs[doc] ?? -1) ?? 0) > (notes[doc] ?? 0)
}
