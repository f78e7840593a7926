/** A dataset as a file, and the report on that file. */
import { api } from "@loam/schema"
import type { Db } from "../db/tables.ts"
import type { Bind } from "../http/bind.ts"
import { refuse } from "../http/errors.ts"
import { type DatasetRules, findRules } from "../records/index.ts"
import { checkExport } from "./check-export.ts"
import { openContainer } from "./containers.ts"
import { openExport } from "./open-export.ts"
import { recordPages } from "./record-pages.ts"
import { contentDisposition, streamExport } from "./stream-export.ts"

async function rulesOf(db: Db, datasetId: string): Promise<DatasetRules> {
  const rules = await findRules(db, datasetId)
  if (!rules) throw refuse.notFound("dataset", datasetId)
  return rules
}

export function exportRoutes(bind: Bind): void {
  bind(api.exports.download, async ({ db, params, query }) => {
    const rules = await rulesOf(db, params.dataset_id)
    const exporter = openExport(rules, query)
    const pages = recordPages(db, rules.id, query.status)
    const container = openContainer(query.container, exporter)
    return new Response(streamExport(exporter, container, pages), {
      headers: {
        "Content-Type": container.contentType,
        "Content-Disposition": contentDisposition(rules.name, exporter, container),
      },
    })
  })

  bind(api.exports.check, async ({ db, params, query }) => {
    const rules = await rulesOf(db, params.dataset_id)
    return checkExport(openExport(rules, query), recordPages(db, rules.id, query.status))
  })
}
