/** Records, answers and suggestions as they were at a moment: what is there now, or the version that was then. */
import { type RawBuilder, sql } from "kysely"
import type { Db } from "../db/tables.ts"

export const at = (moment: string) => sql`${moment}::timestamp at time zone 'UTC'`

/** Whether anything that was there at the moment has been changed or deleted since. */
export async function changedSince(db: Db, datasetId: string, moment: string): Promise<boolean> {
  const any = (table: string) =>
    sql`exists (select 1 from ${sql.table(table)} where dataset_id = ${datasetId} and valid_to > ${at(moment)})`
  const { rows } = await sql<{ changed: boolean }>`
    select ${any("record_versions")} or ${any("response_versions")} or ${any("suggestion_versions")} as changed`.execute(
    db,
  )
  return rows[0]?.changed ?? false
}

/** The same of the records behind one up to another (null: to the end): most pages of a dataset in use are unchanged. */
export async function changedWithin(
  db: Db,
  datasetId: string,
  moment: string,
  after: number,
  last: number | null,
): Promise<boolean> {
  const of = (alias: string) =>
    sql`${sql.ref(`${alias}.dataset_id`)} = ${datasetId} and ${sql.ref(`${alias}.seq`)} > ${after}
      ${last === null ? sql`` : sql`and ${sql.ref(`${alias}.seq`)} <= ${last}`}`
  const onRecords = (versions: string) => sql`exists (
    select 1 from records r join ${sql.table(versions)} v on v.record_id = r.id and v.valid_to > ${at(moment)} where ${of("r")})`
  const { rows } = await sql<{ changed: boolean }>`
    select exists (select 1 from record_versions v where ${of("v")} and v.valid_to > ${at(moment)})
      or ${onRecords("response_versions")} or ${onRecords("suggestion_versions")} as changed`.execute(db)
  return rows[0]?.changed ?? false
}

/** Rows of a table that hang on the page's records, as they were: the first version that was still valid, else the row. */
function hanging(table: string, versions: string, columns: string, moment: string): RawBuilder<unknown> {
  const names = (alias: string) =>
    sql.raw(
      columns
        .split(" ")
        .map((column) => `${alias}."${column}"`)
        .join(", "),
    )
  return sql`(
    select ${names("t")} from ${sql.table(table)} t
    where t.record_id in (select id from page) and t.inserted_at <= ${at(moment)} and not exists (
      select 1 from ${sql.table(versions)} v where v.record_id = t.record_id and v.id = t.id and v.valid_to > ${at(moment)})
    union all
    (select distinct on (v.id) ${names("v")} from ${sql.table(versions)} v
    where v.record_id in (select id from page) and v.inserted_at <= ${at(moment)} and v.valid_to > ${at(moment)}
    order by v.id, v.version))`
}

const responseColumns =
  "id seq dataset_id record_id user_id status values surplus submitted_at inserted_at updated_at"
const suggestionColumns = "id seq record_id question_id type value agent score inserted_at updated_at"

const pageRecords = 500

/**
 * A `with` that stands before a query of records: it finds the tables under their own names as they were, the records
 * of one page only.
 */
export function recordsAsOf(datasetId: string, moment: string, after: number): RawBuilder<unknown> {
  const of = sql`dataset_id = ${datasetId} and seq > ${after} and inserted_at <= ${at(moment)}`
  return sql`with page as (
    select id, seq from (
      (select id, seq from records where ${of} order by seq limit ${pageRecords})
      union
      (select id, seq from record_versions where ${of} and content and valid_to > ${at(moment)}
      group by id, seq order by seq limit ${pageRecords})
    ) either order by seq limit ${pageRecords}
  ), records as (
    select p.id, p.seq, ${datasetId}::uuid as dataset_id,
      case when c.version is null then r.fields else c.fields end as fields,
      case when c.version is null then r.metadata else c.metadata end as metadata,
      case when c.version is null then r.external_id else c.external_id end as external_id,
      coalesce(c.inserted_at, r.inserted_at) as inserted_at,
      coalesce(s.status, r.status) as status, coalesce(s.updated_at, r.updated_at) as updated_at
    from page p
    left join records r on r.id = p.id
    left join lateral (
      select * from record_versions v where v.id = p.id and v.content and v.valid_to > ${at(moment)} order by v.version limit 1
    ) c on true
    left join lateral (
      select v.status, v.updated_at from record_versions v where v.id = p.id and v.valid_to > ${at(moment)} order by v.version limit 1
    ) s on true
  ), responses as ${hanging("responses", "response_versions", responseColumns, moment)},
  suggestions as ${hanging("suggestions", "suggestion_versions", suggestionColumns, moment)}`
}
