/** Saves what came in together through the record stream; one bad line does not take the others with it. */
import { isConnectionLoss, isDiskFull } from "../db/errors.ts"
import { inTransaction } from "../db/in-transaction.ts"
import type { Services } from "../http/context.ts"
import { refuseWritesWithoutRoom } from "../http/disk-reserve.ts"
import { Refusal, refusalFor } from "../http/errors.ts"
import { announceRecords } from "../webhooks/index.ts"
import { isPlan, planRecords } from "./plan-records.ts"
import type { ReadRecord } from "./read-line.ts"
import { restoreTimes, withoutOlder } from "./restore-times.ts"
import { withoutSame } from "./same-relations.ts"
import { insertOrFind, updateFound, type Writer, writeRelations } from "./write-records.ts"

export type Outcome =
  | { readonly status: "created" | "updated" | "unchanged" }
  | { readonly status: "failed"; readonly error: string }

/** Nothing can be saved at the moment; the sentence is for the caller. */
export class Stopped extends Error {
  override readonly name = "Stopped"
}

const sentenceOf = (error: unknown) =>
  refusalFor(error)?.message ?? "an error occurred on the server; it has been logged"

/** No room, no database: the next batch would fare no better. */
const concernsAll = (error: unknown) =>
  (error instanceof Refusal && error.status >= 500) || isConnectionLoss(error) || isDiskFull(error)

async function saveTogether(
  { database }: Services,
  writer: Writer,
  batch: readonly ReadRecord[],
): Promise<Outcome[]> {
  return inTransaction(database.db, async (db) => {
    const items = batch.map((read) => read.item)
    const { plans } = await insertOrFind(db, writer, await planRecords(db, writer.rules, items, writer))
    const settled = [...new Set(plans.filter(isPlan))]
    const fitting = await withoutSame(db, writer.restoring ? await withoutOlder(db, settled) : settled)
    const changed = await updateFound(db, writer, fitting, { onlyDifferent: true })
    await writeRelations(db, writer, fitting)
    await announceRecords(db, [
      ...fitting.filter((plan) => !plan.found).map(({ id }) => ({ event: "record.created" as const, id })),
      ...[...changed].map((id) => ({ event: "record.updated" as const, id })),
    ])
    if (writer.restoring) await restoreTimes(db, fitting)
    return plans.map((plan): Outcome => {
      if (!plan.ok) return { status: "failed", error: plan.reason }
      if (!plan.found) return { status: "created" }
      return { status: changed.has(plan.id) ? "updated" : "unchanged" }
    })
  })
}

/** One outcome a record, in order; throws {@link Stopped} when nothing of the batch was saved. */
export async function saveBatch(
  services: Services,
  writer: Writer,
  batch: readonly ReadRecord[],
): Promise<Outcome[]> {
  try {
    await refuseWritesWithoutRoom(services)
    return await saveTogether(services, writer, batch)
  } catch (error) {
    if (concernsAll(error)) throw new Stopped(sentenceOf(error), { cause: error })
    if (batch.length > 1) {
      // Something in here the checks do not know: halves, until it stands alone.
      const middle = Math.ceil(batch.length / 2)
      return [
        ...(await saveBatch(services, writer, batch.slice(0, middle))),
        ...(await saveBatch(services, writer, batch.slice(middle))),
      ]
    }
    if (!refusalFor(error)) services.log.error({ err: error }, "a line of a record stream failed")
    return [{ status: "failed", error: sentenceOf(error) }]
  }
}
