/** The public names of the SDK. */
export { type CallOptions, type Client, type ClientOptions, createClient } from "./client.ts"
export { type Connection, type ConnectOptions, connect, defaultUrl, findConnection } from "./connect.ts"
export { type Credentials, credentialsPath, readCredentials, type StoredServer } from "./credentials.ts"
export { FeedbackDataset, type FeedbackDatasetOptions } from "./dataset.ts"
export {
  ApiError,
  InvalidInputError,
  LoamError,
  NotFoundError,
  NotSignedInError,
  PushError,
  RecordsError,
} from "./errors.ts"
export { type DatasetQuery, findDataset, findWorkspace } from "./find.ts"
export {
  HubError,
  type HubFile,
  type HubProgress,
  type HubPushOptions,
  type HubPushResult,
  pushToHub,
} from "./hub/push-to-hub.ts"
export { readLines, readNdjson } from "./ndjson.ts"
export type { PushOptions, PushProgress } from "./push.ts"
export { FeedbackRecord, type RecordOptions, Suggestion, type SuggestionOptions } from "./record.ts"
export type {
  ConsensusComparing,
  ConsensusRequest,
  ConsensusValues,
  StoredConsensus,
} from "./remote/consensus.ts"
export { type RecordChange, RemoteFeedbackDataset } from "./remote/dataset.ts"
export type { DatasetExport, ExportQuery } from "./remote/export.ts"
export type {
  AgreementOptions,
  AnnotatorsOptions,
  ConsensusOptions,
  CopyOptions,
  GateInput,
  GoldOptions,
  LeaderboardOptions,
  PurgeOptions,
} from "./remote/insights.ts"
export type { RecordsQuery } from "./remote/read.ts"
export { type StreamOptions, type StreamResult, streamRecords } from "./remote/stream.ts"
export type { Progress, UpsertItem, WriteOptions } from "./remote/write.ts"
export * from "./settings/fields.ts"
export type { Labels } from "./settings/options.ts"
export * from "./settings/questions.ts"
export type { AnswerValues, DatasetRecord, DatasetResponse, FieldValues } from "./types.ts"
