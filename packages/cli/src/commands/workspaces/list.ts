/** `loam workspaces list` */
import type { Command } from "commander"
import { globals, printList } from "../../output.ts"
import { openClient } from "../../session.ts"

export function addWorkspacesList(workspaces: Command): void {
  workspaces
    .command("list")
    .description("your workspaces; all of them for an owner")
    .action(async (_: unknown, command: Command) => {
      const client = await openClient(command)
      const { items } = await client.workspaces.mine()
      const columns = [
        { title: "name", value: (row: (typeof items)[number]) => row.name },
        { title: "id", value: (row: (typeof items)[number]) => row.id },
        { title: "since", value: (row: (typeof items)[number]) => row.inserted_at.slice(0, 10) },
      ]
      printList(
        globals(command).json,
        items,
        columns,
        "No workspaces. Make one: loam workspaces create <name>",
      )
    })
}
