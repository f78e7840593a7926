/** Copies settings and records from one dataset to another: a statement a table, a page of records at a time. */
import type { Json } from "@loam/schema"
import { sql } from "kysely"
import { v7 as uuid } from "uuid"
import type { Db } from "../db/tables.ts"

export interface NewCopy {
  readonly id: string
  readonly workspace_id: string
  readonly name: string
  readonly metadata: { readonly [key: string]: Json }
}

/** The dataset itself, ready for answers, with everything that describes it. */
export async function copySettings(db: Db, sourceId: string, copy: NewCopy): Promise<void> {
  await sql`
    insert into datasets (id, workspace_id, name, guidelines, guidelines_version, allow_extra_metadata, status, strategy,
      min_submitted, metadata, inserted_at, updated_at)
    select ${copy.id}, ${copy.workspace_id}, ${copy.name}, guidelines, guidelines_version, allow_extra_metadata, status,
      strategy, min_submitted, coalesce(metadata, '{}') || ${JSON.stringify(copy.metadata)}::jsonb, now(), now()
    from datasets where id = ${sourceId}`.execute(db)
  const copyTable = (table: string, columns: string) =>
    sql`
      insert into ${sql.table(table)} (id, dataset_id, ${sql.raw(columns)}, inserted_at, updated_at)
      select gen_random_uuid(), ${copy.id}, ${sql.raw(columns)}, now(), now()
      from ${sql.table(table)} where dataset_id = ${sourceId} order by seq`.execute(db)
  await copyTable("fields", "name, title, required, settings")
  await copyTable("questions", "name, title, description, required, settings")
  await copyTable("metadata_properties", "name, title, settings, visible_for_annotators")
  await copyTable("vectors_settings", "name, title, dimensions")
}

export type Along = "responses" | "suggestions" | "vectors"

export interface Copied {
  readonly records: readonly string[]
  readonly responses: number
  readonly suggestions: number
}

/** Records under new ids, in their order, with what hangs on them. */
export async function copyRecords(
  db: Db,
  datasetId: string,
  ids: readonly string[],
  along: readonly Along[],
  actorId: string,
): Promise<Copied> {
  const pairs = ids.map((old, position) => ({ old, id: uuid(), position }))
  const given = sql`jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as n(old uuid, id uuid, position int)`
  await sql`
    insert into records (id, dataset_id, fields, metadata, external_id, inserted_at, updated_at)
    select n.id, ${datasetId}, r.fields, r.metadata, r.external_id,
      now() + n.position * interval '1 microsecond', now() + n.position * interval '1 microsecond'
    from ${given} join records r on r.id = n.old order by n.position`.execute(db)
  const count = async (wanted: Along, statement: () => Promise<{ numAffectedRows?: bigint }>) =>
    along.includes(wanted) ? Number((await statement()).numAffectedRows ?? 0) : 0
  const suggestions = await count("suggestions", () =>
    sql`
      insert into suggestions (id, dataset_id, record_id, question_id, type, value, agent, score, inserted_at, updated_at)
      select gen_random_uuid(), ${datasetId}, n.id, q.id, s.type, s.value, s.agent, s.score, now(), now()
      from ${given} join suggestions s on s.record_id = n.old join questions o on o.id = s.question_id
      join questions q on q.dataset_id = ${datasetId} and q.name = o.name order by s.seq`.execute(db),
  )
  await count("vectors", () =>
    sql`
      insert into vectors (vector_settings_id, record_id, value, norm)
      select t.id, n.id, v.value, v.norm from ${given} join vectors v on v.record_id = n.old
      join vectors_settings o on o.id = v.vector_settings_id
      join vectors_settings t on t.dataset_id = ${datasetId} and t.name = o.name`.execute(db),
  )
  const responses = await count("responses", () => copyResponses(db, datasetId, given, actorId))
  return { records: pairs.map(({ id }) => id), responses, suggestions }
}

/** Each with its event, as if it had been given here. */
const copyResponses = (db: Db, datasetId: string, given: ReturnType<typeof sql>, actorId: string) =>
  sql`
    with copied as (
      insert into responses (id, dataset_id, record_id, user_id, status, "values", submitted_at, inserted_at, updated_at)
      select gen_random_uuid(), ${datasetId}, n.id, a.user_id, a.status, a."values", a.submitted_at, now(), now()
      from ${given} join responses a on a.record_id = n.old order by a.seq
      returning *
    )
    insert into response_events (id, dataset_id, record_id, response_id, user_id, actor_id, action, "values", inserted_at)
    select gen_random_uuid(), dataset_id, record_id, id, user_id, ${actorId}, status, "values", clock_timestamp()
    from copied order by seq`.execute(db)
