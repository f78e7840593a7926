/** A write that carries an `Idempotency-Key` happens once: a retry gets the first answer and changes nothing. */
import { createHash } from "node:crypto"
import type { Json } from "@loam/schema"
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import { refuse } from "./errors.ts"

/** What is kept of an answer, and how it is made whole again. */
export interface Memory {
  readonly status: number
  readonly body: Json
}

/** One key can be this long; longer ones are a mistake. */
const longestKey = 200

export function requestHash(method: string, path: string, body: unknown): string {
  return createHash("sha256")
    .update(`${method} ${path}\n`)
    .update(JSON.stringify(body ?? null))
    .digest("base64url")
}

/**
 * Claims a key inside the request's transaction. Answers the memory of an earlier request with this key, or
 * `undefined` when this is the first: then {@link remember} completes it. Two at the same time wait for each other.
 */
export async function claim(db: Db, userId: string, key: string, hash: string): Promise<Memory | undefined> {
  if (key.length > longestKey) throw refuse.invalid(`An Idempotency-Key has at most ${longestKey} characters`)
  const inserted = await sql`
    insert into idempotency_keys (user_id, key, request_hash, status, body, inserted_at)
    values (${userId}, ${key}, ${hash}, 0, null, now()) on conflict do nothing`.execute(db)
  if (inserted.numAffectedRows === 1n) return undefined
  const earlier = await db
    .selectFrom("idempotency_keys")
    .select(["request_hash", "status", "body"])
    .where("user_id", "=", userId)
    .where("key", "=", key)
    .executeTakeFirstOrThrow()
  if (earlier.request_hash !== hash) throw refuse.invalid("This Idempotency-Key was used for another request")
  return { status: earlier.status, body: earlier.body }
}

/** What was remembered by a request that is over; for handlers that bring their own transactions. */
export async function recall(db: Db, userId: string, key: string, hash: string): Promise<Memory | undefined> {
  const earlier = await db
    .selectFrom("idempotency_keys")
    .select(["request_hash", "status", "body"])
    .where("user_id", "=", userId)
    .where("key", "=", key)
    .executeTakeFirst()
  if (earlier && earlier.request_hash !== hash)
    throw refuse.invalid("This Idempotency-Key was used for another request")
  return earlier && { status: earlier.status, body: earlier.body }
}

/** Another request with the same key was quicker: nothing of this one is kept, and it is answered alike. */
export class Overtaken extends Error {
  override readonly name = "Overtaken"
  readonly memory: Memory
  constructor(memory: Memory) {
    super("a request with this Idempotency-Key was quicker")
    this.memory = memory
  }
}

export async function remember(db: Db, userId: string, key: string, memory: Memory): Promise<void> {
  await db
    .updateTable("idempotency_keys")
    .set({ status: memory.status, body: JSON.stringify(memory.body) })
    .where("user_id", "=", userId)
    .where("key", "=", key)
    .execute()
}
