/** Runs something in a transaction, again when it only stood in another one's way. */
import { isTransient } from "./errors.ts"
import type { Db } from "./tables.ts"

/** Deadlocks and serialisation failures are nobody's fault; three attempts are plenty. */
const attempts = 3

export async function inTransaction<T>(db: Db, run: (transaction: Db) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(run)
    } catch (error) {
      if (attempt === attempts || !isTransient(error)) throw error
    }
  }
}
