/** `loam users`: who may sign in. */
import type { Command } from "commander"
import { addUsersCreate } from "./create.ts"
import { addUsersDelete } from "./delete.ts"
import { addUsersList } from "./list.ts"
import { addUsersResetLink } from "./reset-link.ts"

export function addUsers(program: Command): void {
  const users = program
    .command("users")
    .description("list, create and delete users, make password links (owners)")
  addUsersList(users)
  addUsersCreate(users)
  addUsersDelete(users)
  addUsersResetLink(users)
}
