/** A user by the name people type. */
import type { User } from "@loam/schema"
import { type Client, NotFoundError } from "@loam/sdk"

export async function findUser(client: Client, username: string): Promise<User> {
  const { items } = await client.users.list()
  const found = items.find((user) => user.username === username)
  if (found) return found
  const names = items.map((user) => user.username)
  throw new NotFoundError(
    `there is no user '${username}'. There are: ${names.slice(0, 20).join(", ")}`,
    names,
  )
}
