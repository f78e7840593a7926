/** What other nouns may use of insights. */
export { type Asked, asAsked, findAsked } from "./asked.ts"
export { type Policy, readPolicy, refusingMisfits } from "./policy.ts"
export { checkPolicy, peopleIn, readyUnifier } from "./unifiers.ts"
export { placeAfter, votePages } from "./votes.ts"
