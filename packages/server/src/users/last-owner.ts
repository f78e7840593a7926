/** Somebody has to be able to manage the server: the last owner stays one. */
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import { lockOwners } from "./store.ts"

export async function keepAnOwner(db: Db, what: "delete" | "demote"): Promise<void> {
  if ((await lockOwners(db)) > 1) return
  const ending = what === "delete" ? "be deleted" : "lose that role"
  throw refuse.invalid(`The last owner cannot ${ending}: make somebody else an owner first`)
}
