/** `loam users delete` */
import type { Command } from "commander"
import { globals, print, printJson } from "../../output.ts"
import { confirm } from "../../prompt.ts"
import { openClient } from "../../session.ts"
import { findUser } from "./find-user.ts"

export function addUsersDelete(users: Command): void {
  users
    .command("delete <username>")
    .description("delete a user; their answers stay")
    .option("--yes", "do not ask")
    .action(async (username: string, { yes }: { yes?: boolean }, command: Command) => {
      const client = await openClient(command)
      const { id } = await findUser(client, username)
      await confirm(`'${username}' will not be able to sign in any more.`, username, yes === true)
      const user = await client.users.remove({ user_id: id })
      if (globals(command).json) return printJson(user)
      print(`'${username}' is deleted; their answers stay.`)
    })
}
