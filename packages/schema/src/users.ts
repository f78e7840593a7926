/** Users and how they sign in. */
import { z } from "zod"
import { endpoint } from "./endpoint.ts"
import { limits } from "./limits.ts"
import { bool, id, list, moment, nonNull, stamps, text, timestamp, trimmed, updatable } from "./scalars.ts"

export const role = z.enum(["owner", "admin", "annotator"])
export type Role = z.infer<typeof role>

export const user = z.object({
  id,
  first_name: z.string(),
  last_name: z.string().nullable(),
  username: z.string(),
  role,
  /** The presented key where the caller reads themself by it; otherwise a masked string: keys are stored hashed. */
  api_key: z.string(),
  ...stamps,
})
export type User = z.infer<typeof user>

export const password = text(limits.password.min, limits.password.max)

export const userCreate = z.object({
  id: id.nullish(),
  first_name: trimmed,
  last_name: trimmed.nullish(),
  username: text(1),
  role: role.nullish(),
  /** `null`: none yet, the person chooses one by a link. */
  password: password.nullable(),
  /** A key the person has already, as when they move here from elsewhere; random unless given. */
  api_key: text(8, 300)
    .regex(/^[\x21-\x7e]+$/)
    .nullish(),
  /** When the account was made, where that was elsewhere. */
  inserted_at: moment.nullish(),
})

export const userUpdate = z
  .object({
    first_name: updatable(trimmed),
    last_name: trimmed.nullish(),
    username: updatable(text(1)),
    role: updatable(role),
    password: updatable(password),
  })
  .superRefine(nonNull(["first_name", "username", "role", "password"]))

export const token = z.object({ access_token: z.string(), token_type: z.literal("bearer") })

export const userEndpoints = {
  me: endpoint({
    method: "GET",
    path: "/api/v1/me",
    status: 200,
    allow: "user",
    response: user,
    summary: "The caller",
  }),
  signIn: endpoint({
    method: "POST",
    path: "/api/v1/me/session",
    status: 201,
    allow: "public",
    body: z.object({ username: z.string(), password: z.string() }),
    response: user,
    errors: [401, 429],
    summary: "Sign a browser in: sets the session cookie",
  }),
  signOut: endpoint({
    method: "DELETE",
    path: "/api/v1/me/session",
    status: 204,
    allow: "public",
    response: "empty",
    summary: "Sign the browser out: clears the session cookie",
  }),
  rotateApiKey: endpoint({
    method: "POST",
    path: "/api/v1/me/api-key",
    status: 201,
    allow: "user",
    response: z.object({ api_key: z.string() }),
    summary: "Replace the caller's API key; the answer is the only place that shows the new one",
  }),
  token: endpoint({
    method: "POST",
    path: "/api/v1/token",
    status: 201,
    allow: "public",
    encoding: "form",
    body: z.object({ username: z.string(), password: z.string() }),
    response: token,
    errors: [401, 429],
    summary: "A bearer token for a username and password",
  }),
  list: endpoint({
    method: "GET",
    path: "/api/v1/users",
    status: 200,
    allow: "owner",
    response: list(user),
    summary: "All users, oldest first",
  }),
  get: endpoint({
    method: "GET",
    path: "/api/v1/users/{user_id}",
    status: 200,
    allow: "owner",
    response: user,
    summary: "One user",
    errors: [404],
  }),
  create: endpoint({
    method: "POST",
    path: "/api/v1/users",
    status: 201,
    allow: "owner",
    body: userCreate,
    response: user,
    summary: "Create a user; the answer is the only place that shows the API key whole",
    errors: [409],
  }),
  update: endpoint({
    method: "PATCH",
    path: "/api/v1/users/{user_id}",
    status: 200,
    allow: "owner",
    body: userUpdate,
    response: user,
    summary: "Change a user; a new password or role ends their sessions",
    errors: [404],
  }),
  remove: endpoint({
    method: "DELETE",
    path: "/api/v1/users/{user_id}",
    status: 200,
    allow: "owner",
    response: user,
    summary: "Delete a user; their answers stay under a tombstone",
    errors: [404],
  }),
  changePassword: endpoint({
    method: "POST",
    path: "/api/v1/me/password",
    status: 204,
    allow: "user",
    body: z.object({ current_password: z.string().nullish(), password }),
    response: "empty",
    errors: [429],
    summary: "Change one's own password; ends one's other sessions",
  }),
  makeResetLink: endpoint({
    method: "POST",
    path: "/api/v1/users/{user_id}/password-reset",
    status: 201,
    allow: "owner",
    body: z.object({
      /** Refuse (409) where the person has a password already. */
      only_first: bool.default(false),
    }),
    response: z.object({ username: z.string(), path: z.string(), token: z.string(), expires_at: timestamp }),
    errors: [404, 409],
    summary: "A link by which a user chooses a password, once, within a week; replaces an earlier one",
  }),
  readResetLink: endpoint({
    method: "POST",
    path: "/api/v1/password-reset/check",
    status: 200,
    allow: "public",
    reads: true,
    body: z.object({ token: z.string() }),
    response: z.object({ username: z.string(), first_name: z.string(), expires_at: timestamp }),
    errors: [404],
    summary: "Whose password a link is for",
  }),
  resetPassword: endpoint({
    method: "POST",
    path: "/api/v1/password-reset",
    status: 204,
    allow: "public",
    body: z.object({ token: z.string(), password }),
    response: "empty",
    errors: [404],
    summary: "Choose a password by a link; the link is used up and all sessions of the person end",
  }),
}
