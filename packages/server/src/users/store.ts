/** Reading and writing users. Tombstones are invisible here: only their answers still name them. */
import type { Role } from "@loam/schema"
import { madeAt, now } from "../db/now.ts"
import type { Db } from "../db/tables.ts"

const columns = [
  "users.id",
  "users.username",
  "users.first_name",
  "users.last_name",
  "users.role",
  "users.api_key_hint",
  "users.inserted_at",
  "users.updated_at",
] as const

/** What is served of a user; the key is only hinted at. */
export interface UserRow {
  readonly id: string
  readonly username: string
  readonly first_name: string
  readonly last_name: string | null
  readonly role: Role
  readonly api_key_hint: string
  readonly inserted_at: string
  readonly updated_at: string
}

const living = (db: Db) => db.selectFrom("users").select(columns).where("users.deleted_at", "is", null)

export async function listUsers(db: Db): Promise<UserRow[]> {
  return living(db).orderBy("users.seq").execute()
}

/** Members of a workspace, oldest membership first. */
export async function listMembers(db: Db, workspaceId: string): Promise<UserRow[]> {
  return living(db)
    .innerJoin("memberships as m", "m.user_id", "users.id")
    .where("m.workspace_id", "=", workspaceId)
    .orderBy("m.seq")
    .execute()
}

export async function findUser(db: Db, id: string): Promise<UserRow | undefined> {
  return living(db).where("users.id", "=", id).executeTakeFirst()
}

/** One user, kept from changing meanwhile. */
export async function lockUser(db: Db, id: string): Promise<UserRow | undefined> {
  return living(db).where("users.id", "=", id).forNoKeyUpdate().executeTakeFirst()
}

/** The id of the living user of that name, capitals counted. */
export async function findUserNamed(db: Db, username: string): Promise<string | undefined> {
  const row = await living(db).where("users.username", "=", username).executeTakeFirst()
  return row?.id
}

/** True also for the id of a tombstone: answers still carry it. */
export async function isIdTaken(db: Db, id: string): Promise<boolean> {
  return (await db.selectFrom("users").select("id").where("id", "=", id).executeTakeFirst()) !== undefined
}

export async function isKeyTaken(db: Db, hash: string): Promise<boolean> {
  return (
    (await db.selectFrom("users").select("id").where("api_key_hash", "=", hash).executeTakeFirst()) !==
    undefined
  )
}

/** Locks all owners, in one order, and counts them: two of them cannot demote each other at once. */
export async function lockOwners(db: Db): Promise<number> {
  const owners = await db
    .selectFrom("users")
    .select("id")
    .where("role", "=", "owner")
    .where("deleted_at", "is", null)
    .orderBy("id")
    .forNoKeyUpdate()
    .execute()
  return owners.length
}

export interface NewUser
  extends Pick<UserRow, "id" | "username" | "first_name" | "last_name" | "role" | "api_key_hint"> {
  readonly password_hash: string | null
  readonly api_key_hash: string
  /** Now unless given. */
  readonly inserted_at: string | null | undefined
}

export async function insertUser(db: Db, { inserted_at, ...user }: NewUser): Promise<UserRow> {
  return db
    .insertInto("users")
    .values({ ...user, deleted_at: null, inserted_at: madeAt(inserted_at), updated_at: now })
    .returning(columns)
    .executeTakeFirstOrThrow()
}

export type UserChange = Partial<
  Pick<UserRow, "username" | "first_name" | "last_name" | "role"> & { readonly password_hash: string }
>

/** `endSessions`: everybody signed in as this user has to do so again. */
export async function updateUser(
  db: Db,
  id: string,
  change: UserChange,
  endSessions: boolean,
): Promise<UserRow> {
  return db
    .updateTable("users")
    .set((eb) => ({
      ...change,
      ...(endSessions ? { session_epoch: eb("session_epoch", "+", 1) } : {}),
      updated_at: now,
    }))
    .where("id", "=", id)
    .returning(columns)
    .executeTakeFirstOrThrow()
}

export async function setApiKey(db: Db, id: string, hash: string, hint: string): Promise<void> {
  await db
    .updateTable("users")
    .set({ api_key_hash: hash, api_key_hint: hint, updated_at: now })
    .where("id", "=", id)
    .execute()
}

/** Makes a tombstone: no credentials, no memberships, the name free again; what the person answered stays. */
export async function buryUser(db: Db, id: string): Promise<void> {
  await db
    .updateTable("users")
    .set((eb) => ({
      deleted_at: now,
      updated_at: now,
      password_hash: null,
      api_key_hash: null,
      api_key_hint: "",
      session_epoch: eb("session_epoch", "+", 1),
    }))
    .where("id", "=", id)
    .execute()
  await db.deleteFrom("memberships").where("user_id", "=", id).execute()
}
