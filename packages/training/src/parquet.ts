/** Reading Parquet: an entry of its own, so that who only writes loads no reader. */
export { parquetJson } from "./huggingface/parquet-json.ts"
export { blobFile, type ParquetRow, parquetFacts, parquetRows } from "./huggingface/parquet-rows.ts"
