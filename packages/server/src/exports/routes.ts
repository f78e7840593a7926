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
import { manifestOf } from "./manifest.ts"
import { readMoment } from "./moment.ts"
import { openExport, splitOf } from "./open-export.ts"
import { findOrigin } from "./origin.ts"
import { previewExport } from "./preview-export.ts"
import { countRecords, recordPages } from "./record-pages.ts"
import { contentDisposition, streamExport } from "./stream-export.ts"

/** Everything that settles an export, before any record is read. */
async function prepared(services: Services, datasetId: string, query: ExportQuery) {
  const { db } = services.database
  const rules = await readRules(db, datasetId)
  const exporter = openExport(rules, query)
  const moment = await readMoment(db, datasetId, query.as_of)
  const chooser = await openChooser(services, rules, query, exporter, moment)
  const pages = recordPages(db, { datasetId, status: query.status, moment })
  return { rules, exporter, moment, chooser, pages: chosenPages(pages, chooser) }
}

export function exportRoutes(bind: Bind, services: Services): void {
  bind(api.exports.download, async ({ params, query }) => {
    const { rules, exporter, moment, pages } = await prepared(services, params.dataset_id, query)
    const origin = await findOrigin(services.database.db, rules.id)
    const container = openContainer(query.container, exporter, {
      title: rules.name,
      licence: origin.licence ?? undefined,
      source: origin.source ?? undefined,
    })
    return new Response(streamExport(exporter, container, pages, query.split), {
      headers: {
        "Content-Type": container.contentType,
        "Content-Disposition": contentDisposition(rules.name, exporter, container),
        "Loam-As-Of": moment,
      },
    })
  })

  bind(api.exports.check, async ({ db, params, query }) => {
    const { rules, exporter, moment, chooser, pages } = await prepared(services, params.dataset_id, query)
    const origin = await findOrigin(db, rules.id)
    const { report, data_hash } = await checkExport(exporter, pages, origin)
    const { policies } = chooser
    const facts = { rules, query, moment, report, data_hash, policies, split: splitOf(query), origin }
    return { ...report, manifest: manifestOf(facts) }
  })

  bind(api.exports.preview, async ({ db, params, query }) => {
    const rules = await readRules(db, params.dataset_id)
    const exporter = openExport(rules, query)
    const chooser = await openChooser(services, rules, query, exporter)
    const [total, origin] = [await countRecords(db, rules.id, query.status), await findOrigin(db, rules.id)]
    const pages = recordPages(db, { datasetId: rules.id, status: query.status })
    return previewExport(exporter, chooser, pages, { split: query.split, total, origin })
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
    return countSelection(
      rules,
      selector,
      recordPages(db, { datasetId: rules.id, status: query.status }),
      total,
    )
  })
}
