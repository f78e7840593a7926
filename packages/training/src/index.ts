/** From unified records to rows that trainers read: tasks, formats, the linter. Pure functions, no I/O. */
export type * from "./example.ts"
export {
  createExporter,
  type Exporter,
  type ExportReport,
  type ExportRequest,
  type ExportRow,
  type Prepared,
  type RecordExport,
  renderExport,
} from "./export.ts"
export { type Companion, companionsOf } from "./formats/companions.ts"
export { type DatasetInfo, datasetInfo } from "./formats/dataset-info.ts"
export type { ExportFormat, FormatOptions, Row } from "./formats/format.ts"
export { createSha256, type Hasher, sha256 } from "./hash/sha256.ts"
export {
  type CardConfig,
  type CardFacts,
  type CardSplit,
  datasetCard,
  shardPath,
} from "./huggingface/card.ts"
export { parquetMetadata } from "./huggingface/features.ts"
export { parquetSchema, parquetValue, type SchemaNode } from "./huggingface/parquet.ts"
export type { Feature, Features } from "./json/features.ts"
export { NotJsonError, rowWriter, writeJson } from "./json/write.ts"
export { type FindingCode, reasons, type Severity } from "./lint/catalogue.ts"
export {
  type BenchmarkItem,
  type ContaminationIndex,
  type ContaminationMatch,
  createContaminationIndex,
} from "./lint/contamination.ts"
export { createExaminer, type Examine, type Examined, type ExamineOptions } from "./lint/examine.ts"
export { type FileFinding, type FileFindingCode, licenceFindings } from "./lint/file-findings.ts"
export type { Finding } from "./lint/finding.ts"
export { createLinter, type Linter, type LintOptions, type LintReport } from "./lint/linter.ts"
export type { SequenceShape } from "./lint/sequences.ts"
export type { TokenLengths } from "./lint/token-lengths.ts"
export { canonicalJson } from "./manifest/canonical.ts"
export {
  type Change,
  compareManifests,
  createDataHash,
  createManifest,
  type Manifest,
  type ManifestFacts,
  type ManifestFile,
} from "./manifest/manifest.ts"
export { type SideCarRow, sideCarRow } from "./manifest/side-car.ts"
export { type OfferedPart, type OfferedTask, offeredTask, offeredTasks } from "./offered.ts"
export {
  exportFormats,
  findFormat,
  findTask,
  formatsOf,
  isTaskId,
  type TaskId,
  taskIds,
  tasks,
  UnknownExportError,
} from "./registry.ts"
export { type AnswerPolicy, answerPolicy, defaultAnswers } from "./source/answers.ts"
export { MappingError, type MappingErrorCode } from "./source/mapping-error.ts"
export { choicesFor, type Mapping, type Slot, type SlotKind } from "./source/slots.ts"
export type * from "./source/types.ts"
export { groupId, normalise } from "./split/group.ts"
export { createSplitter, SplitError, type SplitOptions, type Splitter } from "./split/split.ts"
export { createStrata, type GroupStratum, planSplits } from "./split/stratified.ts"
export { stratumOf } from "./split/stratum.ts"
export type { Built, Task } from "./tasks/task.ts"
export {
  type ModelTokenizer,
  openTokenizer,
  TokenizerError,
  type TokenizerFiles,
  type TokenizerOptions,
} from "./tokenizer/tokenizer.ts"
