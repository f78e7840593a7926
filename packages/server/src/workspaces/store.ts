/** Reading and writing workspaces and who belongs to them. */
import type { Workspace } from "@loam/schema"
import { madeAt, now } from "../db/now.ts"
import type { Db } from "../db/tables.ts"

const columns = ["id", "name", "inserted_at", "updated_at"] as const

export async function listWorkspaces(db: Db): Promise<Workspace[]> {
  return db.selectFrom("workspaces").select(columns).orderBy("seq").execute()
}

/** The workspaces a person is a member of, oldest workspace first. */
export async function listWorkspacesOf(db: Db, userId: string): Promise<Workspace[]> {
  return db
    .selectFrom("workspaces")
    .select(columns)
    .where("id", "in", (eb) =>
      eb.selectFrom("memberships").select("workspace_id").where("user_id", "=", userId),
    )
    .orderBy("seq")
    .execute()
}

export async function findWorkspace(db: Db, id: string): Promise<Workspace | undefined> {
  return db.selectFrom("workspaces").select(columns).where("id", "=", id).executeTakeFirst()
}

export async function findWorkspaceNamed(db: Db, name: string): Promise<Workspace | undefined> {
  return db.selectFrom("workspaces").select(columns).where("name", "=", name).executeTakeFirst()
}

export async function insertWorkspace(
  db: Db,
  workspace: Pick<Workspace, "id" | "name">,
  inserted_at?: string | null,
): Promise<Workspace> {
  return db
    .insertInto("workspaces")
    .values({ ...workspace, inserted_at: madeAt(inserted_at), updated_at: now })
    .returning(columns)
    .executeTakeFirstOrThrow()
}

export async function removeWorkspace(db: Db, id: string): Promise<void> {
  await db.deleteFrom("workspaces").where("id", "=", id).execute()
}

export async function hasDatasets(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom("datasets")
    .select("id")
    .where("workspace_id", "=", id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function isMember(db: Db, workspaceId: string, userId: string): Promise<boolean> {
  const row = await db
    .selectFrom("memberships")
    .select("user_id")
    .where("workspace_id", "=", workspaceId)
    .where("user_id", "=", userId)
    .executeTakeFirst()
  return row !== undefined
}

/** `false` when the person is a member already. */
export async function insertMembership(db: Db, workspaceId: string, userId: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto("memberships")
    .values({ workspace_id: workspaceId, user_id: userId, inserted_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows > 0n
}

export async function removeMembership(db: Db, workspaceId: string, userId: string): Promise<void> {
  await db
    .deleteFrom("memberships")
    .where("workspace_id", "=", workspaceId)
    .where("user_id", "=", userId)
    .execute()
}
