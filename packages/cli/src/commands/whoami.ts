/** `loam whoami`: the server and the person that commands act for. */
import { connect, findConnection } from "@loam/sdk"
import type { Command } from "commander"
import { globals, printFacts } from "../output.ts"

export function addWhoami(program: Command): void {
  program
    .command("whoami")
    .description("show which server and which user commands act for")
    .action((_: unknown, command: Command) => whoami(command))
}

async function whoami(command: Command): Promise<void> {
  const { json, url: named } = globals(command)
  const { url } = await findConnection({ url: named })
  const client = await connect({ url: named })
  const [me, { items }, version] = await Promise.all([
    client.users.me(),
    client.workspaces.mine(),
    client.info.version(),
  ])
  const workspaces = items.map((workspace) => workspace.name)
  const { id, username, first_name, last_name, role } = me
  const value = {
    url,
    loam_version: version.loam_version,
    id,
    username,
    first_name,
    last_name,
    role,
    workspaces,
  }
  printFacts(json, value, {
    server: `${url} (Loam ${version.loam_version})`,
    user: `${username} (${[first_name, last_name].filter(Boolean).join(" ")})`,
    role,
    workspaces: workspaces.join(", ") || "none",
  })
}
