/** What other nouns may use of users. */
export { createUser } from "./create-user.ts"
export { findUser, listMembers } from "./store.ts"
export { userView } from "./view.ts"
