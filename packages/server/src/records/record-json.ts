/** A record as the wire shows it, built by the database in one expression: one query a page, whatever is included. */
import { type RawBuilder, sql } from "kysely"
import type { Actor } from "../http/context.ts"
import { type Include, includeNothing } from "./include.ts"

export interface RecordView {
  readonly include: Include
  /** Only this person's answers; absent: everybody's. */
  readonly responsesOf?: string
  /** Metadata is for those who run the campaign; labelers get none of it unless it is declared visible to them. */
  readonly metadata: boolean
}

/** What this person may see of a record. */
export function viewOf(actor: Pick<Actor, "id" | "role">, include: Include = includeNothing): RecordView {
  const labeler = actor.role === "annotator"
  return { include, metadata: !labeler, ...(labeler ? { responsesOf: actor.id } : {}) }
}

/** The same, with one's own answers only, whoever one is. */
export function ownViewOf(actor: Pick<Actor, "id" | "role">, include: Include = includeNothing): RecordView {
  return { include, metadata: actor.role !== "annotator", responsesOf: actor.id }
}

const responses = ({ responsesOf }: RecordView) => sql`
  , 'responses', coalesce((
    select json_agg(json_build_object(
      'id', a.id, 'values', a."values", 'status', a.status, 'record_id', a.record_id, 'user_id', a.user_id,
      'surplus', a.surplus, 'inserted_at', wire_time(a.inserted_at), 'updated_at', wire_time(a.updated_at)
    ) order by a.seq)
    from responses a where a.record_id = r.id ${responsesOf === undefined ? sql`` : sql`and a.user_id = ${responsesOf}`}
  ), '[]'::json)`

const suggestions = sql`
  , 'suggestions', coalesce((
    select json_agg(json_build_object(
      'question_id', s.question_id, 'type', s.type, 'value', s.value, 'agent', s.agent, 'score', s.score, 'id', s.id,
      'inserted_at', wire_time(s.inserted_at), 'updated_at', wire_time(s.updated_at)
    ) order by s.seq)
    from suggestions s where s.record_id = r.id
  ), '[]'::json)`

const vectors = (wanted: "all" | readonly string[]) => sql`
  , 'vectors', coalesce((
    select json_object_agg(n.name, v.value order by n.seq)
    from vectors v join vectors_settings n on n.id = v.vector_settings_id
    where v.record_id = r.id ${wanted === "all" ? sql`` : sql`and n.name = any(${wanted}::text[])`}
  ), '{}'::json)`

/** Of versions that are ready, the newest a question. */
const consensus = sql`
  , 'consensus', coalesce((
    select json_object_agg(q.name, json_build_object('version', c.version, 'value', v.value, 'values',
      case v.status when 'kept_all' then v."values" when 'resolved' then jsonb_build_array(v.value) else '[]' end,
      'status', v.status, 'confidence', v.confidence) order by q.seq)
    from questions q join lateral (
      select id, version from consensus_versions where question_id = q.id and status = 'ready' order by version desc limit 1
    ) c on true join consensus_values v on v.consensus_id = c.id and v.record_id = r.id
    where q.dataset_id = r.dataset_id
  ), '{}'::json)`

// An object stays one, so that clients find the member they expect.
const visibleMetadata = sql`case when r.metadata is not null then coalesce((
    select jsonb_object_agg(m.key, m.value) from jsonb_each(r.metadata) m
    join metadata_properties p on p.dataset_id = r.dataset_id and p.name = m.key and p.visible_for_annotators
  ), '{}'::jsonb) end`

/** The JSON text of the row called `r`. */
export function recordJson(view: RecordView): RawBuilder<string> {
  const { include } = view
  return sql`json_build_object(
    'id', r.id, 'status', r.status, 'fields', r.fields,
    'metadata', ${view.metadata ? sql`r.metadata` : visibleMetadata}, 'external_id', r.external_id
    ${include.responses ? responses(view) : sql``}
    ${include.suggestions ? suggestions : sql``}
    ${include.consensus && view.metadata ? consensus : sql``}
    ${include.vectors === null ? sql`` : vectors(include.vectors)}
    , 'dataset_id', r.dataset_id, 'inserted_at', wire_time(r.inserted_at), 'updated_at', wire_time(r.updated_at)
  )::text`
}

/** JSON texts as one JSON list. */
export const jsonList = (texts: readonly string[]) => `[${texts.join(",")}]`
