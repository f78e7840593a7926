/** The settings folder of a Hub dataset: with it Argilla's Python package, and Loam, make the same dataset again. */

import { listFields, listQuestions } from "../datasets/index.ts"
import type { Db } from "../db/tables.ts"
import { listProperties } from "../metadata-properties/index.ts"
import { listVectorsSettings } from "../vectors/index.ts"

export interface SettingsFile {
  readonly path: string
  readonly text: string
}

/** The package takes members of other levels beside `settings`. */
const withType = <Item extends { readonly settings: { readonly type: string } }>(item: Item) => ({
  ...item,
  type: item.settings.type,
})

export async function argillaSettings(db: Db, datasetId: string): Promise<SettingsFile[]> {
  const dataset = await db
    .selectFrom("datasets")
    .select([
      ...(["id", "name", "status", "guidelines", "allow_extra_metadata", "workspace_id"] as const),
      ...(["strategy", "min_submitted", "inserted_at", "updated_at"] as const),
    ])
    .where("id", "=", datasetId)
    .executeTakeFirstOrThrow()
  const { strategy, min_submitted, ...about } = dataset
  // The package knows one strategy.
  const distribution = { strategy: "overlap", min_submitted: strategy === "overlap" ? min_submitted : 1 }
  const settings = {
    guidelines: about.guidelines,
    allow_extra_metadata: about.allow_extra_metadata,
    distribution,
    fields: (await listFields(db, datasetId)).map(withType),
    questions: (await listQuestions(db, datasetId)).map(withType),
    metadata: (await listProperties(db, datasetId, { visibleOnly: false })).map(withType),
    vectors: await listVectorsSettings(db, datasetId),
    mapping: null,
  }
  const text = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`
  return [
    { path: ".argilla/settings.json", text: text(settings) },
    { path: ".argilla/dataset.json", text: text({ ...about, distribution }) },
  ]
}
