/** Workspaces and their members. */
import { api } from "@loam/schema"
import type { Bind } from "../http/bind.ts"
import { refuse } from "../http/errors.ts"
import { findUser, listMembers, userView } from "../users/index.ts"
import { createWorkspace } from "./create-workspace.ts"
import {
  findWorkspace,
  hasDatasets,
  insertMembership,
  listWorkspaces,
  listWorkspacesOf,
  removeMembership,
  removeWorkspace,
} from "./store.ts"

export function workspaceRoutes(bind: Bind): void {
  bind(api.workspaces.mine, async ({ db, actor }) => ({
    items: actor.role === "owner" ? await listWorkspaces(db) : await listWorkspacesOf(db, actor.id),
  }))

  bind(api.workspaces.ofUser, async ({ db, params }) => {
    const user = await findUser(db, params.user_id)
    if (!user) throw refuse.notFound("user", params.user_id)
    return {
      items: user.role === "owner" ? await listWorkspaces(db) : await listWorkspacesOf(db, user.id),
    }
  })

  bind(api.workspaces.create, ({ db, body }) => createWorkspace(db, body))

  bind(api.workspaces.get, async ({ db, params }) => {
    const workspace = await findWorkspace(db, params.workspace_id)
    if (!workspace) throw refuse.notFound("workspace", params.workspace_id)
    return workspace
  })

  bind(api.workspaces.remove, async ({ db, params }) => {
    const workspace = await findWorkspace(db, params.workspace_id)
    if (!workspace) throw refuse.notFound("workspace", params.workspace_id)
    if (await hasDatasets(db, workspace.id))
      throw refuse.conflict(`The workspace '${workspace.name}' has datasets: delete those first`)
    await removeWorkspace(db, workspace.id)
    return workspace
  })

  bind(api.workspaces.users, async ({ db, actor, params }) => {
    const members = await listMembers(db, params.workspace_id)
    return { items: members.map((member) => userView(member, actor)) }
  })

  bind(api.workspaces.addUser, async ({ db, actor, params, body }) => {
    if (!(await findWorkspace(db, params.workspace_id)))
      throw refuse.notFound("workspace", params.workspace_id)
    const user = await findUser(db, body.user_id)
    if (!user) throw refuse.invalid(`There is no user with id ${body.user_id}`)
    if (!(await insertMembership(db, params.workspace_id, user.id)))
      throw refuse.conflict(`'${user.username}' is a member of this workspace already`)
    return userView(user, actor)
  })

  bind(api.workspaces.removeUser, async ({ db, actor, params }) => {
    const user = await findUser(db, params.user_id)
    if (!user) throw refuse.notFound("user", params.user_id)
    await removeMembership(db, params.workspace_id, user.id)
    return userView(user, actor)
  })
}
