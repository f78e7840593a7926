/** Goes through an export without writing it: what it holds, what it leaves out and why. */
import { type ExportReport, limits } from "@loam/schema"
import {
  companionsOf,
  createDataHash,
  type Exporter,
  findTask,
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
  about: About,
): Promise<{ report: ExportReport; data_hash: string }> {
  const refused: ExportReport["refused"] = []
  const hash = createDataHash(nodeSha256())
  for await (const records of pages) {
    for (const record of records) {
      hash.push(record)
      keepRefused(refused, exporter.push(record))
    }
  }
  return { report: reportOf(exporter, refused, about), data_hash: hash.digest() }
}

/** What a report says of the dataset beside its rows. */
export interface About {
  readonly name: string
  readonly origin: Origin
}

/** What an exporter has to say of the records it was given. */
export function reportOf(
  exporter: Exporter,
  refused: ExportReport["refused"],
  { name, origin }: About,
): ExportReport {
  const { records, rows, reasons, findings, tokens, classes } = exporter.finish()
  const { task, format } = exporter
  const fileName = `${name}.${task}.${format}.jsonl`
  return {
    ...(tokens === undefined ? {} : { tokens }),
    ...(classes === undefined ? {} : { classes }),
    companions: companionsOf(findTask(task).kind, format, name, fileName),
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
