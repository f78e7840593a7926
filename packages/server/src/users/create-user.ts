/** Creating a user, with a key of their own. */
import type { Role } from "@loam/schema"
import { v7 as uuid } from "uuid"
import { apiKeyHint, hashApiKey, hashPassword, newApiKey } from "../auth/secrets.ts"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import { findUserNamed, insertUser, isIdTaken, type UserRow } from "./store.ts"

export interface UserInput {
  readonly id?: string | null | undefined
  readonly username: string
  readonly first_name: string
  readonly last_name?: string | null | undefined
  readonly role?: Role | null | undefined
  readonly password: string
  /** Random unless given. */
  readonly api_key?: string
}

/** The only moment at which the key is known whole. */
export async function createUser(db: Db, input: UserInput): Promise<{ user: UserRow; api_key: string }> {
  const { id, username, first_name, last_name = null, role, api_key = newApiKey() } = input
  if (await findUserNamed(db, username)) throw refuse.conflict(`A user named '${username}' exists already`)
  if (id && (await isIdTaken(db, id))) throw refuse.conflict(`A user with id ${id} exists already`)
  const user = await insertUser(db, {
    id: id ?? uuid(),
    username,
    first_name,
    last_name,
    role: role ?? "annotator",
    password_hash: await hashPassword(input.password),
    api_key_hash: hashApiKey(api_key),
    api_key_hint: apiKeyHint(api_key),
  })
  return { user, api_key }
}
