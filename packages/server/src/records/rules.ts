/** What the records of a dataset are checked against. */
import type { Field, FieldRules, Question } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"

export type QuestionRules = Pick<Question, "id" | "name" | "required" | "settings">

export interface DatasetRules {
  readonly id: string
  readonly name: string
  readonly status: "draft" | "ready"
  readonly allow_extra_metadata: boolean
  readonly fields: readonly FieldRules[]
  readonly questions: readonly QuestionRules[]
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
      ), '[]'::json) as questions
    from datasets d where d.id = ${datasetId}`.execute(db)
  return rows[0]
}
