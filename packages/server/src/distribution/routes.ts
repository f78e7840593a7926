/** The next records for a labeler, and how far everybody is. */
import { api, type Json, type Record as LoamRecord } from "@loam/schema"
import type { Db } from "../db/tables.ts"
import type { Bind } from "../http/bind.ts"
import { type Actor, Reply } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import { includeEverything, ownViewOf, readRecords } from "../records/index.ts"
import { searchCondition } from "../search/index.ts"
import { giveBackLeases, renewLeases } from "./hold-leases.ts"
import { readMetrics, readProgress, readUsersProgress } from "./progress.ts"
import { countWaiting, type LeaseRow, takeLeases } from "./take-leases.ts"

async function readyDataset(db: Db, datasetId: string) {
  const dataset = await db
    .selectFrom("datasets")
    .select(["strategy", "min_submitted", "status"])
    .where("id", "=", datasetId)
    .executeTakeFirstOrThrow()
  if (dataset.status !== "ready") {
    throw refuse.invalid("The dataset is a draft: publish it before its records are answered")
  }
  return dataset
}

interface Handed {
  readonly leases: readonly LeaseRow[]
  readonly waiting: number
}

/** The answer with each lease's record in it, as the caller may see it; a record deleted meanwhile is left out. */
async function withRecords(db: Db, { leases, waiting }: Handed, actor: Actor) {
  const ids = leases.map((lease) => lease.record_id)
  const texts = await readRecords(db, ids, ownViewOf(actor, includeEverything))
  // The database built them as the contract says.
  const records = new Map(
    texts.map((text) => JSON.parse(text) as LoamRecord).map((record) => [record.id, record]),
  )
  const items = leases.flatMap(({ id, record_id, expires_at }) => {
    const record = records.get(record_id)
    return record ? [{ record, lease: { id, expires_at } }] : []
  })
  return { items, waiting }
}

function leaseRoutes(bind: Bind): void {
  bind(
    api.leases.take,
    async ({ db, actor, params, body, services }) => {
      const dataset = await readyDataset(db, params.dataset_id)
      const request = {
        datasetId: params.dataset_id,
        userId: actor.id,
        holder: body.holder,
        count: body.count,
        leaseSeconds: services.config.LOAM_LEASE_SECONDS,
        condition: body.filters
          ? await searchCondition(db, params.dataset_id, body.filters, actor)
          : undefined,
      }
      const leases = await takeLeases(db, request, dataset)
      const waiting = leases.length < body.count ? await countWaiting(db, request, dataset) : 0
      // Which records were handed out is kept under an idempotency key; their texts are read again.
      const kept = { leases, waiting } as unknown as Json
      return new Reply(await withRecords(db, { leases, waiting }, actor), { kept })
    },
    { recall: async (kept, { db, actor }) => withRecords(db, kept as unknown as Handed, actor) },
  )

  bind(api.leases.renew, async ({ db, actor, params, body, services }) => {
    const holding = { datasetId: params.dataset_id, userId: actor.id, holder: body.holder }
    return { items: await renewLeases(db, holding, services.config.LOAM_LEASE_SECONDS) }
  })

  bind(api.leases.giveBack, async ({ db, actor, params, query }) => {
    await giveBackLeases(db, { datasetId: params.dataset_id, userId: actor.id, holder: query.holder })
    return undefined
  })
}

export function distributionRoutes(bind: Bind): void {
  leaseRoutes(bind)
  bind(api.datasets.progress, async ({ db, params }) => readProgress(db, params.dataset_id))
  bind(api.datasets.usersProgress, async ({ db, params }) => ({
    users: await readUsersProgress(db, params.dataset_id),
  }))
  bind(api.datasets.metrics, async ({ db, actor, params }) => readMetrics(db, params.dataset_id, actor.id))
}
