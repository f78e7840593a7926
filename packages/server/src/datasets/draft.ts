/** What may be changed only until a dataset is published. */
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import { lockDataset } from "./store.ts"

/** Locks the dataset, so that it is not published meanwhile, and refuses unless it is a draft. */
export async function requireDraft(db: Db, datasetId: string, change: string): Promise<void> {
  const dataset = await lockDataset(db, datasetId)
  if (!dataset) throw refuse.notFound("dataset", datasetId)
  if (dataset.status !== "draft")
    throw refuse.invalid(`${change} in a draft only: this dataset is published, its records rely on them`)
}
