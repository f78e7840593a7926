/** What other nouns may use of suggestions. */
export { type CheckedSuggestion, checkSuggestion } from "./check-suggestion.ts"
export { removeOtherSuggestions, type SuggestionWrite, upsertSuggestions } from "./store.ts"
