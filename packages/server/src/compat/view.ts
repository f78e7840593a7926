/** Users as the old routes show them: with a full name and the names of their workspaces. */
import { sql } from "kysely"
import type { Db } from "../db/tables.ts"
import type { Actor } from "../http/context.ts"
import { type UserRow, userView } from "../users/index.ts"
import type { UserV0 } from "./endpoints.ts"

/** Names of the workspaces these people are members of, oldest membership first. */
async function workspaceNames(db: Db, userIds: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ user_id: string; names: string[] }>`
    select m.user_id, jsonb_agg(w.name order by m.seq) as names
    from memberships m join workspaces w on w.id = m.workspace_id
    where m.user_id = any(${userIds}::uuid[]) group by m.user_id`.execute(db)
  return new Map(rows.map((row) => [row.user_id, row.names]))
}

export async function usersV0(db: Db, users: readonly UserRow[], actor: Actor | null): Promise<UserV0[]> {
  const names = await workspaceNames(
    db,
    users.map((user) => user.id),
  )
  return users.map((user) => userV0(user, names.get(user.id) ?? [], actor))
}

export function userV0(user: UserRow, workspaces: string[], actor: Actor | null): UserV0 {
  const { last_name, inserted_at, updated_at, api_key, ...person } = userView(user, actor)
  return {
    ...person,
    ...(last_name === null ? {} : { last_name }),
    full_name: last_name === null ? person.first_name : `${person.first_name} ${last_name}`,
    workspaces,
    api_key,
    inserted_at,
    updated_at,
  }
}

export async function oneUserV0(db: Db, user: UserRow, actor: Actor | null): Promise<UserV0> {
  const [view] = await usersV0(db, [user], actor)
  return view ?? userV0(user, [], actor)
}
