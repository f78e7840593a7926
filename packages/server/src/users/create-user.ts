/** Creating a user, with a key of their own. */
import type { Role } from "@loam/schema"
import { v7 as uuid } from "uuid"
import { apiKeyHint, hashApiKey, hashPassword, newApiKey } from "../auth/secrets.ts"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import { findUserNamed, insertUser, isIdTaken, isKeyTaken, type UserRow } from "./store.ts"

export interface UserInput {
  readonly id?: string | null | undefined
  readonly username: string
  readonly first_name: string
  readonly last_name?: string | null | undefined
  readonly role?: Role | null | undefined
  readonly password: string | null
  /** Random unless given. */
  readonly api_key?: string | null | undefined
  readonly inserted_at?: string | null | undefined
}

/** The only moment at which the key is known whole. */
export async function createUser(db: Db, input: UserInput): Promise<{ user: UserRow; api_key: string }> {
  const { id, username, first_name, last_name = null, role } = input
  const api_key = input.api_key ?? newApiKey()
  if (await findUserNamed(db, username)) throw refuse.conflict(`A user named '${username}' exists already`)
  if (id && (await isIdTaken(db, id))) throw refuse.conflict(`A user with id ${id} exists already`)
  if (await isKeyTaken(db, hashApiKey(api_key)))
    throw refuse.conflict(`The API key given for '${username}' cannot be used: leave it out to have one made`)
  const user = await insertUser(db, {
    id: id ?? uuid(),
    username,
    first_name,
    last_name,
    role: role ?? "annotator",
    password_hash: input.password === null ? null : await hashPassword(input.password),
    api_key_hash: hashApiKey(api_key),
    api_key_hint: apiKeyHint(api_key),
    inserted_at: input.inserted_at,
  })
  return { user, api_key }
}
