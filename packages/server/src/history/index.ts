/** What other nouns may use of history. */
export { forgetOldHistory } from "./forget-old.ts"
export { listPurges } from "./store.ts"
