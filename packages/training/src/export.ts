/** The whole way from a record to its rows: build examples, render them, check each row, tell what was refused. */
import type { Example } from "./example.ts"
import type { FormatOptions, Row } from "./formats/format.ts"
import { isRefusal } from "./formats/format.ts"
import type { Features } from "./json/features.ts"
import { rowWriter } from "./json/write.ts"
import { type Finding, finding, type Problem } from "./lint/finding.ts"
import { firstProblem, writable } from "./lint/rule.ts"
import { findFormat, findTask } from "./registry.ts"
import { type AnswerPolicy, defaultAnswers } from "./source/answers.ts"
import { type Mapping, resolveMapping } from "./source/slots.ts"
import type { SourceDataset, SourceRecord } from "./source/types.ts"

export interface ExportRequest {
  readonly task: string
  /** The task's default format when left out. */
  readonly format?: string
  readonly dataset: SourceDataset
  /** Which field or question plays which part; what cannot be mistaken may be left out. */
  readonly mapping?: Mapping
  readonly answers?: Partial<AnswerPolicy>
  readonly options?: FormatOptions & Readonly<Record<string, unknown>>
}

export interface ExportRow {
  readonly data: Row
  readonly example: Example
}

export interface RecordExport {
  readonly rows: readonly ExportRow[]
  /** What was refused, left out or is doubtful, with the record's id: nothing is dropped in silence. */
  readonly findings: readonly Finding[]
}

export interface Exporter {
  readonly task: string
  readonly format: string
  readonly features: Features
  readonly push: (record: SourceRecord) => RecordExport
  /** One row as a line of JSON, without the line end. */
  readonly write: (row: ExportRow) => string
}

/** Prepares an export; throws a MappingError or UnknownExportError, with the choices, before any record is read. */
export function createExporter(request: ExportRequest): Exporter {
  const task = findTask(request.task)
  const format = findFormat(request.task, request.format)
  const { dataset, options = {} } = request
  const sources = resolveMapping(task.slots, dataset, request.mapping)
  const builder = task.prepare({
    dataset,
    sources,
    answers: { ...defaultAnswers, ...request.answers },
    options,
  })
  const context = { dataset, shape: builder.shape, options }
  const render = format.renderer(context)
  const features = format.features(context)
  const write = rowWriter(features)
  const rules = [...format.rules, writable]

  function push(record: SourceRecord): RecordExport {
    const about = { record_id: record.id, external_id: record.external_id ?? null }
    const built = builder.build(record)
    const rows: ExportRow[] = []
    const findings: Finding[] = built.gaps.map((gap) =>
      finding(gap, gap.example_id === undefined ? about : { ...about, example_id: gap.example_id }),
    )
    const refuse = (found: Problem, example: Example) =>
      findings.push(finding(found, { ...about, example_id: example.id }))
    for (const example of built.examples) {
      const rendered = render(example)
      if (isRefusal(rendered)) {
        refuse(rendered, example)
        continue
      }
      for (const data of rendered) {
        const found = firstProblem(data, rules)
        if (found === undefined) rows.push({ data, example })
        else refuse(found, example)
      }
    }
    return { rows, findings }
  }

  return { task: task.id, format: format.id, features, push, write: ({ data }) => write(data) }
}

/** Exports records one by one, for callers that have them at hand. */
export function* renderExport(
  request: ExportRequest & { readonly records: Iterable<SourceRecord> },
): Generator<RecordExport> {
  const exporter = createExporter(request)
  for (const record of request.records) yield exporter.push(record)
}
