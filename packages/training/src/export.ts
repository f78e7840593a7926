/** The whole way from a record to its rows: build examples, render them, check each row, tell what was refused. */
import type { Example } from "./example.ts"
import type { FormatContext, Row } from "./formats/format.ts"
import { isRefusal } from "./formats/format.ts"
import type { Features } from "./json/features.ts"
import { rowWriter } from "./json/write.ts"
import type { FindingCode } from "./lint/catalogue.ts"
import { type Finding, finding, type Problem } from "./lint/finding.ts"
import { createLinter, type LintOptions, type LintReport } from "./lint/linter.ts"
import { findFormat, findTask } from "./registry.ts"
import type { ExportSettings } from "./request.ts"
import { answerPolicy } from "./source/answers.ts"
import { type Mapping, type Resolved, resolveMapping } from "./source/slots.ts"
import type { SourceDataset, SourceRecord } from "./source/types.ts"
import { createSplitter, type SplitOptions, type Splitter } from "./split/split.ts"

export interface ExportRequest {
  readonly task: string
  /** The task's default format when left out. */
  readonly format?: string | undefined
  readonly dataset: SourceDataset
  /** Which field or question plays which part; what cannot be mistaken may be left out. */
  readonly mapping?: Mapping | undefined
  readonly answers?: ExportSettings["answers"]
  readonly options?: ExportSettings["options"]
  readonly lint?: LintOptions | undefined
  /** Shares and a seed, or a splitter made beforehand (a stratified one). */
  readonly split?: SplitOptions | Splitter | undefined
}

export interface ExportRow {
  readonly data: Row
  readonly example: Example
  /** The name of its split, where the export is split. */
  readonly split?: string
}

export interface RecordExport {
  readonly rows: readonly ExportRow[]
  /** What was refused, left out or is doubtful, with the record's id: nothing is dropped in silence. */
  readonly findings: readonly Finding[]
}

export interface ExportReport extends LintReport {
  readonly records: number
  /** Rows a split. */
  readonly splits: Readonly<Record<string, number>>
  /** How often each reason was found. */
  readonly reasons: Readonly<Partial<Record<FindingCode, number>>>
}

export interface Exporter {
  readonly task: string
  readonly format: string
  /** What was mapped or inferred, slot by slot, as a mapping that could be given. */
  readonly mapping: Readonly<Record<string, readonly string[]>>
  readonly features: Features
  readonly push: (record: SourceRecord) => RecordExport
  /** One row as a line of JSON, without the line end. */
  readonly write: (row: ExportRow) => string
  /** The whole file's report, when all records were pushed. */
  readonly finish: () => ExportReport
}

function writtenMapping(sources: Resolved): Record<string, readonly string[]> {
  return Object.fromEntries(
    [...sources]
      .filter(([, chosen]) => chosen.length > 0)
      .map(([slot, chosen]) => [slot, chosen.map(({ from, name }) => `${from}:${name}`)]),
  )
}

/** Builds and renders the examples of a record. */
function prepare(request: ExportRequest) {
  const task = findTask(request.task)
  const format = findFormat(request.task, request.format)
  const { dataset, options = {} } = request
  const sources = resolveMapping(task.slots, dataset, request.mapping)
  const answers = answerPolicy(request.answers)
  const builder = task.prepare({ dataset, sources, answers, options })
  const context: FormatContext = { dataset, shape: builder.shape, options }
  return { task, format, sources, builder, context, render: format.renderer(context) }
}

function count<Key extends string>(counts: Partial<Record<Key, number>>, key: Key): void {
  counts[key] = (counts[key] ?? 0) + 1
}

/** Prepares an export; throws a MappingError or UnknownExportError, with the choices, before any record is read. */
export function createExporter(request: ExportRequest): Exporter {
  const { task, format, sources, builder, context, render } = prepare(request)
  const features = format.features(context)
  const write = rowWriter(features)
  const linter = createLinter(format, request.lint, builder.shape.classes)
  const { split } = request
  const splitter = typeof split === "object" ? createSplitter(split) : split
  const reasons: Partial<Record<FindingCode, number>> = {}
  const splits: Record<string, number> = {}
  let records = 0

  function push(record: SourceRecord): RecordExport {
    records += 1
    const rows: ExportRow[] = []
    const findings: Finding[] = []
    const about = { record_id: record.id, external_id: record.external_id ?? null }
    const tell = (found: Problem, exampleId?: string, written = false) => {
      findings.push(
        finding(found, exampleId === undefined ? about : { ...about, example_id: exampleId }, written),
      )
      count(reasons, found.code)
    }
    const built = builder.build(record)
    for (const { example_id, ...found } of built.gaps) tell(found, example_id)
    for (const example of built.examples) {
      const rendered = render(example)
      if (isRefusal(rendered)) {
        tell(rendered, example.id)
        continue
      }
      const part = splitter?.(example.group)
      for (const data of rendered) {
        const { refused, warnings } = linter.push(data, example)
        for (const found of warnings) tell(found, example.id, true)
        if (refused !== undefined) tell(refused, example.id)
        else {
          rows.push(part === undefined ? { data, example } : { data, example, split: part })
          if (part !== undefined) count(splits, part)
        }
      }
    }
    return { rows, findings }
  }

  return {
    task: task.id,
    format: format.id,
    mapping: writtenMapping(sources),
    features,
    push,
    write: ({ data }) => write(data),
    finish: () => ({ ...linter.finish(), records, splits, reasons }),
  }
}

/** Exports records one by one, for callers that have them at hand. */
export function* renderExport(
  request: ExportRequest & { readonly records: Iterable<SourceRecord> },
): Generator<RecordExport> {
  const exporter = createExporter(request)
  for (const record of request.records) yield exporter.push(record)
}
