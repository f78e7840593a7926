/** `loam workspaces add` */
import { findWorkspace } from "@loam/sdk"
import type { Command } from "commander"
import { globals, print, printJson } from "../../output.ts"
import { openClient } from "../../session.ts"
import { findUser } from "../users/find-user.ts"

export function addWorkspacesAdd(workspaces: Command): void {
  workspaces
    .command("add <workspace> <usernames...>")
    .description("make users members of a workspace (owners)")
    .action(async (name: string, usernames: readonly string[], _: unknown, command: Command) => {
      const client = await openClient(command)
      const workspace = await findWorkspace(client, name)
      // All of them are looked up first: a misspelt name adds nobody.
      const users = []
      for (const username of usernames) users.push(await findUser(client, username))
      const { items: members } = await client.workspaces.users({ workspace_id: workspace.id })
      const added = users.filter(({ id }) => !members.some((member) => member.id === id))
      for (const { id } of added)
        await client.workspaces.addUser({ workspace_id: workspace.id, body: { user_id: id } })
      if (globals(command).json) return printJson({ workspace, added })
      print(`Members of '${name}' now: ${usernames.join(", ")}.`)
    })
}
