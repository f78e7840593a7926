/** Changing a dataset: only what differs moves its timestamps, and a new distribution holds for all records at once. */
import { isDeepStrictEqual } from "node:util"
import type { api, ParsedBody } from "@loam/schema"
import type { Db } from "../db/tables.ts"
import { recomputeDataset } from "../distribution/index.ts"
import { refuse } from "../http/errors.ts"
import { announceDataset, announceRecomputed } from "../webhooks/index.ts"
import { refuseTakenName } from "./create-dataset.ts"
import { type DatasetChange, lockDataset, updateDataset } from "./store.ts"

type Stored = NonNullable<Awaited<ReturnType<typeof lockDataset>>>

/** Members of the body that say something new; `null` was refused before where it means nothing. */
function changes(stored: Stored, body: ParsedBody<typeof api.datasets.update>): DatasetChange {
  const { name, guidelines, allow_extra_metadata: extra, distribution, metadata } = body
  const newGuidelines = guidelines !== undefined && guidelines !== stored.guidelines
  const newMetadata = metadata !== undefined && !isDeepStrictEqual(metadata, stored.metadata)
  return {
    ...(name && name !== stored.name ? { name } : {}),
    ...(newGuidelines ? { guidelines, guidelines_version: stored.guidelines_version + 1 } : {}),
    ...(typeof extra === "boolean" && extra !== stored.allow_extra_metadata
      ? { allow_extra_metadata: extra }
      : {}),
    ...(distribution && isNewDistribution(stored, distribution) ? distribution : {}),
    ...(newMetadata ? { metadata } : {}),
  }
}

function isNewDistribution(stored: Stored, wanted: Pick<Stored, "strategy" | "min_submitted">): boolean {
  return wanted.strategy !== stored.strategy || wanted.min_submitted !== stored.min_submitted
}

export async function changeDataset(
  db: Db,
  id: string,
  body: ParsedBody<typeof api.datasets.update>,
): Promise<void> {
  const stored = await lockDataset(db, id)
  if (!stored) throw refuse.notFound("dataset", id)
  const change = changes(stored, body)
  if (change.name) await refuseTakenName(db, stored.workspace_id, change.name, id)
  if (Object.keys(change).length > 0) await updateDataset(db, id, change)
  // Also of a change that changes nothing: clients of the protocol wait for it.
  await announceDataset(db, "dataset.updated", id)
  if (change.min_submitted !== undefined) await announceRecomputed(db, await recomputeDataset(db, id))
}
