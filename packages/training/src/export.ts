/** The whole way from a record to its rows: build examples, render them, check each row, tell what was refused. */

import type { ExportSettings } from "@loam/schema"
import type { Example } from "./example.ts"
import type { FormatContext, Row } from "./formats/format.ts"
import { isRefusal } from "./formats/format.ts"
import type { Features } from "./json/features.ts"
import { rowWriter } from "./json/write.ts"
import type { FindingCode } from "./lint/catalogue.ts"
import type { Examined } from "./lint/examine.ts"
import { nearSplitFindings } from "./lint/file-findings.ts"
import { type Finding, finding, type Problem } from "./lint/finding.ts"
import { createLinter, type LintOptions, type LintReport } from "./lint/linter.ts"
import type { SequenceShape } from "./lint/sequences.ts"
import { findFormat, findTask } from "./registry.ts"
import { answerPolicy } from "./source/answers.ts"
import { type Mapping, type Resolved, resolveMapping } from "./source/slots.ts"
import type { SourceDataset, SourceRecord } from "./source/types.ts"
import { createSplitter, type SplitOptions, type Splitter } from "./split/split.ts"
import type { Built } from "./tasks/task.ts"

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

/** The examples of a record with what an examiner found of each: made beforehand where that takes a worker. */
export interface Prepared {
  readonly built: Built
  readonly examined: readonly Examined[]
}

export interface Exporter {
  readonly task: string
  readonly format: string
  /** What was mapped or inferred, slot by slot, as a mapping that could be given. */
  readonly mapping: Readonly<Record<string, readonly string[]>>
  readonly features: Features
  /** How examples become the sequences that a trainer counts. */
  readonly sequences: SequenceShape
  /** Examples of a record, to be examined before it is pushed with them. */
  readonly build: (record: SourceRecord) => Built
  readonly push: (record: SourceRecord, prepared?: Prepared) => RecordExport
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

/** Counts prompts that are nearly those of another split. */
function createLeakCounter(splitter: Splitter | undefined) {
  const parts: (string | undefined)[] = []
  let leaks = 0
  return {
    add({ group }: Example, near: Examined["near"]) {
      if (near === undefined || splitter === undefined) return
      const part = splitter(group)
      if (near.number !== undefined) {
        if (parts[near.number] !== undefined) return // the prompt was counted
        parts[near.number] = part
      }
      if (near.of !== undefined && parts[near.of] !== part) leaks += 1
    },
    findings: () => nearSplitFindings(leaks),
  }
}

/** Prepares an export; throws a MappingError or UnknownExportError, with the choices, before any record is read. */
export function createExporter(request: ExportRequest): Exporter {
  const { task, format, sources, builder, context, render } = prepare(request)
  const features = format.features(context)
  const write = rowWriter(features)
  const linter = createLinter(format, request.lint, builder.shape.classes)
  const { split, options = {} } = request
  const splitter = typeof split === "object" ? createSplitter(split) : split
  const leaks = createLeakCounter(splitter)
  const reasons: Partial<Record<FindingCode, number>> = {}
  const splits: Record<string, number> = {}
  let records = 0

  function push(record: SourceRecord, prepared?: Prepared): RecordExport {
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
    const built = prepared?.built ?? builder.build(record)
    for (const { example_id, ...found } of built.gaps) tell(found, example_id)
    for (const [index, one] of built.examples.entries()) {
      const examined = prepared?.examined[index] ?? request.lint?.examine?.(one)
      const example = examined?.example ?? one
      const rendered = render(example)
      if (isRefusal(rendered)) {
        tell(rendered, example.id)
        continue
      }
      const part = splitter?.(example.group)
      leaks.add(example, examined?.near)
      for (const data of rendered) {
        const { refused, warnings } = linter.push(data, example, examined)
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

  function finish(): ExportReport {
    const report = linter.finish()
    return { ...report, findings: [...report.findings, ...leaks.findings()], records, splits, reasons }
  }

  return {
    task: task.id,
    format: format.id,
    mapping: writtenMapping(sources),
    features,
    sequences: {
      plain: format.plain === true || format.joins !== undefined,
      separator: options.separator,
    },
    build: builder.build,
    push,
    write: ({ data }) => write(data),
    finish,
  }
}

/** Exports records one by one, for callers that have them at hand. */
export function* renderExport(
  request: ExportRequest & { readonly records: Iterable<SourceRecord> },
): Generator<RecordExport> {
  const exporter = createExporter(request)
  for (const record of request.records) yield exporter.push(record)
}
