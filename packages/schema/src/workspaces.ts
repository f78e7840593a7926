/** Workspaces: who may see which datasets. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { admin, member } from "./permissions.ts"
import { id, list, moment, stamps, text } from "./scalars.ts"
import { user } from "./users.ts"

export const workspace = z.object({ id, name: z.string(), ...stamps })
export type Workspace = z.infer<typeof workspace>

export const workspaceCreate = z.object({
  id: id.nullish(),
  name: text(1),
  /** When it was made, where that was elsewhere. */
  inserted_at: moment.nullish(),
})

export const workspaceEndpoints = {
  mine: endpoint({
    method: "GET",
    path: "/api/v1/me/workspaces",
    status: 200,
    allow: "user",
    response: list(workspace),
    summary: "The caller's workspaces; all of them for an owner",
  }),
  ofUser: endpoint({
    method: "GET",
    path: "/api/v1/users/{user_id}/workspaces",
    status: 200,
    allow: "owner",
    response: list(workspace),
    errors: [404],
    summary: "The workspaces of a user; all of them for an owner",
  }),
  create: endpoint({
    method: "POST",
    path: "/api/v1/workspaces",
    status: 201,
    allow: "owner",
    body: workspaceCreate,
    response: workspace,
    errors: [409],
    summary: "Create a workspace",
  }),
  get: endpoint({
    method: "GET",
    path: "/api/v1/workspaces/{workspace_id}",
    status: 200,
    allow: member("workspace"),
    response: workspace,
    summary: "One workspace",
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/api/v1/workspaces/{workspace_id}",
    status: 200,
    allow: "owner",
    response: workspace,
    errors: [404, 409],
    summary: "Delete an empty workspace",
  }),
  users: endpoint({
    method: "GET",
    path: "/api/v1/workspaces/{workspace_id}/users",
    status: 200,
    allow: admin("workspace"),
    response: list(user),
    summary: "The members of a workspace, oldest membership first",
  }),
  addUser: endpoint({
    method: "POST",
    path: "/api/v1/workspaces/{workspace_id}/users",
    status: 201,
    allow: "owner",
    body: z.object({ user_id: id }),
    response: user,
    errors: [404, 409],
    summary: "Make a user a member of a workspace",
  }),
  removeUser: endpoint({
    method: "DELETE",
    path: "/api/v1/workspaces/{workspace_id}/users/{user_id}",
    status: 200,
    allow: admin("membership", "workspace_id"),
    response: user,
    summary: "Take a user out of a workspace",
  }),
}
