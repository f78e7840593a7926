/** What happens once in the life of a database: its first owner, a workspace, and an example campaign to look at. */
import { sql } from "kysely"
import { v7 as uuid } from "uuid"
import type { Services } from "../http/context.ts"
import { insertMembership, insertWorkspace } from "../workspaces/index.ts"
import { loadExamples } from "./examples.ts"
import { createOwner, type FirstOwner, hasUsers } from "./owner.ts"

export type { FirstOwner } from "./owner.ts"

// Several processes may start on one empty database: the second waits, then finds that all is done.
const lockNumber = 6_900_002

/** Answers the owner just made, with the secrets nobody will see again; `null` when there are users already. */
export async function firstStart({ database, config }: Services): Promise<FirstOwner | null> {
  return database.db.transaction().execute(async (db) => {
    await sql`select pg_advisory_xact_lock(${lockNumber})`.execute(db)
    if (await hasUsers(db)) return null
    const owner = await createOwner(db, config)
    // Clients that name no workspace take the first one, so there is one from the start.
    const workspace = await insertWorkspace(db, { id: uuid(), name: "default" })
    await insertMembership(db, workspace.id, owner.id)
    if (config.LOAM_EXAMPLES) await loadExamples(db, { workspace_id: workspace.id, ownerId: owner.id })
    return owner
  })
}
