/** What other nouns may use of workspaces. */
export { createWorkspace } from "./create-workspace.ts"
export {
  findWorkspace,
  findWorkspaceNamed,
  insertMembership,
  insertWorkspace,
  isMember,
  listWorkspaces,
  removeMembership,
} from "./store.ts"
