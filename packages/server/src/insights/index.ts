/** What other nouns may use of insights. */
export { readPolicy } from "./policy.ts"
export { readyUnifier } from "./unifiers.ts"
