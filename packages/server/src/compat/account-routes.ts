/** Users, workspaces and memberships behind the old routes. */

import { secretMemory } from "../auth/secret-memory.ts"
import { signSession } from "../auth/sessions.ts"
import { signIn } from "../auth/sign-in.ts"
import type { Db } from "../db/tables.ts"
import type { Bind } from "../http/bind.ts"
import { type Actor, Reply, type Services } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import {
  createUser,
  deleteUser,
  findUser,
  findUserNamed,
  listMembers,
  listUsers,
  type UserRow,
} from "../users/index.ts"
import {
  createWorkspace,
  findWorkspace,
  findWorkspaceNamed,
  insertMembership,
  isMember,
  listWorkspaces,
  removeMembership,
} from "../workspaces/index.ts"
import { v0 } from "./endpoints.ts"
import { refuseOld } from "./errors.ts"
import { oneUserV0, usersV0, userV0 } from "./view.ts"

async function userOr404(db: Db, id: string): Promise<UserRow> {
  const user = await findUser(db, id)
  if (!user) throw refuseOld.notFound("User", id)
  return user
}

/** An owner, or an admin of the workspace. */
async function mayManage(db: Db, workspaceId: string, actor: Actor): Promise<boolean> {
  return actor.role === "owner" || (actor.role === "admin" && (await isMember(db, workspaceId, actor.id)))
}

function userRoutes(bind: Bind, services: Services): void {
  const { keep, recall } = secretMemory(services)

  bind(v0.me, async ({ db, actor }) => {
    const user = await findUser(db, actor.id)
    if (!user) throw refuse.unauthorized()
    if (user.role !== "owner") return oneUserV0(db, user, actor)
    // An owner may use every workspace, and clients look for its name here.
    const workspaces = await listWorkspaces(db)
    return userV0(
      user,
      workspaces.map((workspace) => workspace.name),
      actor,
    )
  })

  bind(v0.users, async ({ db, actor }) => usersV0(db, await listUsers(db), actor))

  bind(
    v0.createUser,
    async ({ db, body: { workspaces, ...person } }) => {
      if (await findUserNamed(db, person.username)) throw refuseOld.exists("User", person.username)
      const ids: string[] = []
      for (const name of workspaces ?? []) {
        const workspace = await findWorkspaceNamed(db, name)
        if (!workspace) throw refuse.invalid(`There is no workspace named '${name}'`)
        ids.push(workspace.id)
      }
      const { user, api_key } = await createUser(db, person)
      for (const id of ids) await insertMembership(db, id, user.id)
      const answer = { ...(await oneUserV0(db, user, null)), api_key }
      return new Reply(answer, { kept: keep(answer) })
    },
    { recall },
  )

  bind(v0.removeUser, async ({ db, actor, params }) => {
    const user = await userOr404(db, params.user_id)
    if (actor.role !== "owner") throw refuse.forbidden()
    const view = await oneUserV0(db, user, actor)
    await deleteUser(db, user.id)
    return view
  })
}

function workspaceRoutes(bind: Bind): void {
  bind(v0.createWorkspace, async ({ db, body }) => {
    if (await findWorkspaceNamed(db, body.name)) throw refuseOld.exists("Workspace", body.name)
    return createWorkspace(db, body)
  })

  bind(v0.members, async ({ db, actor, params }) => {
    if (!(await findWorkspace(db, params.workspace_id))) {
      if (actor.role !== "owner") throw refuse.forbidden()
      throw refuseOld.notFound("Workspace", params.workspace_id)
    }
    if (!(await mayManage(db, params.workspace_id, actor))) throw refuse.forbidden()
    return usersV0(db, await listMembers(db, params.workspace_id), actor)
  })

  bind(v0.addMember, async ({ db, actor, params }) => {
    if (!(await findWorkspace(db, params.workspace_id)))
      throw refuseOld.notFound("Workspace", params.workspace_id)
    const user = await userOr404(db, params.user_id)
    if (!(await insertMembership(db, params.workspace_id, user.id))) throw refuseOld.exists("User", user.id)
    return oneUserV0(db, user, actor)
  })

  bind(v0.removeMember, async ({ db, actor, params }) => {
    if (!(await isMember(db, params.workspace_id, params.user_id)))
      throw refuseOld.notFound("User", params.user_id)
    if (!(await mayManage(db, params.workspace_id, actor))) throw refuse.forbidden()
    const user = await userOr404(db, params.user_id)
    await removeMembership(db, params.workspace_id, user.id)
    return oneUserV0(db, user, actor)
  })
}

export function accountRoutes(bind: Bind, services: Services): void {
  userRoutes(bind, services)
  workspaceRoutes(bind)
  bind(
    v0.token,
    async ({ db, body, address }) => {
      const person = await signIn(db, services, body, address)
      return { access_token: await signSession(services, person), token_type: "bearer" as const }
    },
    { transaction: false },
  )
}
