/** The first rows of an export, from as few records as give them; and how many records pass. */
import { type ExportPreview, type ExportReport, limits } from "@loam/schema"
import type { Exporter, SourceRecord } from "@loam/training"
import { type About, keepRefused, reportOf } from "./check-export.ts"

export async function previewExport(
  exporter: Exporter,
  choose: (page: SourceRecord[]) => Promise<SourceRecord[]>,
  pages: AsyncIterable<SourceRecord[]>,
  options: { readonly split: string | undefined; readonly total: number; readonly about: About },
): Promise<ExportPreview> {
  const preview: ExportPreview["preview"] = []
  const refused: ExportReport["refused"] = []
  let scanned = 0
  let matched = 0
  for await (const page of pages) {
    scanned += page.length
    const chosen = await choose(page)
    matched += chosen.length
    for (const record of chosen) {
      const exported = exporter.push(record)
      keepRefused(refused, exported)
      for (const row of exported.rows) {
        if (preview.length >= limits.preview.rows) break
        if (options.split !== undefined && row.split !== options.split) continue
        const { record_id, external_id } = row.example.source
        preview.push({ line: exporter.write(row), record_id, external_id, split: row.split ?? null })
      }
    }
    // Where next to nothing passes it is looked for further, but not for ever.
    const enough = preview.length >= limits.preview.rows && scanned >= limits.preview.records
    if (enough || scanned >= limits.preview.selected) break
  }
  const selected = { matched, scanned, total: options.total, exact: scanned >= options.total }
  return { ...reportOf(exporter, refused, options.about), preview, selected }
}
