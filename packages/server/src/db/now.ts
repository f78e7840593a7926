/** The database's clock: the same moment for everything written in one transaction, whatever machine asks. */
import { sql } from "kysely"

export const now = sql<string>`now()`
