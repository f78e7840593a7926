/** What other nouns may use of exports: which records pass an expression. */
export { countRecords } from "./record-pages.ts"
export { countWhere, selectIds } from "./selected-ids.ts"
