/** What other nouns may use of insights. */
export { refuseTooMany } from "./answer-rows.ts"
export { type Policy, readPolicy } from "./policy.ts"
export { type AnyUnifier, readyUnifier, unifierOf } from "./unifiers.ts"
