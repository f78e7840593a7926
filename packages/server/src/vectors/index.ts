/** What other nouns may use of vectors. */
export { findVector, listVectorsSettings, normOf, upsertVectors, withoutTiny } from "./store.ts"
