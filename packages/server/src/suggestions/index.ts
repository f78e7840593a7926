/** What other nouns may use of suggestions. */
export { type CheckedSuggestion, checkSuggestion } from "./check-suggestion.ts"
export { removeOtherSuggestions, upsertSuggestions } from "./store.ts"
