/** `loam users list` */
import type { User } from "@loam/schema"
import type { Command } from "commander"
import { globals, printList } from "../../output.ts"
import { openClient } from "../../session.ts"

const columns = [
  { title: "username", value: (user: User) => user.username },
  { title: "role", value: (user: User) => user.role },
  { title: "name", value: (user: User) => [user.first_name, user.last_name].filter(Boolean).join(" ") },
  { title: "id", value: (user: User) => user.id },
  { title: "since", value: (user: User) => user.inserted_at.slice(0, 10) },
]

export function addUsersList(users: Command): void {
  users
    .command("list")
    .description("all users, oldest first")
    .action(async (_: unknown, command: Command) => {
      const client = await openClient(command)
      const { items } = await client.users.list()
      printList(globals(command).json, items, columns, "No users.")
    })
}
