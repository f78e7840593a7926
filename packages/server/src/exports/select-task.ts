/** How many records pass an expression: worked out in a thread, as it reads every record it counts. */
import type { Selection, SelectionQuery } from "@loam/schema"
import type { Reads } from "../http/context.ts"
import { readRules } from "../records/index.ts"
import { openChooser } from "./chosen-records.ts"
import { countSelection } from "./count-selection.ts"
import { countRecords, recordPages } from "./record-pages.ts"

export async function selectionOf(
  reads: Reads,
  dataset_id: string,
  query: SelectionQuery,
): Promise<Selection> {
  const { db } = reads.database
  const rules = await readRules(db, dataset_id)
  const { selector } = await openChooser(reads, rules, query)
  const total = await countRecords(db, rules.id, query.status)
  const pages = recordPages(db, { datasetId: rules.id, status: query.status })
  return countSelection(rules, selector, pages, total, query.exact ? Number.POSITIVE_INFINITY : undefined)
}
