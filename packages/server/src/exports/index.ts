/** What other nouns may use of exports: which records pass an expression. */

export { createParquetEncoder } from "./parquet/parquet-encoder.ts"
export { countRecords, recordPages } from "./record-pages.ts"
export { countWhere, selectIds } from "./selected-ids.ts"
