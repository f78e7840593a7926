/** Copying the selected records of a dataset into a new one. */
import { api } from "@loam/schema"
import type { Bind } from "../http/bind.ts"
import { copyDataset } from "./copy-dataset.ts"

export function copyRoutes(bind: Bind): void {
  bind(
    api.copies.create,
    ({ actor, params, body, scope, services, once }) => {
      const workspace_id = body.workspace_id ?? scope.workspace_id
      return copyDataset(services, actor, { ...body, source_id: params.dataset_id, workspace_id }, once)
    },
    { transaction: false },
  )
}
