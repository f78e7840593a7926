/** `loam workspaces create` */
import type { Command } from "commander"
import { globals, print, printJson } from "../../output.ts"
import { openClient } from "../../session.ts"

export function addWorkspacesCreate(workspaces: Command): void {
  workspaces
    .command("create <name>")
    .description("create a workspace (owners)")
    .action(async (name: string, _: unknown, command: Command) => {
      const client = await openClient(command)
      const workspace = await client.workspaces.create({ body: { name } })
      if (globals(command).json) return printJson(workspace)
      print(
        `Workspace '${workspace.name}' is there. Add people: loam workspaces add ${JSON.stringify(name)} <username>`,
      )
    })
}
