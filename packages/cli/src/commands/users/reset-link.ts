/** `loam users reset-link` */
import { findConnection } from "@loam/sdk"
import type { Command } from "commander"
import { globals, print, printJson } from "../../output.ts"
import { openClient } from "../../session.ts"
import { findUser } from "./find-user.ts"

export function addUsersResetLink(users: Command): void {
  users
    .command("reset-link <username>")
    .description("a link by which the user chooses a new password, once, within a week")
    .action(async (username: string, _: unknown, command: Command) => {
      const client = await openClient(command)
      const { id } = await findUser(client, username)
      const { path, expires_at } = await client.users.makeResetLink({ user_id: id, body: {} })
      const { json, url } = globals(command)
      const address = (await findConnection({ url })).url.replace(/\/+$/, "")
      if (json) return printJson({ username, link: `${address}${path}`, expires_at })
      print(`${address}${path}`)
      print(
        `Works once, until ${expires_at.slice(0, 16).replace("T", " ")} UTC. Give it to ${username} alone.`,
      )
    })
}
