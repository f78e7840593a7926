/** What other nouns may use of records. */
export { createRecords } from "./create-records.ts"
export { includeEverything, parseInclude } from "./include.ts"
export { readRecords } from "./read-records.ts"
export { jsonList, ownViewOf, type RecordView, recordJson, viewOf } from "./record-json.ts"
export { type DatasetRules, findRules, type QuestionRules, readRules } from "./rules.ts"
export { findUnknown } from "./store.ts"
export { updateRecord } from "./update-record.ts"
export { writerFor } from "./writer-for.ts"
