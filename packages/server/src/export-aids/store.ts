/** Reading and writing tokenizers and benchmark lists. */
import { gunzipSync, gzipSync } from "node:zlib"
import type { ExportAid } from "@loam/schema"
import { v7 as uuid } from "uuid"
import { now } from "../db/now.ts"
import type { Db } from "../db/tables.ts"

const columns = ["id", "kind", "name", "sha256", "bytes", "about", "inserted_at", "updated_at"] as const

export async function listAids(db: Db, workspaceId: string): Promise<ExportAid[]> {
  return db
    .selectFrom("export_aids")
    .select(columns)
    .where("workspace_id", "=", workspaceId)
    .orderBy("kind", "desc")
    .orderBy("name")
    .execute()
}

export async function findAid(
  db: Db,
  workspaceId: string,
  kind: ExportAid["kind"],
  name: string,
): Promise<ExportAid | undefined> {
  return db
    .selectFrom("export_aids")
    .select(columns)
    .where("workspace_id", "=", workspaceId)
    .where("kind", "=", kind)
    .where("name", "=", name)
    .executeTakeFirst()
}

/** The content as JSON text; undefined when it was deleted. */
export async function readAid(db: Db, id: string): Promise<string | undefined> {
  const row = await db.selectFrom("export_aids").select("content").where("id", "=", id).executeTakeFirst()
  return row && gunzipSync(Buffer.from(row.content, "base64")).toString("utf8")
}

export async function putAid(
  db: Db,
  aid: Pick<ExportAid, "kind" | "name" | "sha256" | "bytes" | "about"> & {
    readonly workspace_id: string
    readonly text: string
  },
): Promise<ExportAid> {
  const { text, ...rest } = aid
  const content = gzipSync(text).toString("base64")
  const { sha256, bytes, about } = rest
  return db
    .insertInto("export_aids")
    .values({ ...rest, id: uuid(), content, inserted_at: now, updated_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(["workspace_id", "kind", "name"])
        .doUpdateSet({ sha256, bytes, about, content, updated_at: now }),
    )
    .returning(columns)
    .executeTakeFirstOrThrow()
}

export async function removeAid(db: Db, workspaceId: string, id: string): Promise<ExportAid | undefined> {
  return db
    .deleteFrom("export_aids")
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .returning(columns)
    .executeTakeFirst()
}
