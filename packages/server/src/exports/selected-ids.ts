/** The records of a whole dataset that pass an expression. */
import type { Reads } from "../http/context.ts"
import { readRules } from "../records/index.ts"
import { chosenPages, openChooser } from "./chosen-records.ts"
import { countRecords, recordPages } from "./record-pages.ts"

/** Their ids in the order of the records, page by page. */
export async function* selectIds(
  reads: Reads,
  datasetId: string,
  query: { readonly where?: string | undefined; readonly unify?: string[] | undefined },
): AsyncGenerator<string[]> {
  const { db } = reads.database
  const rules = await readRules(db, datasetId)
  const chooser = await openChooser(reads, rules, query)
  for await (const page of chosenPages(recordPages(db, { datasetId: rules.id }), chooser))
    yield page.map(({ id }) => id)
}

export async function countWhere(
  reads: Reads,
  datasetId: string,
  where: string | undefined,
): Promise<number> {
  if (where === undefined) return countRecords(reads.database.db, datasetId, undefined)
  let count = 0
  for await (const ids of selectIds(reads, datasetId, { where })) count += ids.length
  return count
}
