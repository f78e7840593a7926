/** Checking a username and password. */
import type { Db } from "../db/tables.ts"
import type { Services } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import { verifyPassword } from "./secrets.ts"
import { beginAttempt, forgiveAttempt } from "./sign-in-limit.ts"

export interface Credentials {
  readonly username: string
  readonly password: string
}

export interface SignedIn {
  readonly id: string
  readonly username: string
  readonly first_name: string
  readonly role: string
  readonly session_epoch: number
}

/** The person, or a refusal that does not tell an unknown name from a wrong password, by word or by time. */
export async function signIn(
  db: Db,
  services: Services,
  { username, password }: Credentials,
  address: string,
): Promise<SignedIn> {
  // No name or password holds NUL, and PostgreSQL would refuse to look for one.
  if (username.includes("\0")) throw refuse.unauthorized()
  const attempt = { username, address }
  await beginAttempt(db, services, attempt)
  const user = await db
    .selectFrom("users")
    .select(["id", "username", "first_name", "role", "session_epoch", "password_hash"])
    .where("username", "=", username)
    .where("deleted_at", "is", null)
    .executeTakeFirst()
  if (!(await verifyPassword(password, user?.password_hash ?? null)) || !user) throw refuse.unauthorized()
  await forgiveAttempt(db, services, attempt)
  const { password_hash: _, ...person } = user
  return person
}
