/** Replaces members of one record. */
import type { ParsedBody, recordEndpoints } from "@loam/schema"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import { removeOtherSuggestions } from "../suggestions/index.ts"
import { announceRecords } from "../webhooks/index.ts"
import { checkRecord } from "./check-record.ts"
import { lockMatching } from "./store.ts"
import { updateFound, type Writer, writeRelations } from "./write-records.ts"

type RecordUpdate = ParsedBody<typeof recordEndpoints.update>

/**
 * Fields and metadata are replaced as a whole. Suggestions given replace all of them (an empty list clears them, a
 * question that keeps one keeps its id); `null` leaves everything alone.
 */
export async function updateRecord(db: Db, writer: Writer, id: string, body: RecordUpdate): Promise<void> {
  const [stored] = await lockMatching(db, writer.rules.id, [{ id }], { withFields: true })
  if (!stored) throw refuse.notFound("record", id)
  const item = { ...body, responses: null }
  const checked = checkRecord(item, { rules: writer.rules, users: new Set() }, stored.fields)
  if (!checked.ok) throw refuse.invalid(`The record is not valid because ${checked.reason}`)
  const plan = { ok: true, item, id, found: true, record: checked.record } as const
  const changed = await updateFound(db, writer, [plan], { onlyDifferent: false })
  if (body.suggestions) {
    const questions = checked.record.suggestions.map((suggestion) => suggestion.question_id)
    await removeOtherSuggestions(db, id, questions)
  }
  await writeRelations(db, writer, [plan])
  if (changed.size > 0 || body.suggestions) await announceRecords(db, [{ event: "record.updated", id }])
}
