/** Datasets, from draft to ready. */
import { api, type Dataset } from "@loam/schema"
import type { Db } from "../db/tables.ts"
import { datasetProgress } from "../distribution/index.ts"
import type { Bind } from "../http/bind.ts"
import { refuse } from "../http/errors.ts"
import { announceDataset } from "../webhooks/index.ts"
import { isMember } from "../workspaces/index.ts"
import { createDataset } from "./create-dataset.ts"
import { listOrigins } from "./origins.ts"
import { publishDataset } from "./publish-dataset.ts"
import {
  describeDatasets,
  findDataset,
  listDatasets,
  lockDataset,
  removeDataset,
  type Viewer,
} from "./store.ts"
import { changeDataset } from "./update-dataset.ts"

/** Adds what cards and tables show beside the dataset itself: two more queries for any number of datasets. */
async function withProgress(db: Db, viewer: Viewer, datasets: readonly Dataset[]): Promise<Dataset[]> {
  const ids = datasets.map((dataset) => dataset.id)
  const described = await describeDatasets(db, ids)
  const progress = await datasetProgress(db, viewer.id, ids)
  return datasets.map((dataset) => {
    const counts = progress.get(dataset.id)
    return { ...dataset, ...described.get(dataset.id), ...(counts ? { progress: counts } : {}) }
  })
}

async function readDataset(db: Db, viewer: Viewer, id: string): Promise<Dataset> {
  const dataset = await findDataset(db, viewer, id)
  if (!dataset) throw refuse.notFound("dataset", id)
  return dataset
}

export function datasetRoutes(bind: Bind): void {
  bind(api.datasets.mine, async ({ db, actor, query }) => {
    const { include, ...filter } = query
    const { workspace_id } = filter
    if (workspace_id && actor.role !== "owner" && !(await isMember(db, workspace_id, actor.id)))
      throw refuse.forbidden()
    const datasets = await listDatasets(db, actor, filter)
    return { items: include ? await withProgress(db, actor, datasets) : datasets }
  })

  bind(api.datasets.create, async ({ db, actor, body }) => {
    const id = await createDataset(db, body)
    await announceDataset(db, "dataset.created", id)
    return readDataset(db, actor, id)
  })

  bind(api.datasets.origins, async ({ db, query }) => ({ items: await listOrigins(db, query.source) }))

  bind(api.datasets.get, async ({ db, actor, params, query }) => {
    const dataset = await readDataset(db, actor, params.dataset_id)
    if (!query.include) return dataset
    const [whole = dataset] = await withProgress(db, actor, [dataset])
    return whole
  })

  bind(api.datasets.update, async ({ db, actor, params, body }) => {
    await changeDataset(db, params.dataset_id, body)
    return readDataset(db, actor, params.dataset_id)
  })

  bind(api.datasets.publish, async ({ db, actor, params }) => {
    await publishDataset(db, params.dataset_id)
    await announceDataset(db, "dataset.published", params.dataset_id)
    return readDataset(db, actor, params.dataset_id)
  })

  bind(api.datasets.remove, async ({ db, actor, params }) => {
    await lockDataset(db, params.dataset_id)
    const dataset = await readDataset(db, actor, params.dataset_id)
    await announceDataset(db, "dataset.deleted", dataset.id)
    await removeDataset(db, dataset.id)
    return dataset
  })
}
