/** What other nouns may use of exports: which records pass an expression. */

export { openContainer } from "./containers.ts"
export { openExport } from "./open-export.ts"
export { countRecords, recordPages } from "./record-pages.ts"
export { countWhere, selectIds } from "./selected-ids.ts"
