/** `loam workspaces`: who sees which datasets. */
import type { Command } from "commander"
import { addWorkspacesAdd } from "./add.ts"
import { addWorkspacesCreate } from "./create.ts"
import { addWorkspacesList } from "./list.ts"

export function addWorkspaces(program: Command): void {
  const workspaces = program.command("workspaces").description("list and create workspaces, add members")
  addWorkspacesList(workspaces)
  addWorkspacesCreate(workspaces)
  addWorkspacesAdd(workspaces)
}
