/** What a message says, built by the database beside the change itself; members and their order are the wire's. */
import { type RawBuilder, sql } from "kysely"

const stamps = (row: string) => sql`
  'inserted_at', wire_time(${sql.ref(`${row}.inserted_at`)}), 'updated_at', wire_time(${sql.ref(`${row}.updated_at`)})`

/** A list of what belongs to the dataset `d`, in its order. */
const ofDataset = (table: string, members: RawBuilder<unknown>) => sql`coalesce((
    select json_agg(json_build_object(${members}, ${stamps("x")}) order by x.seq)
    from ${sql.table(table)} x where x.dataset_id = d.id
  ), '[]'::json)`

/** The JSON of the dataset called `d` in the workspace called `w`. */
export const datasetJson = sql`json_build_object(
  'id', d.id, 'name', d.name, 'guidelines', d.guidelines, 'allow_extra_metadata', d.allow_extra_metadata,
  'status', d.status, 'distribution', json_build_object('strategy', d.strategy, 'min_submitted', d.min_submitted),
  'workspace', json_build_object('id', w.id, 'name', w.name, ${stamps("w")}),
  'questions', ${ofDataset(
    "questions",
    sql`'id', x.id, 'name', x.name, 'title', x.title, 'description', x.description, 'required', x.required,
      'settings', x.settings`,
  )},
  'fields', ${ofDataset(
    "fields",
    sql`'id', x.id, 'name', x.name, 'title', x.title, 'required', x.required, 'settings', x.settings`,
  )},
  'metadata_properties', ${ofDataset(
    "metadata_properties",
    sql`'id', x.id, 'name', x.name, 'title', x.title, 'settings', x.settings,
      'visible_for_annotators', x.visible_for_annotators`,
  )},
  'vectors_settings', ${ofDataset(
    "vectors_settings",
    sql`'id', x.id, 'name', x.name, 'title', x.title, 'dimensions', x.dimensions`,
  )},
  'last_activity_at', wire_time(greatest(d.updated_at, (
    select e.inserted_at from response_events e where e.dataset_id = d.id order by e.seq desc limit 1))),
  ${stamps("d")})`

/** The JSON of the record called `r`; `ds.json` is its dataset's. */
export const recordJson = sql`json_build_object(
  'id', r.id, 'status', r.status, 'fields', r.fields, 'metadata', r.metadata, 'external_id', r.external_id,
  'dataset', ds.json, ${stamps("r")})`

/** The JSON of the response called `a` to the record `r` by the user `u`. */
export const responseJson = sql`json_build_object(
  'id', a.id, 'values', a."values", 'status', a.status, 'record', ${recordJson},
  'user', json_build_object('id', u.id, 'first_name', u.first_name, 'last_name', u.last_name,
    'username', u.username, 'role', u.role, ${stamps("u")}),
  ${stamps("a")})`
