/** Shared by the tests of tasks: rows and finding codes of some records. */
import { createExporter, type ExportRequest } from "../export.ts"
import type { Row } from "../formats/format.ts"
import type { SourceQuestion, SourceRecord } from "../source/types.ts"

export function run(request: ExportRequest, ...records: SourceRecord[]): { rows: Row[]; codes: string[] } {
  const exporter = createExporter(request)
  const results = records.map((one) => exporter.push(one))
  return {
    rows: results.flatMap(({ rows }) => rows.map(({ data }) => data)),
    codes: results.flatMap(({ findings }) => findings.map(({ code }) => code)),
  }
}

export const spanQuestion = (name: string, field: string, labels: string[]): SourceQuestion => ({
  id: `q-${name}`,
  name,
  settings: { type: "span", field, options: labels.map((value) => ({ value })) },
})
