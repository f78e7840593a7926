/** The declared metadata of a dataset's records. */
import { api, type MetadataProperty } from "@loam/schema"
import { v7 as uuid } from "uuid"
import type { Db } from "../db/tables.ts"
import type { Bind } from "../http/bind.ts"
import { refuse } from "../http/errors.ts"
import {
  findProperty,
  giveFractions,
  hasProperty,
  insertProperty,
  listProperties,
  measureProperty,
  removeProperty,
  updateProperty,
} from "./store.ts"

async function readProperty(db: Db, id: string): Promise<MetadataProperty> {
  const property = await findProperty(db, id)
  if (!property) throw refuse.notFound("metadata property", id)
  return property
}

export function metadataPropertyRoutes(bind: Bind): void {
  bind(api.metadataProperties.mine, async ({ db, actor, params }) => ({
    items: await listProperties(db, params.dataset_id, { visibleOnly: actor.role === "annotator" }),
  }))

  bind(api.metadataProperties.create, async ({ db, params, body }) => {
    if (await hasProperty(db, params.dataset_id, body.name))
      throw refuse.conflict(`The dataset has a metadata property named '${body.name}' already`)
    const property = await insertProperty(db, { id: uuid(), dataset_id: params.dataset_id, ...body })
    if (body.settings.type === "float") await giveFractions(db, params.dataset_id, body.name)
    return property
  })

  bind(api.metadataProperties.update, async ({ db, params, body }) => {
    const property = await readProperty(db, params.metadata_property_id)
    const title = body.title ?? property.title
    const visible_for_annotators = body.visible_for_annotators ?? property.visible_for_annotators
    const same = title === property.title && visible_for_annotators === property.visible_for_annotators
    return same ? property : updateProperty(db, property.id, { title, visible_for_annotators })
  })

  bind(api.metadataProperties.remove, async ({ db, params }) => {
    const property = await readProperty(db, params.metadata_property_id)
    await removeProperty(db, property.id)
    return property
  })

  bind(api.metadataProperties.metrics, async ({ db, actor, params }) => {
    const property = await readProperty(db, params.metadata_property_id)
    if (actor.role === "annotator" && !property.visible_for_annotators) throw refuse.forbidden()
    return measureProperty(db, property)
  })
}
