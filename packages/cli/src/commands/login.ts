/** `loam login` and `loam logout`: which server, with whose key. */
import { text } from "node:stream/consumers"
import type { User } from "@loam/schema"
import { ApiError, createClient, findConnection } from "@loam/sdk"
import type { Command } from "commander"
import { forgetServer, normalUrl, storeServer } from "../credentials.ts"
import { exitCodes } from "../exit-codes.ts"
import { Failure } from "../failure.ts"
import { globals, note, print, printJson } from "../output.ts"
import { ask, atTerminal } from "../prompt.ts"

export function addLogin(program: Command): void {
  program
    .command("login")
    .description("check an API key and remember it for this server")
    .option("--api-key <key>", "the key, from your account page; - reads it from standard input")
    .addHelpText(
      "after",
      `
The key is stored in ~/.config/loam/credentials.json (below XDG_CONFIG_HOME where that is set), readable by you alone; the
SDK finds it there too. LOAM_API_URL and LOAM_API_KEY go before what is stored.

Examples:
  loam login --url http://localhost:6900
  echo "$KEY" | loam login --url https://loam.example.org --api-key -`,
    )
    .action((options: { apiKey?: string }, command: Command) => login(options.apiKey, command))
  program
    .command("logout")
    .description("forget the API key of this server")
    .action((_: unknown, command: Command) => logout(command))
}

async function login(given: string | undefined, command: Command): Promise<void> {
  const { json, url: named } = globals(command)
  const url = normalUrl(await serverFor(named))
  const api_key = await keyFor(given)
  if (!api_key) throw new Failure("no key was given", exitCodes.usage)
  const { username, role } = await ownerOf(api_key, url)
  const path = await storeServer({ url, api_key, username })
  if (json) return printJson({ url, username, role })
  print(`Signed in to ${url} as ${username} (${role}).`)
  note(`The key is stored in ${path}.`)
}

async function ownerOf(apiKey: string, url: string): Promise<User> {
  try {
    return await createClient({ baseUrl: url, apiKey }).users.me()
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error
    const remedy = "Copy it again from the account page of the web app, or ask an owner"
    throw new Failure(`${url} does not know this key. ${remedy}.`, exitCodes.refused, error)
  }
}

async function serverFor(named: string | undefined): Promise<string> {
  const { url } = await findConnection({ url: named })
  if (named || process.env.LOAM_API_URL || !atTerminal()) return url
  return ask("Server", "--url", { fallback: url })
}

async function keyFor(given: string | undefined): Promise<string> {
  if (given === "-") return (await text(process.stdin)).trim()
  return (
    given ??
    process.env.LOAM_API_KEY ??
    ask("API key (your account page shows it)", "--api-key", { hidden: true })
  )
}

async function logout(command: Command): Promise<void> {
  const { json, url: named } = globals(command)
  const { url } = await findConnection({ url: named })
  const forgotten = await forgetServer(url)
  if (json) return printJson({ url, forgotten })
  print(forgotten ? `The key for ${url} is forgotten.` : `No key for ${url} was stored.`)
  if (process.env.LOAM_API_KEY) note("LOAM_API_KEY is still set in this shell.")
}
