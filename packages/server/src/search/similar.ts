/** Records by the likeness of their vectors: exact cosines, computed where the vectors are. */
import { limits, type SearchQuery } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { Refusal, refuse } from "../http/errors.ts"
import { type RecordView, recordJson } from "../records/index.ts"
import { findVector, normOf, withoutTiny } from "../vectors/index.ts"
import type { SearchContext } from "./context.ts"
import type { Sql } from "./json-target.ts"
import { condition, type SearchRequest, textHits } from "./search-records.ts"

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
  const { settingsId, direction } = await targetOf(db, context, query)
  const hits = await textHits(db, request)
  const sign = query.order === "least_similar" ? -1 : 1
  const cosine: Sql = sql`(
    select sum(pair.a * pair.b) / v.norm from unnest(v.value, target.direction) as pair(a, b))`
  const { rows } = await sql<{ record: string; score: number; total: number }>`
    with target as materialized (
      select array(select item::float8 from jsonb_array_elements_text(${JSON.stringify(direction)}::jsonb) as item) as direction
    ), scored as materialized (
      select r.id, r.seq, (1 + ${sign}::int * least(1, greatest(-1, ${cosine}))) / 2 as score
      from records r join vectors v on v.record_id = r.id and v.vector_settings_id = ${settingsId}, target
      where v.norm > 0 and ${condition(request, hits)} ${query.record_id ? sql`and r.id <> ${query.record_id}` : sql``}
    )
    select ${recordJson(view)} as record, page.score, (select count(*) from scored) as total
    from (select * from scored order by score desc, seq limit ${limit} offset ${offset}) page
    join records r on r.id = page.id
    order by page.score desc, page.seq`.execute(db)
  return {
    records: rows.map(({ record, score }) => ({ json: record, score })),
    total: Math.min(rows[0]?.total ?? 0, offset + limit),
  }
}
