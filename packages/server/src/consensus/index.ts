/** What other nouns may use of stored consensus. */
export { findStored, isStored, type StoredReader, storedReader } from "./stored-values.ts"
