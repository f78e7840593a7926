/** Goes through an export without writing it: what it holds, what it leaves out and why. */
import { type ExportCheck, limits } from "@loam/schema"
import type { Exporter, SourceRecord } from "@loam/training"

export async function checkExport(
  exporter: Exporter,
  pages: AsyncIterable<SourceRecord[]>,
): Promise<ExportCheck> {
  const refused: ExportCheck["refused"] = []
  for await (const records of pages) {
    for (const record of records) {
      for (const finding of exporter.push(record).findings) {
        if (finding.severity !== "refused" || refused.length >= limits.refusedRows) continue
        const { record_id, external_id, code, sentence, remedy } = finding
        refused.push({ record_id, external_id, code, sentence, remedy })
      }
    }
  }
  const { records, rows, reasons, findings } = exporter.finish()
  const { task, format } = exporter
  const mapping = Object.fromEntries(
    Object.entries(exporter.mapping).map(([part, names]) => [part, [...names]]),
  )
  return { task, format, mapping, records, rows, reasons: { ...reasons }, refused, findings: [...findings] }
}
