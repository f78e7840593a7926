/** `loam users create` */
import { randomInt } from "node:crypto"
import { text } from "node:stream/consumers"
import { findWorkspace } from "@loam/sdk"
import { type Command, Option } from "commander"
import { globals, print, printJson } from "../../output.ts"
import { openClient } from "../../session.ts"

interface CreateOptions {
  readonly role: "owner" | "admin" | "annotator"
  readonly firstName?: string
  readonly lastName?: string
  readonly password?: string
  readonly workspace: readonly string[]
}

const collect = (value: string, before: readonly string[]) => [...before, value]

export function addUsersCreate(users: Command): void {
  users
    .command("create <username>")
    .description("create a user; the password and API key are shown this once")
    .addOption(
      new Option("--role <role>", "what they may do")
        .choices(["owner", "admin", "annotator"])
        .default("annotator"),
    )
    .option("--first-name <name>", "default: the username")
    .option("--last-name <name>")
    .option("--password <password>", "default: a random one; - reads it from standard input")
    .option("--workspace <name>", "make them a member; may be given several times", collect, [])
    .addHelpText(
      "after",
      `
Examples:
  loam users create ana --workspace team-a
  loam users create --role admin --workspace team-a --workspace team-b sam`,
    )
    .action((username: string, options: CreateOptions, command: Command) =>
      create(username, options, command),
    )
}

async function create(username: string, options: CreateOptions, command: Command): Promise<void> {
  const client = await openClient(command)
  // Looked up before anything is made: a misspelt workspace leaves no user behind.
  const workspaces = []
  for (const name of options.workspace) workspaces.push(await findWorkspace(client, name))
  const password =
    options.password === "-"
      ? (await text(process.stdin)).replace(/\r?\n$/, "")
      : (options.password ?? randomPassword())
  const { role, firstName: first_name = username, lastName: last_name } = options
  const user = await client.users.create({
    body: { username, first_name, last_name: last_name ?? null, role, password },
  })
  for (const { id: workspace_id } of workspaces)
    await client.workspaces.addUser({ workspace_id, body: { user_id: user.id } })
  const chosen = options.password !== undefined
  const names = workspaces.map((workspace) => workspace.name)
  if (globals(command).json) return printJson({ ...user, workspaces: names, ...(chosen ? {} : { password }) })
  print(`${role} '${username}' may sign in now. Shown only this once:`)
  print(`  password  ${chosen ? "as you gave it" : password}`)
  print(`  API key   ${user.api_key}`)
  if (names.length > 0) print(`Member of ${names.join(", ")}.`)
  else if (role !== "owner") print(`They see nothing yet: loam workspaces add <workspace> ${username}`)
}

/** Five groups of four letters and digits that are not taken for each other: 100 bits. */
function randomPassword(): string {
  const letters = "abcdefghijkmnpqrstuvwxyz23456789"
  const group = () => Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join("")
  return Array.from({ length: 5 }, group).join("-")
}
