/** What other nouns may use of workspaces. */
export { insertMembership, insertWorkspace, isMember } from "./store.ts"
