/** What other nouns may use of vectors. */
export { findVector, normOf, upsertVectors, withoutTiny } from "./store.ts"
