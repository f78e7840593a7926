/** Changing a user: a new password or role ends their sessions. */
import type { api, ParsedBody } from "@loam/schema"
import { hashPassword } from "../auth/secrets.ts"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import { keepAnOwner } from "./last-owner.ts"
import { findUser, findUserNamed, lockUser, type UserChange, type UserRow, updateUser } from "./store.ts"

type Body = ParsedBody<typeof api.users.update>

/** Members of the body that say something new; `null` was refused before where it means nothing. */
function changes(stored: UserRow, body: Body): UserChange {
  const { username, first_name, last_name, role } = body
  return {
    ...(username && username !== stored.username ? { username } : {}),
    ...(first_name && first_name !== stored.first_name ? { first_name } : {}),
    ...(last_name !== undefined && last_name !== stored.last_name ? { last_name } : {}),
    ...(role && role !== stored.role ? { role } : {}),
  }
}

export async function changeUser(db: Db, id: string, body: Body): Promise<UserRow> {
  const seen = await findUser(db, id)
  // Owners are locked together and in one order; one of them must not be locked alone before.
  if (seen?.role === "owner" && body.role && body.role !== "owner") await keepAnOwner(db, "demote")
  const stored = await lockUser(db, id)
  if (!stored) throw refuse.notFound("user", id)
  const change = changes(stored, body)
  if (change.username && (await findUserNamed(db, change.username)))
    throw refuse.invalid(`A user named '${change.username}' exists already`)
  const withPassword = body.password
    ? { ...change, password_hash: await hashPassword(body.password) }
    : change
  if (Object.keys(withPassword).length === 0) return stored
  const endSessions = "password_hash" in withPassword || change.role !== undefined
  return updateUser(db, id, withPassword, endSessions)
}
