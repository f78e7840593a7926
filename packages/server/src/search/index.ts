/** What other nouns may use of search. */
export { contextForAll, contextForOne } from "./context.ts"
export { withOldParameters } from "./old-parameters.ts"
export { searchCondition } from "./search-condition.ts"
export { searchRecords } from "./search-records.ts"
export { keepIndexed } from "./text/index-records.ts"
