/** What other nouns may use of users. */
export { createUser } from "./create-user.ts"
export { deleteUser } from "./delete-user.ts"
export { findUser, findUserNamed, listMembers, listUsers, type UserRow } from "./store.ts"
export { userView } from "./view.ts"
