/** Reading and writing metadata properties. */
import type { MetadataMetrics, MetadataProperty } from "@loam/schema"
import { sql } from "kysely"
import { now } from "../db/now.ts"
import type { Db } from "../db/tables.ts"

const columns = [
  "id",
  "name",
  "title",
  "settings",
  "visible_for_annotators",
  "dataset_id",
  "inserted_at",
  "updated_at",
] as const

/** In the order of creation. Settings were checked when they were written; the column only knows JSON. */
export async function listProperties(
  db: Db,
  datasetId: string,
  { visibleOnly }: { readonly visibleOnly: boolean },
): Promise<MetadataProperty[]> {
  const all = db
    .selectFrom("metadata_properties")
    .select(columns)
    .where("dataset_id", "=", datasetId)
    .orderBy("seq")
  const rows = await (visibleOnly ? all.where("visible_for_annotators", "=", true) : all).execute()
  return rows as MetadataProperty[]
}

export async function findProperty(db: Db, id: string): Promise<MetadataProperty | undefined> {
  const row = await db
    .selectFrom("metadata_properties")
    .select(columns)
    .where("id", "=", id)
    .executeTakeFirst()
  return row as MetadataProperty | undefined
}

export async function hasProperty(db: Db, datasetId: string, name: string): Promise<boolean> {
  const row = await db
    .selectFrom("metadata_properties")
    .select("id")
    .where("dataset_id", "=", datasetId)
    .where("name", "=", name)
    .executeTakeFirst()
  return row !== undefined
}

export async function insertProperty(
  db: Db,
  { settings, ...property }: Omit<MetadataProperty, "inserted_at" | "updated_at">,
): Promise<MetadataProperty> {
  const row = await db
    .insertInto("metadata_properties")
    .values({ ...property, settings: JSON.stringify(settings), inserted_at: now, updated_at: now })
    .returning(columns)
    .executeTakeFirstOrThrow()
  return row as MetadataProperty
}

export async function updateProperty(
  db: Db,
  id: string,
  change: Pick<MetadataProperty, "title" | "visible_for_annotators">,
): Promise<MetadataProperty> {
  const row = await db
    .updateTable("metadata_properties")
    .set({ ...change, updated_at: now })
    .where("id", "=", id)
    .returning(columns)
    .executeTakeFirstOrThrow()
  return row as MetadataProperty
}

export async function removeProperty(db: Db, id: string): Promise<void> {
  await db.deleteFrom("metadata_properties").where("id", "=", id).execute()
}

/** Gives the numbers that records have under a new float property already the form it promises. */
export async function giveFractions(db: Db, datasetId: string, name: string): Promise<void> {
  await sql`
    update records set metadata = with_fractions(metadata, array[${name}]::text[])
    where dataset_id = ${datasetId} and jsonb_typeof(metadata -> ${name}::text) = 'number'`.execute(db)
}

async function countTerms(db: Db, { dataset_id, name }: MetadataProperty): Promise<MetadataMetrics> {
  const value = sql`r.metadata -> ${name}::text`
  const { rows } = await sql<{ term: string; count: number }>`
    select item #>> '{}' as term, count(*) as count
    from records r, jsonb_array_elements(
      case jsonb_typeof(${value}) when 'array' then ${value} else jsonb_build_array(${value}) end) as each(item)
    where r.dataset_id = ${dataset_id} and ${value} is not null and item #>> '{}' is not null
    group by 1 order by 2 desc, 1`.execute(db)
  return { type: "terms", total: rows.reduce((total, row) => total + row.count, 0), values: rows }
}

const fiveDecimals = (value: number | null) => (value === null ? null : Math.round(value * 1e5) / 1e5)

/** Over the values that are of the property's kind; others may stand there from before it was declared. */
export async function measureProperty(db: Db, property: MetadataProperty): Promise<MetadataMetrics> {
  const { type } = property.settings
  if (type === "terms") return countTerms(db, property)
  const value = sql`r.metadata -> ${property.name}::text`
  const { rows } = await sql<{ min: number | null; max: number | null }>`
    select min(n)::float8 as min, max(n)::float8 as max from (
      select case jsonb_typeof(${value}) when 'number' then (${value} #>> '{}')::numeric end as n
      from records r where r.dataset_id = ${property.dataset_id}
    ) numbers`.execute(db)
  const { min = null, max = null } = rows[0] ?? {}
  return type === "integer" ? { type, min, max } : { type, min: fiveDecimals(min), max: fiveDecimals(max) }
}
