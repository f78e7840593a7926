/** Deleting a user: a tombstone stays, so that answers go on having an author. */
import type { Db } from "../db/tables.ts"
import { refuse } from "../http/errors.ts"
import { keepAnOwner } from "./last-owner.ts"
import { buryUser, findUser, lockUser, type UserRow } from "./store.ts"

/** Answers the user as they were. Their leases run out by themselves. */
export async function deleteUser(db: Db, id: string): Promise<UserRow> {
  const seen = await findUser(db, id)
  if (seen?.role === "owner") await keepAnOwner(db, "delete")
  const user = await lockUser(db, id)
  if (!user) throw refuse.notFound("user", id)
  await buryUser(db, id)
  return user
}
