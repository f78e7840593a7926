/** What other nouns may use of search. */
export { contextForAll, contextForOne, type SearchContext } from "./context.ts"
export { filterExpression } from "./filter.ts"
export { withOldParameters } from "./old-parameters.ts"
export { searchCondition } from "./search-condition.ts"
export { searchRecords } from "./search-records.ts"
