/** Records by the likeness of their vectors: exact cosines. */
import { limits, type SearchQuery } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { Refusal, refuse } from "../http/errors.ts"
import type { RecordView } from "../records/index.ts"
import { findVector, normOf, withoutTiny } from "../vectors/index.ts"
import type { SearchContext } from "./context.ts"
import type { Sql } from "./json-target.ts"
import { condition, readBySeq, type SearchRequest, textHits } from "./search-records.ts"
import type { TextHits } from "./text/search-text.ts"
import { cosines, readVectorTable } from "./vector-table.ts"

type VectorQuery = NonNullable<NonNullable<SearchQuery["query"]>["vector"]>

interface Target {
  readonly settingsId: string
  /** Of length 1. */
  readonly direction: readonly number[]
}

const missingVector = (recordId: string, name: string) => {
  const message = `The record ${recordId} has no vector '${name}'`
  return new Refusal(422, { detail: message, code: "missing_vector", message })
}

async function vectorOf(
  db: Db,
  context: SearchContext,
  settingsId: string,
  { name, record_id, value }: VectorQuery,
) {
  if (!record_id) return value ?? []
  const found = await findVector(db, context.rules.id, record_id, settingsId)
  if (found === undefined)
    throw refuse.invalid(`There is no record with id ${record_id} in the dataset ${context.rules.id}`)
  if (found === null) throw missingVector(record_id, name)
  return found
}

async function targetOf(db: Db, context: SearchContext, query: VectorQuery): Promise<Target> {
  const settings = context.rules.vectors_settings.find((each) => each.name === query.name)
  if (!settings)
    throw refuse.invalid(
      `There are no vector settings named '${query.name}' in the dataset ${context.rules.id}`,
    )
  const value = await vectorOf(db, context, settings.id, query)
  if (value.length !== settings.dimensions)
    throw refuse.invalid(
      `A vector '${query.name}' has ${settings.dimensions} numbers, this one ${value.length}`,
    )
  if (value.some((each) => Math.abs(each) > limits.vectorNumber))
    throw refuse.invalid(`The vector has a number beyond ${limits.vectorNumber}`)
  const norm = normOf(value)
  if (norm === 0) throw refuse.invalid("A vector of zeros has no direction, so nothing is like it")
  return { settingsId: settings.id, direction: withoutTiny(value.map((each) => each / norm)) }
}

export interface SimilarRecords {
  readonly records: readonly { readonly json: string; readonly score: number }[]
  readonly total: number
}

interface Scored {
  readonly seq: number
  readonly score: number
}

/** In memory, over the records that words and filters leave. */
async function scoredInMemory(
  db: Db,
  request: SearchRequest,
  hits: TextHits | undefined,
  target: Target,
  sign: number,
  without: number | undefined,
): Promise<Scored[] | undefined> {
  const table = await readVectorTable(db, target.settingsId, target.direction.length)
  if (!table) return undefined
  let allowed: Set<number> | undefined
  if (request.search.filters || hits) {
    const { rows } = await sql<{ seq: number }>`
      select r.seq from records r where ${condition(request, hits)}`.execute(db)
    allowed = new Set(rows.map((row) => row.seq))
  }
  const scored: Scored[] = []
  for (const [row, cosine] of cosines(table, Float64Array.from(target.direction)).entries()) {
    const seq = table.seqs[row] ?? 0
    if (seq !== without && (!allowed || allowed.has(seq)))
      scored.push({ seq, score: (1 + sign * cosine) / 2 })
  }
  return scored
}

/** The same in the database, for more vectors than are held in memory. */
async function scoredInDatabase(
  db: Db,
  request: SearchRequest,
  hits: TextHits | undefined,
  { settingsId, direction }: Target,
  sign: number,
  without: number | undefined,
): Promise<Scored[]> {
  const cosine: Sql = sql`(
    select sum(pair.a * pair.b) / v.norm from unnest(v.value, target.direction) as pair(a, b))`
  const { rows } = await sql<Scored>`
    with target as materialized (
      select array(select item::float8 from jsonb_array_elements_text(${JSON.stringify(direction)}::jsonb) as item) as direction
    )
    select r.seq, (1 + ${sign}::int * least(1, greatest(-1, ${cosine}))) / 2 as score
    from records r join vectors v on v.record_id = r.id and v.vector_settings_id = ${settingsId}, target
    where v.norm > 0 and ${condition(request, hits)}`.execute(db)
  return rows.filter((row) => row.seq !== without)
}

/**
 * The nearest `offset + limit` without the first `offset`; `total` counts those. The least similar are the nearest to
 * the opposite direction. Ties are in the order of the records.
 */
export async function findSimilar(
  db: Db,
  request: SearchRequest,
  query: VectorQuery,
  view: RecordView,
): Promise<SimilarRecords> {
  const { context, offset, limit } = request
  const target = await targetOf(db, context, query)
  const hits = await textHits(db, request)
  const sign = query.order === "least_similar" ? -1 : 1
  const without = query.record_id ? await seqOf(db, query.record_id) : undefined
  const scored =
    (await scoredInMemory(db, request, hits, target, sign, without)) ??
    (await scoredInDatabase(db, request, hits, target, sign, without))
  const page = scored
    .sort((one, other) => other.score - one.score || one.seq - other.seq)
    .slice(offset, offset + limit)
  const texts = await readBySeq(
    db,
    context.rules.id,
    page.map(({ seq }) => seq),
    view,
  )
  const records = page.flatMap(({ seq, score }) => {
    const json = texts.get(seq)
    return json === undefined ? [] : [{ json, score }]
  })
  return { records, total: Math.min(scored.length, offset + limit) }
}

async function seqOf(db: Db, recordId: string): Promise<number | undefined> {
  const row = await db.selectFrom("records").select("seq").where("id", "=", recordId).executeTakeFirst()
  return row?.seq
}
