/** Adding a field to a draft. */
import type { api, Field, ParsedBody } from "@loam/schema"
import { v7 as uuid } from "uuid"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import { requireDraft } from "./draft.ts"
import { hasField, insertField } from "./field-store.ts"

export async function createField(
  db: Db,
  datasetId: string,
  body: ParsedBody<typeof api.fields.create>,
): Promise<Field> {
  await requireDraft(db, datasetId, "Fields are added")
  if (await hasField(db, datasetId, body.name))
    throw refuse.conflict(`The dataset has a field named '${body.name}' already`)
  const { name, title, settings } = body
  return insertField(db, {
    id: uuid(),
    dataset_id: datasetId,
    name,
    title,
    required: body.required ?? false,
    settings,
  })
}
