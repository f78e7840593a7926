/** Creating a workspace: nobody becomes a member by it, owners need no membership. */
import type { api, ParsedBody, Workspace } from "@loam/schema"
import { v7 as uuid } from "uuid"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import { findWorkspace, findWorkspaceNamed, insertWorkspace } from "./store.ts"

export async function createWorkspace(
  db: Db,
  { id, name, inserted_at }: ParsedBody<typeof api.workspaces.create>,
): Promise<Workspace> {
  if (await findWorkspaceNamed(db, name)) throw refuse.conflict(`A workspace named '${name}' exists already`)
  if (id && (await findWorkspace(db, id))) throw refuse.conflict(`A workspace with id ${id} exists already`)
  return insertWorkspace(db, { id: id ?? uuid(), name }, inserted_at)
}
