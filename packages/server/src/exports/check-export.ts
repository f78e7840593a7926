/** Goes through an export without writing it: what it holds, what it leaves out and why. */
import { type ExportCheck, limits } from "@loam/schema"
import type { Exporter, RecordExport, SourceRecord } from "@loam/training"

/** Adds the refused rows of a record to the list, while there is room. */
export function keepRefused(refused: ExportCheck["refused"], { findings }: RecordExport): void {
  for (const { severity, record_id, external_id, code, sentence, remedy } of findings)
    if (severity === "refused" && refused.length < limits.refusedRows)
      refused.push({ record_id, external_id, code, sentence, remedy })
}

export async function checkExport(
  exporter: Exporter,
  pages: AsyncIterable<SourceRecord[]>,
): Promise<ExportCheck> {
  const refused: ExportCheck["refused"] = []
  for await (const records of pages) {
    for (const record of records) {
      keepRefused(refused, exporter.push(record))
    }
  }
  return reportOf(exporter, refused)
}

/** What an exporter has to say of the records it was given. */
export function reportOf(exporter: Exporter, refused: ExportCheck["refused"]): ExportCheck {
  const { records, rows, reasons, findings } = exporter.finish()
  const { task, format } = exporter
  const mapping = Object.fromEntries(
    Object.entries(exporter.mapping).map(([part, names]) => [part, [...names]]),
  )
  return { task, format, mapping, records, rows, reasons: { ...reasons }, refused, findings: [...findings] }
}
