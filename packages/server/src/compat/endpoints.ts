/** The routes of the 1.29 protocol that 2.x dropped; not part of the contract that Loam's own clients are made of. */
import {
  endpoint,
  id,
  include,
  limits,
  member,
  oldParameters,
  paging,
  password,
  recordCreate,
  recordPage,
  recordUpdate,
  role,
  token,
  trimmed,
  workspace,
} from "@loam/schema"
import { z } from "zod"

/** `last_name` is left out where there is none. */
export const userV0 = z.object({
  id: z.string(),
  first_name: z.string(),
  last_name: z.string().optional(),
  full_name: z.string(),
  username: z.string(),
  role,
  workspaces: z.array(z.string()),
  api_key: z.string(),
  inserted_at: z.string(),
  updated_at: z.string(),
})
export type UserV0 = z.infer<typeof userV0>

const usernameV0 = z.string().regex(/^(?![-_])[A-Za-z0-9[\\\]^_`-]+$/)
const workspaceName = z.string().regex(/^(?![-_])[a-z0-9_-]+$/)

export const v0 = {
  me: endpoint({
    method: "GET",
    path: "/api/me",
    status: 200,
    allow: "user",
    response: userV0,
    summary: "The caller",
  }),
  users: endpoint({
    method: "GET",
    path: "/api/users",
    status: 200,
    allow: "owner",
    response: z.array(userV0),
    summary: "All users",
  }),
  createUser: endpoint({
    method: "POST",
    path: "/api/users",
    status: 200,
    allow: "owner",
    body: z.object({
      first_name: trimmed,
      last_name: trimmed.nullish(),
      username: usernameV0,
      role: role.nullish(),
      password,
      workspaces: z.array(z.string()).nullish(),
    }),
    response: userV0,
    summary: "Create a user",
  }),
  removeUser: endpoint({
    method: "DELETE",
    path: "/api/users/{user_id}",
    status: 200,
    allow: "user",
    response: userV0,
    summary: "Delete a user",
  }),
  createWorkspace: endpoint({
    method: "POST",
    path: "/api/workspaces",
    status: 200,
    allow: "owner",
    body: z.object({ name: workspaceName }),
    response: workspace,
    summary: "Create a workspace",
  }),
  members: endpoint({
    method: "GET",
    path: "/api/workspaces/{workspace_id}/users",
    status: 200,
    allow: "user",
    response: z.array(userV0),
    summary: "Members of a workspace",
  }),
  addMember: endpoint({
    method: "POST",
    path: "/api/workspaces/{workspace_id}/users/{user_id}",
    status: 200,
    allow: "owner",
    response: userV0,
    summary: "Add a member to a workspace",
  }),
  removeMember: endpoint({
    method: "DELETE",
    path: "/api/workspaces/{workspace_id}/users/{user_id}",
    status: 200,
    allow: "user",
    response: userV0,
    summary: "Remove a member from a workspace",
  }),
  token: endpoint({
    method: "POST",
    path: "/api/security/token",
    status: 200,
    allow: "public",
    encoding: "form",
    body: z.object({ username: z.string(), password: z.string() }),
    response: token,
    summary: "A bearer token for a username and password",
  }),
  info: endpoint({
    method: "GET",
    path: "/api/_info",
    status: 200,
    allow: "public",
    response: z.object({ version: z.string() }),
    summary: "The 1.x version spoken",
  }),
  status: endpoint({
    method: "GET",
    path: "/api/_status",
    status: 200,
    allow: "public",
    response: z.object({
      version: z.string(),
      elasticsearch: z.record(z.string(), z.unknown()),
      mem_info: z.record(z.string(), z.string()),
    }),
    summary: "Version, search engine and memory",
  }),
}

const nameParam = { dataset_name: z.string() }
const inWorkspace = z.object({ workspace: z.string().optional() })

/** Datasets of the time before feedback datasets: there are none, and clients that look for one are told so. */
export const oldDatasets = {
  list: endpoint({
    method: "GET",
    path: "/api/datasets",
    status: 200,
    allow: "user",
    query: inWorkspace,
    response: z.array(z.never()),
    summary: "None",
  }),
  get: endpoint({
    method: "GET",
    path: "/api/datasets/{dataset_name}",
    status: 200,
    allow: "user",
    params: nameParam,
    query: inWorkspace,
    response: z.never(),
    summary: "Not found",
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/api/datasets/{dataset_name}",
    status: 200,
    allow: "user",
    params: nameParam,
    query: inWorkspace,
    response: z.null(),
    summary: "Nothing to delete",
  }),
}

const items = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item).min(1).max(limits.recordsPerLegacyBulk) })

/** Ways to write and list records that 2.x replaced by others. */
export const oldRecords = {
  create: endpoint({
    method: "POST",
    path: "/api/v1/datasets/{dataset_id}/records",
    status: 204,
    allow: { role: "admin", of: "dataset", by: "dataset_id" },
    body: items(recordCreate),
    response: "empty",
    summary: "Create up to 1,000 records, all or none",
  }),
  update: endpoint({
    method: "PATCH",
    path: "/api/v1/datasets/{dataset_id}/records",
    status: 204,
    allow: { role: "admin", of: "dataset", by: "dataset_id" },
    body: items(recordUpdate.omit({ fields: true }).extend({ id })),
    response: "empty",
    summary: "Change up to 1,000 records, all or none",
  }),
  mine: endpoint({
    method: "GET",
    path: "/api/v1/me/datasets/{dataset_id}/records",
    status: 200,
    allow: member("dataset"),
    query: z.object({ include, ...paging, ...oldParameters }),
    response: recordPage,
    summary: "Records with the caller's own answers",
  }),
}
