/** Records from elsewhere: what is stored and not older stays as it is, what is written keeps its own times. */
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import type { CheckedRecord } from "./check-record.ts"
import type { Plan } from "./plan-records.ts"

interface Kept {
  readonly record_id: string
  /** Question or user; `null`: the record itself. */
  readonly of: string | null
}

/** Everything of the plans, with its time, whose stored counterpart is as new or newer. */
async function notOlder(db: Db, plans: readonly Plan[]): Promise<Set<string>> {
  const given = plans.flatMap(({ id, item, record }) => [
    { kind: "record", record_id: id, of: null, at: item.updated_at },
    ...record.suggestions.map((each) => ({
      kind: "suggestion",
      record_id: id,
      of: each.question_id,
      at: each.updated_at,
    })),
    ...record.responses.map((each) => ({
      kind: "response",
      record_id: id,
      of: each.user_id,
      at: each.updated_at,
    })),
  ])
  const { rows } = await sql<Kept>`
    with n as (
      select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as n(
        kind text, record_id uuid, "of" uuid, at timestamptz)
      where at is not null
    )
    select n.record_id, n."of" from n join records r on r.id = n.record_id
      where n.kind = 'record' and r.updated_at >= n.at
    union all
    select n.record_id, n."of" from n join suggestions s on s.record_id = n.record_id and s.question_id = n."of"
      where n.kind = 'suggestion' and s.updated_at >= n.at
    union all
    select n.record_id, n."of" from n join responses a on a.record_id = n.record_id and a.user_id = n."of"
      where n.kind = 'response' and a.updated_at >= n.at`.execute(db)
  return new Set(rows.map((row) => key(row.record_id, row.of)))
}

const key = (recordId: string, of: string | null) => `${recordId} ${of ?? ""}`

/** The plans without what their records have as new or newer already; vectors go with the record's own content. */
export async function withoutOlder(db: Db, plans: readonly Plan[]): Promise<Plan[]> {
  const found = plans.filter((plan) => plan.found)
  if (found.length === 0) return [...plans]
  const kept = await notOlder(db, found)
  return plans.map((plan) => (plan.found ? { ...plan, record: rest(plan, kept) } : plan))
}

function rest({ id, record }: Plan, kept: ReadonlySet<string>): CheckedRecord {
  const { fields, metadata, suggestions, responses, vectors } = record
  const stays = kept.has(key(id, null))
  return {
    ...(stays || fields === undefined ? {} : { fields }),
    ...(stays || metadata === undefined ? {} : { metadata }),
    vectors: stays ? [] : vectors,
    suggestions: suggestions.filter((each) => !kept.has(key(id, each.question_id))),
    responses: responses.filter((each) => !kept.has(key(id, each.user_id))),
  }
}

/** Counting answers moves a record's time of change: the records written get their own back. */
export async function restoreTimes(db: Db, plans: readonly Plan[]): Promise<void> {
  const given = plans
    .filter(({ found, record }) => !found || record.fields || record.metadata !== undefined)
    .map(({ id, item }) => ({ id, at: item.updated_at ?? null }))
    .filter(({ at }) => at !== null)
  if (given.length === 0) return
  await sql`
    update records r set updated_at = n.at
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as n(id uuid, at timestamptz)
    where r.id = n.id`.execute(db)
}
