/** The closed vocabulary of who may call an endpoint; the server turns each into one check. */

/** Entities whose workspace decides who may touch them. */
export type ScopedEntity =
  | "workspace"
  | "membership"
  | "dataset"
  | "field"
  | "question"
  | "metadata_property"
  | "vector_settings"
  | "record"
  | "response"
  | "suggestion"

/**
 * - `public`: nobody has to be known.
 * - `user`: anybody who is signed in.
 * - `owner`: owners only.
 * - `any_admin`: owners and admins of whatever workspace.
 * - `{ role: "member" | "admin" }`: owners, or members (admins) of the workspace that holds the entity named by
 *   the path parameter (or body member) `by`.
 * - `{ role: "author" }`: owners, admins of the workspace, and the person who wrote the response.
 */
export type Permission =
  | "public"
  | "user"
  | "owner"
  | "any_admin"
  | {
      readonly role: "member" | "admin" | "author"
      readonly of: ScopedEntity
      readonly by: string
      readonly in?: "path" | "body"
    }

export const member = (of: ScopedEntity, by = `${of}_id`) => ({ role: "member", of, by }) as const
export const admin = (of: ScopedEntity, by = `${of}_id`) => ({ role: "admin", of, by }) as const
