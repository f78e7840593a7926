/** Finds the records of a dataset that fit a text, with how well: in the index, and in what it does not know yet. */
import type { Db } from "../../db/tables.ts"
import { refuse } from "../../http/errors.ts"
import type { DatasetRules } from "../../records/index.ts"
import {
  byWord,
  evaluate,
  type Found,
  type Leaf,
  leavesOf,
  mergeFields,
  type SegmentView,
} from "./evaluate.ts"
import { parseQuery } from "./parse-query.ts"
import { type Block, blocksBetween, type Postings, readBlock, type SegmentHead } from "./segment.ts"
import { type BlockName, readBlocks, readStanding, type Standing } from "./store.ts"
import { outdated, readWaiting } from "./waiting.ts"

/** Records that fit, in no order. */
export interface TextHits {
  readonly seqs: Float64Array
  readonly scores: Float64Array
}

interface Part extends SegmentHead {
  /** Blocks of a part that is in memory only. */
  readonly blocks?: readonly Block[]
}

/** For each segment, which of its records a later one, or a change that waits, has taken out of it. */
function goneFrom({ segments, pending }: Standing): ((doc: number) => boolean)[] {
  const gone = new Set(pending.filter((each) => each.changed).flatMap((each) => each.seqs))
  return segments
    .toReversed()
    .map(({ seqs, replaces }) => {
      if (gone.size === 0 && replaces.length === 0) return () => false
      const marks = Uint8Array.from(seqs, (seq) => (gone.has(seq) ? 1 : 0))
      for (const seq of replaces) gone.add(seq)
      return (doc: number) => marks[doc] === 1
    })
    .toReversed()
}

const blocksFor = (part: Part, { between }: Leaf): number[] =>
  between ? blocksBetween(part.firsts, between[0], between[1]) : [...part.firsts.keys()]

/** Reads for each part what it holds for each leaf. */
async function find(db: Db, parts: readonly Part[], leaves: ReadonlyMap<string, Leaf>): Promise<Found[]> {
  const all = [...leaves.values()]
  const names: BlockName[] = parts.flatMap((part) =>
    part.blocks
      ? []
      : [...new Set(all.flatMap((leaf) => blocksFor(part, leaf)))].map((number) => ({
          segment: part.id,
          number,
        })),
  )
  const read = await readBlocks(db, names)
  return parts.map((part) => {
    const found = new Map<string, Map<string, Postings>>()
    for (const leaf of all) {
      const keys = new Map<string, Postings>()
      for (const number of blocksFor(part, leaf)) {
        const block = part.blocks ? part.blocks[number] : read.get(`${part.id} ${number}`)
        if (block) for (const [key, postings] of readBlock(block, leaf.fits)) keys.set(key, postings)
      }
      found.set(leaf.text, keys)
    }
    return found
  })
}

/** How many records hold each word, over all parts; what is gone does not count. */
function countWords(views: readonly SegmentView[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { found, isGone } of views) {
    const here = new Map<string, number>()
    for (const keys of found.values())
      for (const [word, lists] of byWord(keys)) {
        if (here.has(word)) continue
        let count = 0
        for (const doc of mergeFields(lists).docs) if (!isGone(doc)) count += 1
        here.set(word, count)
      }
    for (const [word, count] of here) counts.set(word, (counts.get(word) ?? 0) + count)
  }
  return counts
}

function size(views: readonly SegmentView[]): { records: number; words: number } {
  let [records, words] = [0, 0]
  for (const { lengths, isGone } of views)
    for (let doc = 0; doc < lengths.length; doc += 1) {
      if (isGone(doc)) continue
      records += 1
      words += lengths[doc] ?? 0
    }
  return { records, words }
}

function fieldsOf({ id, fields }: DatasetRules, name: string | null | undefined): Set<number> {
  const numbers = [...fields.keys()].filter((index) => name == null || fields[index]?.name === name)
  if (numbers.length === 0 && name != null)
    throw refuse.invalid(`There is no field '${name}' in the dataset ${id}`)
  return new Set(numbers)
}

export async function searchText(
  db: Db,
  rules: DatasetRules,
  text: { readonly q: string; readonly field?: string | null | undefined },
): Promise<TextHits> {
  const fields = fieldsOf(rules, text.field)
  const query = parseQuery(text.q)
  if (!query) return { seqs: new Float64Array(), scores: new Float64Array() }
  const standing = await readStanding(db, rules.id)
  const waiting = await readWaiting(db, rules, standing)
  const gone = [...goneFrom(standing), ...waiting.map(outdated(standing.pending))]
  const parts: Part[] = [...standing.segments, ...waiting]
  const found = await find(db, parts, leavesOf(query, fields))
  const views = parts.map(({ lengths }, index) => ({
    lengths,
    isGone: gone[index] ?? (() => false),
    found: found[index] ?? new Map(),
  }))
  const { records, words } = size(views)
  const counts = countWords(views)
  const weight = (word: string) => {
    const holding = counts.get(word) ?? 0
    return Math.log(1 + (records - holding + 0.5) / (holding + 0.5))
  }
  const weights = { meanLength: records === 0 ? 1 : Math.max(1, words / records), weight }
  const matches = views.map((view) => evaluate(view, query, weights))
  const total = matches.reduce((sum, { docs }) => sum + docs.length, 0)
  const hits = { seqs: new Float64Array(total), scores: new Float64Array(total) }
  let at = 0
  for (const [index, { docs, scores }] of matches.entries()) {
    for (let n = 0; n < docs.length; n += 1) {
      hits.seqs[at] = parts[index]?.seqs[docs[n] ?? 0] ?? 0
      hits.scores[at++] = scores[n] ?? 0
    }
  }
  return hits
}
