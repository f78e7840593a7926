/** A dataset as a file, the report on that file, and what to choose from before there is one. */
import { api, type ExportQuery } from "@loam/schema"
import { offeredTasks } from "@loam/training"
import type { Bind } from "../http/bind.ts"
import type { Services } from "../http/context.ts"
import { readRules } from "../records/index.ts"
import { checkExport } from "./check-export.ts"
import { chosenPages, openChooser } from "./chosen-records.ts"
import { openContainer } from "./containers.ts"
import { countSelection } from "./count-selection.ts"
import { openExport } from "./open-export.ts"
import { previewExport } from "./preview-export.ts"
import { countRecords, recordPages } from "./record-pages.ts"
import { contentDisposition, streamExport } from "./stream-export.ts"

/** Everything that settles an export, before any record is read. */
async function prepared({ database, ...rest }: Services, datasetId: string, query: ExportQuery) {
  const { db } = database
  const rules = await readRules(db, datasetId)
  const exporter = openExport(rules, query)
  const chooser = await openChooser({ database, ...rest }, rules, query, exporter)
  return { rules, exporter, chooser, pages: recordPages(db, rules.id, query.status) }
}

export function exportRoutes(bind: Bind, services: Services): void {
  bind(api.exports.download, async ({ params, query }) => {
    const { rules, exporter, chooser, pages } = await prepared(services, params.dataset_id, query)
    const container = openContainer(query.container, exporter, { title: rules.name })
    return new Response(streamExport(exporter, container, chosenPages(pages, chooser), query.split), {
      headers: {
        "Content-Type": container.contentType,
        "Content-Disposition": contentDisposition(rules.name, exporter, container),
      },
    })
  })

  bind(api.exports.check, async ({ params, query }) => {
    const { exporter, chooser, pages } = await prepared(services, params.dataset_id, query)
    return checkExport(exporter, chosenPages(pages, chooser))
  })

  bind(api.exports.preview, async ({ db, params, query }) => {
    const { exporter, chooser, pages } = await prepared(services, params.dataset_id, query)
    const total = await countRecords(db, params.dataset_id, query.status)
    return previewExport(exporter, chooser, pages, { split: query.split, total })
  })

  bind(api.exports.tasks, async ({ db, params }) => {
    const offered = offeredTasks(await readRules(db, params.dataset_id))
    // The contract's lists are its own.
    return { items: structuredClone(offered) as never }
  })

  bind(api.exports.selection, async ({ db, params, query }) => {
    const rules = await readRules(db, params.dataset_id)
    const { selector } = await openChooser(services, rules, query)
    const total = await countRecords(db, rules.id, query.status)
    return countSelection(rules, selector, recordPages(db, rules.id, query.status), total)
  })
}
