/** Goes through an export without writing it: what it holds, what it leaves out and why. */
import { type ExportReport, limits } from "@loam/schema"
import {
  createDataHash,
  type Exporter,
  licenceFindings,
  type RecordExport,
  type SourceRecord,
} from "@loam/training"
import type { Origin } from "./origin.ts"
import { nodeSha256 } from "./sha256.ts"

/** Adds the refused rows of a record to the list, while there is room. */
export function keepRefused(refused: ExportReport["refused"], { findings }: RecordExport): void {
  for (const { severity, record_id, external_id, code, sentence, remedy } of findings)
    if (severity === "refused" && refused.length < limits.refusedRows)
      refused.push({ record_id, external_id, code, sentence, remedy })
}

export async function checkExport(
  exporter: Exporter,
  pages: AsyncIterable<SourceRecord[]>,
  origin: Origin,
): Promise<{ report: ExportReport; data_hash: string }> {
  const refused: ExportReport["refused"] = []
  const hash = createDataHash(nodeSha256())
  for await (const records of pages) {
    for (const record of records) {
      hash.push(record)
      keepRefused(refused, exporter.push(record))
    }
  }
  return { report: reportOf(exporter, refused, origin), data_hash: hash.digest() }
}

/** What an exporter has to say of the records it was given. */
export function reportOf(exporter: Exporter, refused: ExportReport["refused"], origin: Origin): ExportReport {
  const { records, rows, reasons, findings } = exporter.finish()
  const { task, format } = exporter
  return {
    ...{ task, format, records, rows, refused },
    mapping: mappingOf(exporter),
    reasons: { ...reasons },
    findings: [...findings],
    licence_findings: licenceFindings({
      licence: origin.licence ?? undefined,
      source: origin.source ?? undefined,
    }),
  }
}

export const mappingOf = ({ mapping }: Exporter): Record<string, string[]> =>
  Object.fromEntries(Object.entries(mapping).map(([part, names]) => [part, [...names]]))
