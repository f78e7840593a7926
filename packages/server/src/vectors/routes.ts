/** Which vectors the records of a dataset may have. */
import { api, limits, type VectorSettings } from "@loam/schema"
import { v7 as uuid } from "uuid"
import type { Db } from "../db/tables.ts"
import type { Bind } from "../http/bind.ts"
import { refuse } from "../http/errors.ts"
import {
  findVectorSettings,
  insertVectorSettings,
  listVectorsSettings,
  removeVectorSettings,
  renameVectorSettings,
} from "./store.ts"

async function readSettings(db: Db, id: string): Promise<VectorSettings> {
  const settings = await findVectorSettings(db, id)
  if (!settings) throw refuse.notFound("vector settings", id)
  return settings
}

export function vectorsSettingsRoutes(bind: Bind): void {
  bind(api.vectorsSettings.list, async ({ db, params }) => ({
    items: await listVectorsSettings(db, params.dataset_id),
  }))

  bind(api.vectorsSettings.create, async ({ db, params, body }) => {
    const present = await listVectorsSettings(db, params.dataset_id)
    if (present.some((settings) => settings.name === body.name))
      throw refuse.conflict(`The dataset has vector settings named '${body.name}' already`)
    if (present.length >= limits.vectorsPerDataset)
      throw refuse.invalid(`A dataset has at most ${limits.vectorsPerDataset} vector settings`)
    return insertVectorSettings(db, { id: uuid(), dataset_id: params.dataset_id, ...body })
  })

  bind(api.vectorsSettings.update, async ({ db, params, body }) => {
    const settings = await readSettings(db, params.vector_settings_id)
    const title = body.title ?? settings.title
    return title === settings.title ? settings : renameVectorSettings(db, settings.id, title)
  })

  bind(api.vectorsSettings.remove, async ({ db, params }) => {
    const settings = await readSettings(db, params.vector_settings_id)
    await removeVectorSettings(db, settings.id)
    return settings
  })
}
