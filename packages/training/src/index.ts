/** From unified records to rows that trainers read: tasks, formats, the linter. Pure functions, no I/O. */
export type * from "./example.ts"
export {
  createExporter,
  type Exporter,
  type ExportRequest,
  type ExportRow,
  type RecordExport,
  renderExport,
} from "./export.ts"
export type { ExportFormat, FormatOptions, Row } from "./formats/format.ts"
export type { Feature, Features } from "./json/features.ts"
export { rowWriter, writeJson } from "./json/write.ts"
export { type FindingCode, reasons, type Severity } from "./lint/catalogue.ts"
export type { Finding } from "./lint/finding.ts"
export {
  exportFormats,
  findFormat,
  findTask,
  formatsOf,
  type TaskId,
  taskIds,
  tasks,
  UnknownExportError,
} from "./registry.ts"
export { type AnswerPolicy, defaultAnswers } from "./source/answers.ts"
export { MappingError, type MappingErrorCode } from "./source/mapping-error.ts"
export { choicesFor, type Mapping, type Slot } from "./source/slots.ts"
export type * from "./source/types.ts"
export type { Task } from "./tasks/task.ts"
