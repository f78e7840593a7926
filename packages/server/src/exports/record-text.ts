/**
 * A record with everything on it as JSON text, written by the database. Texts are put together, not built by
 * json_build_object, which looks up every value's type for every row: 17 instead of 50 µs a record with three answers.
 */
import type { SourceRecord } from "@loam/training"
import { type RawBuilder, sql } from "kysely"
import { wireTime } from "../db/values.ts"

/** `training` leaves out what only raw exports show: vectors, and when and by which ids things were written. */
export type RecordView = "whole" | "training"

/** Texts that need no escaping: ids, statuses, moments. */
const plain = (column: string) => sql`'"', ${sql.ref(column)}, '"'`
const json = (column: string) => sql`coalesce(${sql.ref(column)}::text, 'null')`
const text = (column: string) => sql`coalesce(to_json(${sql.ref(column)})::text, 'null')`
const boolean = (column: string) => sql`case when ${sql.ref(column)} then 'true' else 'false' end`

/** An object by its members, none of which is null. */
function object(members: Readonly<Record<string, RawBuilder<unknown> | false>>): RawBuilder<string> {
  const parts = Object.entries(members).flatMap(([name, value], index) =>
    value === false ? [] : [sql`${sql.lit(`${index === 0 ? "{" : ","}"${name}":`)}, ${value}`],
  )
  return sql`concat(${sql.join(parts)}, '}')`
}

/** The rows of a table that hang on the record called `r`, as a list in order of arrival. */
const list = (table: string, alias: string, member: RawBuilder<string>) =>
  sql`'[', (select string_agg(${member}, ',' order by ${sql.ref(`${alias}.seq`)})
    from ${sql.table(table)} ${sql.id(alias)} where ${sql.ref(`${alias}.record_id`)} = r.id), ']'`

const vectors = sql`coalesce((
    select json_object_agg(n.name, v.value order by n.seq)::text
    from vectors v join vectors_settings n on n.id = v.vector_settings_id where v.record_id = r.id
  ), '{}')`

/** The text of the row called `r`; members are in the order in which the wire shows them. */
export function recordText(view: RecordView): RawBuilder<string> {
  const whole = view === "whole"
  const written = (alias: string) => ({
    inserted_at: plain(`${alias}.inserted_at`),
    updated_at: whole && plain(`${alias}.updated_at`),
  })
  return object({
    id: plain("r.id"),
    status: plain("r.status"),
    fields: json("r.fields"),
    metadata: json("r.metadata"),
    external_id: text("r.external_id"),
    responses: list(
      "responses",
      "a",
      object({
        id: plain("a.id"),
        values: json("a.values"),
        status: plain("a.status"),
        record_id: whole && plain("a.record_id"),
        user_id: plain("a.user_id"),
        surplus: boolean("a.surplus"),
        ...written("a"),
      }),
    ),
    suggestions: list(
      "suggestions",
      "s",
      object({
        question_id: plain("s.question_id"),
        type: text("s.type"),
        value: json("s.value"),
        agent: text("s.agent"),
        score: json("s.score"),
        id: plain("s.id"),
        ...written("s"),
      }),
    ),
    vectors: whole && vectors,
    dataset_id: whole && plain("r.dataset_id"),
    ...written("r"),
  })
}

interface Written {
  inserted_at: string
  updated_at?: string
}

/** PostgreSQL leaves out zeros at the end of a fraction, the wire does not. */
function withWireTimes(written: Written): void {
  written.inserted_at = wireTime(written.inserted_at)
  if (written.updated_at !== undefined) written.updated_at = wireTime(written.updated_at)
}

/** What `recordText` wrote. */
export function readRecord(record: string): SourceRecord {
  const read = JSON.parse(record) as SourceRecord & Written
  withWireTimes(read)
  for (const each of read.responses ?? []) withWireTimes(each as object as Written)
  for (const each of read.suggestions ?? []) withWireTimes(each as object as Written)
  return read
}
