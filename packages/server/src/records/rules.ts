/** What the records of a dataset are checked against. */
import type { Field, FieldRules, MetadataProperty, Question, VectorSettings } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"

export type QuestionRules = Pick<Question, "id" | "name" | "required" | "settings">

export type PropertyRules = Pick<MetadataProperty, "name" | "settings" | "visible_for_annotators">
export type VectorRules = Pick<VectorSettings, "id" | "name" | "dimensions">

export interface DatasetRules {
  readonly id: string
  readonly name: string
  readonly status: "draft" | "ready"
  readonly allow_extra_metadata: boolean
  readonly fields: readonly FieldRules[]
  readonly questions: readonly QuestionRules[]
  readonly metadata_properties: readonly PropertyRules[]
  readonly vectors_settings: readonly VectorRules[]
}

/** Fields and questions in their order. */
export async function findRules(db: Db, datasetId: string): Promise<DatasetRules | undefined> {
  const { rows } = await sql<
    Omit<DatasetRules, "fields" | "questions"> & {
      fields: Pick<Field, "name" | "required" | "settings">[]
      questions: QuestionRules[]
    }
  >`
    select d.id, d.name, d.status, d.allow_extra_metadata,
      coalesce((
        select json_agg(json_build_object('name', f.name, 'required', f.required, 'settings', f.settings) order by f.seq)
        from fields f where f.dataset_id = d.id
      ), '[]'::json) as fields,
      coalesce((
        select json_agg(json_build_object(
          'id', q.id, 'name', q.name, 'required', q.required, 'settings', q.settings) order by q.seq)
        from questions q where q.dataset_id = d.id
      ), '[]'::json) as questions,
      coalesce((
        select json_agg(json_build_object(
          'name', p.name, 'settings', p.settings, 'visible_for_annotators', p.visible_for_annotators) order by p.seq)
        from metadata_properties p where p.dataset_id = d.id
      ), '[]'::json) as metadata_properties,
      coalesce((
        select json_agg(json_build_object('id', v.id, 'name', v.name, 'dimensions', v.dimensions) order by v.seq)
        from vectors_settings v where v.dataset_id = d.id
      ), '[]'::json) as vectors_settings
    from datasets d where d.id = ${datasetId}`.execute(db)
  return rows[0]
}

export async function readRules(db: Db, datasetId: string): Promise<DatasetRules> {
  const rules = await findRules(db, datasetId)
  if (!rules) throw refuse.notFound("dataset", datasetId)
  return rules
}

/** Metadata whose numbers leave the server with a fraction. */
export const floatKeys = ({ metadata_properties }: DatasetRules): string[] =>
  metadata_properties.filter(({ settings }) => settings.type === "float").map(({ name }) => name)
