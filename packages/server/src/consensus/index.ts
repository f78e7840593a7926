/** What other nouns may use of stored consensus. */
export { findStored, isStored, storedReader } from "./stored-values.ts"
