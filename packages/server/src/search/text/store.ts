/** Segments in the database, and the texts of records that no segment knows yet as they are. */
import { sql } from "kysely"
import type { Db } from "../../db/tables.ts"
import type { DatasetRules } from "../../records/index.ts"
import { recall, remember } from "../cache.ts"
import { packNumbers, unpackNumbers } from "./numbers.ts"
import type { Block, BuiltSegment, Document, SegmentHead } from "./segment.ts"

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex")
/** A `bytea` as both engines send it: `\x` and hexadecimal digits. */
const bytesOf = (text: string): Uint8Array => Buffer.from(text.slice(2), "hex")

export interface StoredSegment extends SegmentHead {
  readonly number: number
  readonly level: number
  /** Records whose earlier text this one takes out of the segments before it. */
  readonly replaces: readonly number[]
}

export interface Standing {
  /** In order. */
  readonly segments: readonly StoredSegment[]
  readonly pending: readonly {
    readonly id: number
    readonly seqs: readonly number[]
    readonly changed: boolean
  }[]
}

/** What the index holds and lacks at one moment: one statement, so that no record is in both or in neither. */
export async function readStanding(
  db: Db,
  datasetId: string,
  options: { most?: number } = {},
): Promise<Standing> {
  const { rows } = await sql<{ segments: string[]; pending: Standing["pending"][number][] }>`
    select
      coalesce((select json_agg(id order by number) from search_segments
        where dataset_id = ${datasetId} and number is not null and retired_at is null), '[]'::json) as segments,
      coalesce((select json_agg(json_build_object('id', id, 'seqs', seqs, 'changed', changed) order by id) from (
        select * from search_pending where dataset_id = ${datasetId} order by id limit ${options.most ?? null}
      ) p), '[]'::json) as pending`.execute(db)
  const { segments, pending } = rows[0] ?? { segments: [], pending: [] }
  return { segments: await readSegments(db, segments), pending }
}

async function readSegments(db: Db, ids: readonly string[]): Promise<StoredSegment[]> {
  const missing = ids.filter((id) => !recall(`segment ${id}`))
  if (missing.length > 0) {
    const { rows } = await sql<{
      id: string
      number: number
      level: number
      seqs: string
      lengths: string
      replaces: string
      firsts: string
    }>`select id, number, level, seqs, lengths, replaces, firsts from search_segments
      where id = any(${missing}::uuid[])`.execute(db)
    for (const { seqs, lengths, replaces, firsts, ...row } of rows) {
      const segment: StoredSegment = {
        ...row,
        seqs: Float64Array.from(unpackNumbers(bytesOf(seqs))),
        lengths: Uint32Array.from(unpackNumbers(bytesOf(lengths))),
        replaces: unpackNumbers(bytesOf(replaces)),
        firsts: firsts === "" ? [] : firsts.split("\n"),
      }
      remember(`segment ${row.id}`, segment, segment.seqs.length * 12 + firsts.length * 2 + 500)
    }
  }
  return ids.flatMap((id) => recall<StoredSegment>(`segment ${id}`) ?? [])
}

export interface BlockName {
  readonly segment: string
  readonly number: number
}

const blockKey = ({ segment, number }: BlockName) => `block ${segment} ${number}`

/** Blocks by name, those remembered without a query; answered as `segment number`. */
export async function readBlocks(db: Db, names: readonly BlockName[]): Promise<Map<string, Block>> {
  const blocks = new Map<string, Block>()
  const missing: BlockName[] = []
  for (const name of names) {
    const known = recall<Block>(blockKey(name))
    if (known) blocks.set(`${name.segment} ${name.number}`, known)
    else missing.push(name)
  }
  if (missing.length === 0) return blocks
  const { rows } = await sql<{ segment_id: string; number: number; keys: string; postings: string }>`
    select b.segment_id, b.number, b.keys, b.postings
    from jsonb_to_recordset(${JSON.stringify(missing)}::jsonb) as wanted(segment uuid, number int)
    join search_blocks b on b.segment_id = wanted.segment and b.number = wanted.number`.execute(db)
  for (const { segment_id: segment, number, keys, postings } of rows) {
    const block = { keys: keys.split("\n"), postings: bytesOf(postings) }
    blocks.set(`${segment} ${number}`, block)
    remember(blockKey({ segment, number }), block, keys.length * 3 + postings.length / 2)
  }
  return blocks
}

export async function insertBlocks(
  db: Db,
  segment: string,
  from: number,
  blocks: readonly Block[],
): Promise<void> {
  if (blocks.length === 0) return
  const rows = blocks.map(({ keys, postings }, index) => ({
    number: from + index,
    keys: keys.join("\n"),
    postings: hex(postings),
  }))
  await sql`
    insert into search_blocks (segment_id, number, keys, postings)
    select ${segment}, number, keys, decode(postings, 'hex')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(number int, keys text, postings text)`.execute(
    db,
  )
}

export interface NewSegment {
  readonly id: string
  readonly datasetId: string
  readonly level: number
  readonly replaces: readonly number[]
}

/** A segment that no search sees until it has a number. */
export async function insertSegment(
  db: Db,
  { id, datasetId, level, replaces }: NewSegment,
  { seqs, lengths }: Pick<BuiltSegment, "seqs" | "lengths">,
): Promise<void> {
  await sql`
    insert into search_segments (id, dataset_id, level, docs, seqs, lengths, replaces, firsts, inserted_at)
    values (${id}, ${datasetId}, ${level}, ${seqs.length}, decode(${hex(packNumbers(seqs))}, 'hex'),
      decode(${hex(packNumbers(lengths))}, 'hex'), decode(${hex(packNumbers(replaces))}, 'hex'), '', now())`.execute(
    db,
  )
}

/** From now on it is searched. */
export async function numberSegment(
  db: Db,
  id: string,
  number: number,
  firsts: readonly string[],
): Promise<void> {
  await sql`update search_segments set number = ${number}, firsts = ${firsts.join("\n")} where id = ${id}`.execute(
    db,
  )
}

/** Texts of records, a text a field; pictures have none. */
export async function readDocuments(
  db: Db,
  { id, fields }: Pick<DatasetRules, "id" | "fields">,
  seqs: readonly number[],
): Promise<Document[]> {
  const { rows } = await sql<{ seq: number; fields: Record<string, unknown> }>`
    select r.seq, r.fields from records r
    where r.dataset_id = ${id} and r.seq = any(string_to_array(${seqs.join(",")}, ',')::bigint[])
    order by r.seq`.execute(db)
  return rows.map((row) => ({
    seq: row.seq,
    texts: fields.map(({ name, settings }) => (settings.type === "image" ? "" : textOf(row.fields[name]))),
  }))
}

/** All texts in a value; of objects the names as well: `kind` is found in `{"kind": …}`. */
function textOf(value: unknown): string {
  if (typeof value === "string") return value
  if (Array.isArray(value)) return value.map(messageText).join("\n")
  return value === null || value === undefined ? "" : JSON.stringify(value)
}

/** A message of a chat: who says what. */
function messageText(value: unknown): string {
  if (typeof value !== "object" || value === null) return textOf(value)
  return Object.values(value).map(textOf).join("\n")
}

/** One process at a time works on the index of a dataset; another one leaves it alone. */
export async function holdIndex(db: Db, datasetId: string): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`search index ${datasetId}`}, 0)) as held`.execute(db)
  return rows[0]?.held ?? false
}
