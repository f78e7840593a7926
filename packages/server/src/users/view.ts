/** A user as the wire has it: keys are stored hashed, so only whoever presented one reads it back whole. */
import type { User } from "@loam/schema"
import type { Actor } from "../http/context.ts"
import type { UserRow } from "./store.ts"

export function userView({ api_key_hint: hint, ...user }: UserRow, actor: Actor | null): User {
  const presented = actor?.id === user.id ? actor.presented_key : null
  const { inserted_at, updated_at, ...person } = user
  return { ...person, api_key: presented ?? `••••${hint}`, inserted_at, updated_at }
}
