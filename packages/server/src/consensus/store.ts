/** Rows of consensus versions and of their values: written a page of records at a time, read joined to what they name. */
import type { Unified } from "@loam/quality"
import type { ConsensusVersion, Json } from "@loam/schema"
import { type RawBuilder, sql } from "kysely"
import type { Db } from "../db/tables.ts"

const time = (column: string) => sql`wire_time(${sql.ref(column)})`

/** Answers, or their versions, from after the one that was taken: what a version cannot know. */
const isStale = sql<boolean>`(
  exists (select 1 from response_events e where e.dataset_id = c.dataset_id and e.seq > c.last_event and e.action <> 'draft')
  or exists (select 1 from response_versions v where v.dataset_id = c.dataset_id and v.valid_to > c.as_of and v.status = 'submitted'))`

const isCurrent = sql<boolean>`(c.status = 'ready' and not exists (
  select 1 from consensus_versions n where n.question_id = c.question_id and n.status = 'ready' and n.version > c.version))`

const people = sql`coalesce((
  select json_agg(json_build_object('user', json_build_object('id', u.id, 'username', u.username), 'weight', p.weight)
    order by p.weight desc, u.username)
  from jsonb_to_recordset(c.people) as p(user_id uuid, weight float8) join users u on u.id = p.user_id), '[]'::json)`

/** Versions as the wire has them; `where` is about the row `c`. */
export async function listVersions(db: Db, where: RawBuilder<unknown>): Promise<ConsensusVersion[]> {
  const { rows } = await sql<ConsensusVersion>`
    select c.id, c.dataset_id, json_build_object('id', q.id, 'name', q.name, 'type', q.settings ->> 'type') as question,
      c.version, c.status, ${isCurrent} as current, ${isStale} as stale, c.policy,
      coalesce((c.policy ->> 'seed')::bigint, 0) as seed, c.loam_version, ${time("c.as_of")} as as_of, c.done, c.total,
      c.resolved, c.kept_all, c.done - c.resolved - c.kept_all as abstained, c.mean_confidence, ${people} as people,
      json_build_object('id', a.id, 'username', a.username) as actor, c.job_id, c.error,
      ${time("c.inserted_at")} as inserted_at, ${time("c.finished_at")} as finished_at
    from consensus_versions c join questions q on q.id = c.question_id join users a on a.id = c.actor_id
    where ${where} order by c.seq desc`.execute(db)
  return rows
}

export interface NewVersion {
  readonly id: string
  readonly dataset_id: string
  readonly question_id: string
  readonly policy: { readonly [parameter: string]: Json }
  readonly loam_version: string
  readonly as_of: string
  readonly last_event: number
  readonly actor_id: string
}

/** Under the next number; the question's row is what those who begin at the same time wait for. */
export async function insertVersion(db: Db, version: NewVersion): Promise<void> {
  await sql`select 1 from questions where id = ${version.question_id} for update`.execute(db)
  const { id, dataset_id, question_id, policy, loam_version, as_of, last_event, actor_id } = version
  await sql`
    insert into consensus_versions (id, dataset_id, question_id, version, status, policy, loam_version, as_of, last_event,
      actor_id, total, inserted_at)
    select ${id}, ${dataset_id}, ${question_id},
      coalesce((select max(version) from consensus_versions where question_id = ${question_id}), 0) + 1, 'computing',
      ${JSON.stringify(policy)}::jsonb, ${loam_version}, ${as_of}::timestamp at time zone 'UTC', ${last_event}, ${actor_id},
      (select count(*) from records where dataset_id = ${dataset_id}), clock_timestamp()`.execute(db)
}

export interface StoredValue extends Omit<Unified<Json>, "values"> {
  readonly record_id: string
  readonly values: readonly Json[]
}

/** A page of values in one statement. Records deleted meanwhile have none; those that are there already keep theirs. */
export async function insertValues(db: Db, versionId: string, values: readonly StoredValue[]): Promise<void> {
  const rows = values.map(({ weights, values: all, status, value, tie, ...rest }) => ({
    ...rest,
    status,
    // A null is no value here, not a value called null.
    value: status === "resolved" ? value : undefined,
    values: status === "kept_all" ? all : undefined,
    tie: tie ?? undefined,
    weights: weights.every((weight) => weight === 1) ? undefined : weights,
  }))
  await sql`
    insert into consensus_values (consensus_id, record_id, value, "values", status, reason, confidence, contributors,
      supporters, weights, tie)
    select ${versionId}, n.record_id, n.value, n."values", n.status, n.reason, n.confidence, n.contributors, n.supporters,
      n.weights, n.tie
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(record_id uuid, value jsonb, "values" jsonb, status text,
      reason text, confidence float8, contributors uuid[], supporters uuid[], weights float8[], tie jsonb)
    join records r on r.id = n.record_id
    on conflict do nothing`.execute(db)
}

export interface Counted {
  readonly done: number
  readonly resolved: number
  readonly kept_all: number
}

export async function noteProgress(
  db: Db,
  versionId: string,
  { done, resolved, kept_all }: Counted,
): Promise<void> {
  await sql`
    update consensus_versions set done = ${done}, resolved = ${resolved}, kept_all = ${kept_all}
    where id = ${versionId}`.execute(db)
}

/** A value as the wire has it, from the row `v` of its record `r`. */
export const valueJson = sql<string>`json_build_object(
  'record_id', r.id, 'external_id', r.external_id, 'value', v.value,
  'values', case v.status when 'kept_all' then v."values" when 'resolved' then jsonb_build_array(v.value) else '[]' end,
  'status', v.status, 'reason', v.reason, 'confidence', v.confidence, 'contributors', v.contributors,
  'supporters', v.supporters, 'weights', coalesce(to_jsonb(v.weights), (
    select coalesce(jsonb_agg(1), '[]') from unnest(v.contributors))), 'tie', v.tie)::text`
