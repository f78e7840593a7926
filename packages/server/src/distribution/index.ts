/** What other nouns may use of distribution. */
export { datasetProgress } from "./progress.ts"
export { lockRecords, recomputeDataset, recomputeRecords } from "./recompute.ts"
