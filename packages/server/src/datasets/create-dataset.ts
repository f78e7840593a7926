/** Creating a dataset: a draft under a name that is free in its workspace. */
import type { api, ParsedBody } from "@loam/schema"
import { v7 as uuid } from "uuid"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import { insertOrigin } from "./origins.ts"
import { findNamesake, insertDataset } from "./store.ts"

/** Answers the new dataset's id. */
export async function createDataset(db: Db, body: ParsedBody<typeof api.datasets.create>): Promise<string> {
  await refuseTakenName(db, body.workspace_id, body.name)
  const id = uuid()
  await insertDataset(db, {
    id,
    workspace_id: body.workspace_id,
    name: body.name,
    guidelines: body.guidelines ?? null,
    allow_extra_metadata: body.allow_extra_metadata,
    metadata: body.metadata ?? null,
    ...body.distribution,
    inserted_at: body.origin?.inserted_at,
  })
  if (body.origin) await insertOrigin(db, id, body.origin)
  return id
}

export async function refuseTakenName(
  db: Db,
  workspaceId: string,
  name: string,
  exceptId?: string,
): Promise<void> {
  if (await findNamesake(db, workspaceId, name, exceptId))
    throw refuse.conflict(`The workspace has a dataset named '${name}' already`)
}
