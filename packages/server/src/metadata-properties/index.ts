/** What other nouns may use of metadata properties. */
export { listProperties } from "./store.ts"
