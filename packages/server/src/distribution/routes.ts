/** The next records for a labeler, and how far everybody is. */
import { api } from "@loam/schema"
import type { Db } from "../db/tables.ts"
import type { Bind } from "../http/bind.ts"
import { refuse } from "../http/errors.ts"
import { readLeasedRecords } from "../records/index.ts"
import { searchCondition } from "../search/index.ts"
import { giveBackLeases, renewLeases } from "./hold-leases.ts"
import { readMetrics, readProgress, readUsersProgress } from "./progress.ts"
import { countWaiting, takeLeases } from "./take-leases.ts"

async function readyDataset(db: Db, datasetId: string) {
  const dataset = await db
    .selectFrom("datasets")
    .select(["strategy", "min_submitted", "status"])
    .where("id", "=", datasetId)
    .executeTakeFirstOrThrow()
  if (dataset.status !== "ready")
    throw refuse.invalid("The dataset is a draft: publish it before its records are answered")
  return dataset
}

export function distributionRoutes(bind: Bind): void {
  bind(api.leases.take, async ({ db, actor, params, body, services }) => {
    const dataset = await readyDataset(db, params.dataset_id)
    const request = {
      datasetId: params.dataset_id,
      userId: actor.id,
      holder: body.holder,
      count: body.count,
      leaseSeconds: services.config.LOAM_LEASE_SECONDS,
      condition: body.filters
        ? await searchCondition(db, params.dataset_id, body.filters, { userId: actor.id })
        : undefined,
    }
    const leases = await takeLeases(db, request, dataset)
    const records = await readLeasedRecords(
      db,
      leases.map((lease) => lease.record_id),
      actor,
    )
    const items = leases.flatMap(({ id, record_id, expires_at }) => {
      const record = records.get(record_id)
      return record ? [{ record, lease: { id, expires_at } }] : []
    })
    const waiting = items.length < body.count ? await countWaiting(db, request, dataset) : 0
    return { items, waiting }
  })

  bind(api.leases.renew, async ({ db, actor, params, body, services }) => {
    const holding = { datasetId: params.dataset_id, userId: actor.id, holder: body.holder }
    return { items: await renewLeases(db, holding, services.config.LOAM_LEASE_SECONDS) }
  })

  bind(api.leases.giveBack, async ({ db, actor, params, query }) => {
    await giveBackLeases(db, { datasetId: params.dataset_id, userId: actor.id, holder: query.holder })
    return undefined
  })

  bind(api.datasets.progress, async ({ db, params }) => readProgress(db, params.dataset_id))
  bind(api.datasets.usersProgress, async ({ db, params }) => ({
    users: await readUsersProgress(db, params.dataset_id),
  }))
  bind(api.datasets.metrics, async ({ db, actor, params }) => readMetrics(db, params.dataset_id, actor.id))
}
