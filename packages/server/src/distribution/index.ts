/** What other nouns may use of distribution. */
export { datasetProgress } from "./progress.ts"
export { recomputeDataset } from "./recompute.ts"
