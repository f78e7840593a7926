/** The fields of a dataset. */
import { isDeepStrictEqual } from "node:util"
import { api } from "@loam/schema"
import type { Bind } from "../http/bind.ts"
import { refuse } from "../http/errors.ts"
import { createField } from "./create-field.ts"
import { requireDraft } from "./draft.ts"
import { listFields, lockField, removeField, updateField } from "./field-store.ts"

export function fieldRoutes(bind: Bind): void {
  bind(api.fields.list, async ({ db, params }) => ({ items: await listFields(db, params.dataset_id) }))

  bind(api.fields.create, ({ db, params, body }) => createField(db, params.dataset_id, body))

  bind(api.fields.update, async ({ db, params, body }) => {
    const field = await lockField(db, params.field_id)
    if (!field) throw refuse.notFound("field", params.field_id)
    const title = body.title ?? field.title
    const settings = body.settings ?? field.settings
    if (settings.type !== field.settings.type)
      throw refuse.invalid(
        `The type of a field cannot change: this one is '${field.settings.type}', not '${settings.type}'`,
      )
    const same = title === field.title && isDeepStrictEqual(settings, field.settings)
    return same ? field : updateField(db, field.id, { title, settings })
  })

  bind(api.fields.remove, async ({ db, params, scope }) => {
    await requireDraft(db, scope.dataset_id, "Fields are deleted")
    const field = await lockField(db, params.field_id)
    if (!field) throw refuse.notFound("field", params.field_id)
    await removeField(db, field.id)
    return field
  })
}
