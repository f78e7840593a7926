/** Several answers of one person at once; each succeeds or fails by itself. */
import type { Output, ParsedBody, responseEndpoints } from "@loam/schema"
import type { Db } from "../db/tables.ts"
import type { Actor } from "../http/context.ts"
import { announceAnswers } from "../webhooks/index.ts"
import { checkAnswers } from "./check-answers.ts"
import { lockForAnswers, questionsOf } from "./store.ts"
import { type ResponseWrite, writeResponses } from "./write-responses.ts"

type Bulk = typeof responseEndpoints.bulk
type Item = ParsedBody<Bulk>["items"][number]
type Outcome = Output<Bulk>["items"][number]

const failed = (detail: string): Outcome => ({ item: null, error: { detail } })

/** Workspaces whose records this person may answer; `null`: all. */
async function workspacesOf(db: Db, actor: Actor): Promise<Set<string> | null> {
  if (actor.role === "owner") return null
  const rows = await db
    .selectFrom("memberships")
    .select("workspace_id")
    .where("user_id", "=", actor.id)
    .execute()
  return new Set(rows.map((row) => row.workspace_id))
}

/** Rounds in which each record occurs once: the same record twice is a create, then an update. */
export function rounds<T extends { readonly record_id: string }>(items: readonly T[]): T[][] {
  const result: T[][] = []
  const seen = new Map<string, number>()
  for (const item of items) {
    const round = seen.get(item.record_id) ?? 0
    seen.set(item.record_id, round + 1)
    result[round] = [...(result[round] ?? []), item]
  }
  return result
}

export async function answerMany(
  db: Db,
  actor: Actor,
  items: readonly Item[],
  draftSlotHours: number,
): Promise<Outcome[]> {
  const allowed = await workspacesOf(db, actor)
  const records = await lockForAnswers(
    db,
    items.map((item) => item.record_id),
  )
  const questions = await questionsOf(db, [
    ...new Set([...records.values()].map((record) => record.dataset_id)),
  ])
  const outcomes = new Map<Item, Outcome>()

  const checkOne = (item: Item): ResponseWrite | undefined => {
    const record = records.get(item.record_id)
    if (!record) outcomes.set(item, failed(`There is no record with id ${item.record_id}`))
    else if (allowed && !allowed.has(record.workspace_id)) outcomes.set(item, failed("Operation not allowed"))
    else {
      const checked = checkAnswers(
        questions.get(record.dataset_id) ?? [],
        { status: item.status, values: item.values },
        record.fields,
      )
      if (checked.ok) {
        const { record_id, status, context } = item
        return {
          dataset_id: record.dataset_id,
          record_id,
          user_id: actor.id,
          status,
          values: checked.values,
          context,
        }
      }
      outcomes.set(item, failed(checked.reason))
    }
    return undefined
  }
  for (const round of rounds(items)) {
    const writes = round
      .map((item) => ({ item, write: checkOne(item) }))
      .filter((each) => each.write !== undefined)
    const written = await writeResponses(
      db,
      writes.map((each) => each.write as ResponseWrite),
      { actorId: actor.id, draftSlotHours },
    )
    await announceAnswers(db, written)
    for (const [index, { item }] of writes.entries())
      outcomes.set(item, { item: written[index] ?? null, error: null })
  }
  return items.map((item) => outcomes.get(item) ?? failed("not written"))
}
