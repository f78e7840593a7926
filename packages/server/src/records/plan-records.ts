/** Decides for each record of a batch whether it is new or one that is there, and checks it as such. */
import type { RecordRestore } from "@loam/schema"
import { v7 as uuid } from "uuid"
import type { Db } from "../db/tables.ts"
import { type CheckContext, type CheckedRecord, checkRecord } from "./check-record.ts"
import { mergeSame } from "./merge-same.ts"
import type { DatasetRules } from "./rules.ts"
import { findUserIds, lockMatching, type MatchedRecord } from "./store.ts"

/** A record that may be written: under its own id where it is found, a new one else. */
export interface Plan {
  readonly ok: true
  readonly item: RecordRestore
  readonly id: string
  readonly found: boolean
  readonly record: CheckedRecord
}

export interface Unfit {
  readonly ok: false
  readonly item: RecordRestore
  readonly reason: string
}

export const isPlan = (plan: Plan | Unfit): plan is Plan => plan.ok

function present<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined
}

const hasRelations = (item: RecordRestore) =>
  (item.suggestions?.length ?? 0) > 0 || (item.responses?.length ?? 0) > 0

async function checkContext(
  db: Db,
  rules: DatasetRules,
  items: readonly RecordRestore[],
): Promise<CheckContext> {
  const users = items.flatMap((item) => (item.responses ?? []).map((response) => response.user_id))
  return { rules, users: await findUserIds(db, [...new Set(users)]) }
}

function planOne(
  context: CheckContext,
  item: RecordRestore,
  found: MatchedRecord | undefined,
  ownId?: string | null,
): Plan | Unfit {
  const checked = checkRecord(item, context, found?.fields)
  if (!checked.ok) return { ok: false, item, reason: checked.reason }
  return {
    ok: true,
    item,
    id: found?.id ?? ownId ?? uuid(),
    found: found !== undefined,
    record: checked.record,
  }
}

/** Every record is taken for a new one. */
export async function planNewRecords(
  db: Db,
  rules: DatasetRules,
  items: readonly RecordRestore[],
): Promise<(Plan | Unfit)[]> {
  const context = await checkContext(db, rules, items)
  return items.map((item) => planOne(context, item, undefined))
}

/**
 * Records are matched by id, then by external id, and stay locked. One plan an item, in order; items that stand for the
 * same record share theirs.
 */
export async function planRecords(
  db: Db,
  rules: DatasetRules,
  items: readonly RecordRestore[],
  { restoring }: { readonly restoring?: true } = {},
): Promise<(Plan | Unfit)[]> {
  const withFields = items.some((item) => !item.fields && hasRelations(item))
  const matched = await lockMatching(db, rules.id, items, { withFields })
  const byId = new Map(matched.map((record) => [record.id, record]))
  const byExternalId = new Map(matched.map((record) => [record.external_id, record]))
  const find = ({ id, external_id }: RecordRestore) =>
    (present(id) ? byId.get(id) : undefined) ??
    (present(external_id) ? byExternalId.get(external_id) : undefined)
  const context = await checkContext(db, rules, items)
  const plans: (Plan | Unfit)[] = []
  for (const { item, positions } of mergeSame(items, find)) {
    const plan = planOne(context, item, find(item), restoring ? item.id : undefined)
    for (const position of positions) plans[position] = plan
  }
  return plans
}
