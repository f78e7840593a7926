/** Filters as a condition, for whoever picks records in a query of their own. */
import type { filters } from "@loam/schema"
import type { z } from "zod"
import type { Db } from "../db/tables.ts"
import type { Actor } from "../http/context.ts"
import { refuse } from "../http/errors.ts"
import { findRules } from "../records/index.ts"
import { contextForOne } from "./context.ts"
import { filterExpression } from "./filter.ts"
import type { Sql } from "./json-target.ts"

/** On the row called `r`; answers in it are this person's. */
export async function searchCondition(
  db: Db,
  datasetId: string,
  { and }: z.infer<typeof filters>,
  actor: Pick<Actor, "id" | "role">,
): Promise<Sql> {
  const rules = await findRules(db, datasetId)
  if (!rules) throw refuse.notFound("dataset", datasetId)
  return filterExpression(contextForOne(rules, actor), and)
}
