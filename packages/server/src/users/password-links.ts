/** Links by which a person chooses a password: random, for a week, used up by being used. */
import { randomBytes } from "node:crypto"
import { sql } from "kysely"
import { hashApiKey, hashPassword } from "../auth/secrets.ts"
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import { lockUser, updateUser } from "./store.ts"

const days = 7

export interface PasswordLink {
  readonly username: string
  readonly path: string
  readonly token: string
  readonly expires_at: string
}

/** A new link; whatever link the person had works no more. */
export async function makePasswordLink(db: Db, userId: string, onlyFirst: boolean): Promise<PasswordLink> {
  const user = await lockUser(db, userId)
  if (!user) throw refuse.notFound("user", userId)
  if (onlyFirst && (await passwordHashOf(db, userId)) !== null)
    throw refuse.conflict(`'${user.username}' has a password already`)
  const token = randomBytes(32).toString("base64url")
  const { rows } = await sql<{ expires_at: string }>`
    insert into password_resets (user_id, token_hash, expires_at, inserted_at)
    values (${userId}, ${hashApiKey(token)}, now() + make_interval(days => ${days}), now())
    on conflict (user_id) do update set
      token_hash = excluded.token_hash, expires_at = excluded.expires_at, inserted_at = excluded.inserted_at
    returning wire_time(expires_at) as expires_at`.execute(db)
  return {
    username: user.username,
    path: `/reset-password/${token}`,
    token,
    expires_at: rows[0]?.expires_at ?? "",
  }
}

/** Whom a link belongs to; unknown, used, replaced and expired ones are all the same. */
export async function readPasswordLink(db: Db, token: string) {
  const { rows } = await sql<{ id: string; username: string; first_name: string; expires_at: string }>`
    select u.id, u.username, u.first_name, wire_time(p.expires_at) as expires_at
    from password_resets p join users u on u.id = p.user_id
    where p.token_hash = ${hashApiKey(token)} and p.expires_at > now() and u.deleted_at is null`.execute(db)
  const [link] = rows
  if (!link)
    throw refuse.missing(
      "This link was used, replaced or has expired: ask an owner of the server for another",
    )
  return link
}

export async function usePasswordLink(db: Db, token: string, password: string): Promise<void> {
  const { id } = await readPasswordLink(db, token)
  const { numAffectedRows } = await sql`
    delete from password_resets where token_hash = ${hashApiKey(token)}`.execute(db)
  // Two at once: the second waited for the first and finds it gone.
  if (numAffectedRows !== 1n) throw refuse.missing("This link was used a moment ago")
  await updateUser(db, id, { password_hash: await hashPassword(password) }, true)
}

export async function passwordHashOf(db: Db, userId: string): Promise<string | null> {
  const row = await db.selectFrom("users").select("password_hash").where("id", "=", userId).executeTakeFirst()
  return row?.password_hash ?? null
}
