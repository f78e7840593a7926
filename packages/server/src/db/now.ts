/** The database's clock: the same moment for everything written in one transaction, whatever machine asks. */
import { sql } from "kysely"

export const now = sql<string>`now()`

/** When something was made that comes from elsewhere; what claims to be of the future is of now. */
export const madeAt = (moment: string | null | undefined) =>
  moment ? sql<string>`least(now(), ${moment}::timestamptz)` : now
