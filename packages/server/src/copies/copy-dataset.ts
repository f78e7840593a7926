/** Makes a dataset of the selected records of another one: all of it or nothing. */
import type { api, CopyCreate, Dataset, Output } from "@loam/schema"
import { v7 as uuid } from "uuid"
import { findDataset, refuseTakenName } from "../datasets/index.ts"
import { inTransaction } from "../db/in-transaction.ts"
import type { Db } from "../db/tables.ts"
import { recomputeRecords } from "../distribution/recompute.ts"
import { selectIds } from "../exports/index.ts"
import type { Actor, HandlerContext, Services } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import { copyRecords, copySettings } from "./store.ts"

/** Owners may write to any workspace that exists, admins to their own. */
async function refuseForeign(db: Db, actor: Actor, workspaceId: string): Promise<void> {
  const exists = await db
    .selectFrom("workspaces")
    .select("id")
    .where("id", "=", workspaceId)
    .executeTakeFirst()
  const own = await db
    .selectFrom("memberships")
    .select("user_id")
    .where("workspace_id", "=", workspaceId)
    .where("user_id", "=", actor.id)
    .executeTakeFirst()
  if (actor.role !== "owner" && !(own && actor.role === "admin")) throw refuse.forbidden()
  if (!exists) throw refuse.invalid(`There is no workspace with id ${workspaceId}`)
}

export interface CopyRequest extends CopyCreate {
  readonly source_id: string
  readonly workspace_id: string
}

type Copied = Output<typeof api.copies.create>

export async function copyDataset(
  services: Services,
  actor: Actor,
  request: CopyRequest,
  once: HandlerContext<typeof api.copies.create>["once"],
): Promise<Copied> {
  const { db } = services.database
  await refuseForeign(db, actor, request.workspace_id)
  // Selected before anything is written: the embedded database has one connection, which a transaction holds.
  const pages: string[][] = []
  for await (const ids of selectIds(services, request.source_id, request)) if (ids.length > 0) pages.push(ids)
  const id = uuid()
  const copied_from = { dataset_id: request.source_id, ...(request.where ? { where: request.where } : {}) }
  return inTransaction(db, (transaction) => once(transaction, () => copyIn(transaction)))

  async function copyIn(transaction: Db): Promise<Copied> {
    const total = { records: 0, responses: 0, suggestions: 0 }
    const { workspace_id, name } = request
    await refuseTakenName(transaction, workspace_id, name)
    await copySettings(transaction, request.source_id, { id, workspace_id, name, metadata: { copied_from } })
    for (const ids of pages) {
      const copied = await copyRecords(transaction, id, ids, request.with, actor.id)
      if (copied.responses > 0) await recomputeRecords(transaction, copied.records)
      total.records += copied.records.length
      total.responses += copied.responses
      total.suggestions += copied.suggestions
    }
    // It was made just now.
    return { dataset: (await findDataset(transaction, actor, id)) as Dataset, ...total }
  }
}
