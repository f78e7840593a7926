/** A dataset as a file, the report on that file, and what to choose from before there is one. */
import { api, type ExportQuery } from "@loam/schema"
import { type Exporter, offeredTasks, type SourceRecord } from "@loam/training"
import type { Bind } from "../http/bind.ts"
import type { Scope, Services } from "../http/context.ts"
import { readRules } from "../records/index.ts"
import { runTask } from "../threads/index.ts"
import { findAids } from "./aids.ts"
import { findingLines, sourceLines, streamLines } from "./beside-rows.ts"
import { findCardFacts } from "./card-facts.ts"
import { checkExport } from "./check-export.ts"
import { chosenPages, openChooser } from "./chosen-records.ts"
import { openContainer } from "./containers.ts"
import { examinedExporter } from "./examined-exporter.ts"
import { manifestOf } from "./manifest.ts"
import { readMoment } from "./moment.ts"
import { openExport, settingsOf, splitOf } from "./open-export.ts"
import { findOrigin } from "./origin.ts"
import { planStratified } from "./plan-splits.ts"
import { previewExport } from "./preview-export.ts"
import { countRecords, recordPages } from "./record-pages.ts"
import { contentDisposition, streamExport } from "./stream-export.ts"

/** Everything that settles an export, before any record is read. `whole`: records as a hash of all data needs them. */
async function prepared(
  services: Services,
  { dataset_id, workspace_id }: Scope,
  query: ExportQuery,
  { whole = query.task === "raw" } = {},
) {
  const { db } = services.database
  const rules = await readRules(db, dataset_id)
  const { lint } = settingsOf(query)
  const first = openExport(rules, query)
  const aids = await findAids(db, workspace_id, query, lint)
  const moment = await readMoment(db, dataset_id, query.as_of)
  const chooser = await openChooser(services, rules, query, first, moment)
  const view = whole ? "whole" : "training"
  const read = () => recordPages(db, { datasetId: dataset_id, status: query.status, moment, view })
  const split = splitOf(query)
  const planned =
    query.stratified && split ? await planStratified(first, chosenPages(read(), chooser), split) : undefined
  const examined = examinedExporter(db, planned ? openExport(rules, query, planned) : first, aids, lint)
  const origin = await findOrigin(db, dataset_id)
  const { exporter } = examined
  return { rules, aids, exporter, examined, moment, chooser, origin, split, read }
}

/** Pages of what is chosen, examined where the export asks for it. */
async function* examinedPages({ read, chooser, examined }: Awaited<ReturnType<typeof prepared>>) {
  try {
    for await (const page of chosenPages(read(), chooser)) yield await examined.prepare(page)
  } finally {
    await examined.close()
  }
}

/** What stands beside the rows is a file of lines of its own. */
function linesBeside(exporter: Exporter, { container, split }: ExportQuery) {
  if (container === "sources") return sourceLines(exporter, split)
  return container === "findings" ? findingLines(exporter) : undefined
}

export function exportRoutes(bind: Bind, services: Services): void {
  bind(api.exports.download, async ({ scope, query }) => {
    const asked = await prepared(services, scope, query)
    const { rules, exporter, moment, origin } = asked
    const headers = (contentType: string, extension: string) => ({
      "Content-Type": contentType,
      "Content-Disposition": contentDisposition(rules.name, exporter, { extension }),
      "Loam-As-Of": moment,
    })
    const pages = examinedPages(asked)
    const lines = linesBeside(exporter, query)
    if (lines)
      return new Response(streamLines(lines, pages), {
        headers: headers("application/x-ndjson", `${query.container}.jsonl`),
      })
    const about = { query, policies: asked.chooser.policies, origin, moment }
    const facts = await findCardFacts(services.database.db, rules, exporter, about)
    const container = openContainer(query.container, exporter, facts)
    return new Response(streamExport(exporter, container, pages, query.split), {
      headers: headers(container.contentType, container.extension),
    })
  })

  bind(api.exports.check, async ({ scope, query }) => {
    const asked = await prepared(services, scope, query, { whole: true })
    const { rules, moment, origin, aids, split } = asked
    const about = { name: rules.name, origin }
    const { report, data_hash } = await checkExport(asked.exporter, examinedPages(asked), about)
    const { policies } = asked.chooser
    const facts = { rules, query, moment, report, data_hash, policies, split, origin, aids }
    return { ...report, manifest: manifestOf(facts) }
  })

  bind(api.exports.preview, async ({ db, scope, query }) => {
    // A plan of stratified splits would read everything: a preview shows where the hash alone puts rows.
    const asked = await prepared(services, scope, { ...query, stratified: false })
    const { rules, exporter, chooser, examined, origin } = asked
    const total = await countRecords(db, rules.id, query.status)
    const choose = async (page: SourceRecord[]) => examined.prepare(await chooser.choose(page))
    const options = { split: query.split, total, about: { name: rules.name, origin } }
    try {
      return await previewExport(exporter, choose, asked.read(), options)
    } finally {
      await examined.close()
    }
  })

  bind(api.exports.tasks, async ({ db, params }) => {
    const offered = offeredTasks(await readRules(db, params.dataset_id))
    // The contract's lists are its own.
    return { items: structuredClone(offered) as never }
  })

  bind(api.exports.selection, ({ params, query }) =>
    runTask(services, "selection", { dataset_id: params.dataset_id, query }),
  )
}
