/**
 * An import that is run again: what it brings and is there already, word for word, is not written once more. What says
 * when it was changed is written for its time.
 */
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import type { Plan } from "./plan-records.ts"

const key = (recordId: string, of: string) => `${recordId} ${of}`

async function sameSuggestions(db: Db, plans: readonly Plan[]): Promise<Set<string>> {
  const given = plans.flatMap(({ id, record }) =>
    record.suggestions.map((each) => ({ ...each, record_id: id })),
  )
  if (given.length === 0) return new Set()
  const { rows } = await sql<{ record_id: string; question_id: string }>`
    select s.record_id, s.question_id
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as n(
      record_id uuid, question_id uuid, type text, value jsonb, agent text, score jsonb, updated_at timestamptz)
    join suggestions s on s.record_id = n.record_id and s.question_id = n.question_id
    where n.updated_at is null and (s.type, s.value, s.agent, s.score) is not distinct from (n.type, n.value, n.agent, n.score)`.execute(
    db,
  )
  return new Set(rows.map((row) => key(row.record_id, row.question_id)))
}

async function sameResponses(db: Db, plans: readonly Plan[]): Promise<Set<string>> {
  const given = plans.flatMap(({ id, record }) =>
    record.responses.map((each) => ({ ...each, record_id: id })),
  )
  if (given.length === 0) return new Set()
  const { rows } = await sql<{ record_id: string; user_id: string }>`
    select a.record_id, a.user_id
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as n(
      record_id uuid, user_id uuid, status text, "values" jsonb, updated_at timestamptz)
    join responses a on a.record_id = n.record_id and a.user_id = n.user_id
    where n.updated_at is null and a.status = n.status and a."values" = n."values"`.execute(db)
  return new Set(rows.map((row) => key(row.record_id, row.user_id)))
}

/** The plans without the suggestions and answers that their records have already. */
export async function withoutSame(db: Db, plans: readonly Plan[]): Promise<Plan[]> {
  const found = plans.filter((plan) => plan.found)
  const suggestions = await sameSuggestions(db, found)
  const responses = await sameResponses(db, found)
  if (suggestions.size === 0 && responses.size === 0) return [...plans]
  return plans.map((plan) => ({
    ...plan,
    record: {
      ...plan.record,
      suggestions: plan.record.suggestions.filter((each) => !suggestions.has(key(plan.id, each.question_id))),
      responses: plan.record.responses.filter((each) => !responses.has(key(plan.id, each.user_id))),
    },
  }))
}
