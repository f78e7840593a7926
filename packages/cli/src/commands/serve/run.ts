/** Opens the database, tells the first owner their password once, serves until it is asked to stop. */
import { existsSync } from "node:fs"
import { resolve } from "node:path"
import {
  type Config,
  type FirstOwner,
  firstStart,
  openServices,
  type RunningServer,
  readConfig,
  StartRefused,
  startServer,
} from "@loam/server"
import { checkFolder } from "../../data-folder.ts"
import { exitCodes } from "../../exit-codes.ts"
import { Failure } from "../../failure.ts"
import { print, printJson } from "../../output.ts"
import { webApp } from "../../web-app.ts"

export interface ServeOptions {
  readonly port?: string
  readonly host?: string
  readonly home?: string
}

export async function serve(options: ServeOptions, json: boolean): Promise<void> {
  const config = settings(options)
  const stopped = untilAskedToStop()
  const { running, owner } = await start(config)
  const webRoot = existsSync(webApp)
  const { engine } = running.services.database
  if (json) printJson({ url: running.url, engine, pid: process.pid, first_owner: owner })
  else for (const line of [...greeting(running, webRoot), ...introduction(owner)]) print(line)
  const signal = await stopped
  if (!json) print(`\n${signal}: finishing requests, then closing the database …`)
  await running.stop()
  if (!json) print("Stopped.")
}

function settings({ port, host, home }: ServeOptions): Config {
  const given = { PORT: port, HOST: host, LOAM_HOME: home }
  const flags = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  try {
    return readConfig({ ...process.env, ...flags })
  } catch (error) {
    if (error instanceof StartRefused) throw new Failure(`${error.message}.`, exitCodes.usage)
    throw error
  }
}

interface Started {
  readonly running: RunningServer
  /** The owner this start made; `null` at every later one. */
  readonly owner: FirstOwner | null
}

async function start(config: Config): Promise<Started> {
  if (!config.DATABASE_URL) {
    const { problem } = await checkFolder(config.LOAM_HOME)
    if (problem) throw new Failure(`not started: ${problem}.`)
  }
  const services = await openServices(config).catch((error: unknown) => {
    throw startFailure(error, config)
  })
  let owner: FirstOwner | null = null
  try {
    owner = await firstStart(services)
    return { running: await startServer(services, existsSync(webApp) ? webApp : undefined), owner }
  } catch (error) {
    await services.database.close()
    // The owner is there although nothing listens: without this nobody would ever know the password.
    for (const line of introduction(owner)) print(line)
    throw startFailure(error, config)
  }
}

/** The reason in the words of whoever starts the server, with what to do. */
function startFailure(error: unknown, { HOST, PORT, LOAM_HOME }: Config): unknown {
  if (error instanceof StartRefused) return new Failure(`not started: ${error.message}.`)
  const reasons: Record<string, string> = {
    EADDRINUSE: `port ${PORT} on ${HOST} is in use. Stop what listens there, or choose another: loam serve --port ${PORT + 1}`,
    EACCES: `port ${PORT} needs more rights than this user has. Choose one above 1023: loam serve --port 6900`,
    EADDRNOTAVAIL: `${HOST} is no address of this machine. Use 127.0.0.1 (this machine only) or 0.0.0.0 (all of its addresses)`,
    ENOTFOUND: `the host name ${HOST} is not known. Use 127.0.0.1 or 0.0.0.0`,
    ENOSPC: `the disk of the data folder ${LOAM_HOME} is full. Make room, or choose another with --home`,
  }
  const reason = error instanceof Error && "code" in error ? reasons[String(error.code)] : undefined
  return reason ? new Failure(`not started: ${reason}.`, undefined, error) : error
}

function greeting({ url, services: { database, config } }: RunningServer, hasWebApp: boolean): string[] {
  const lines = [`Loam is running at ${url}`]
  if (!hasWebApp)
    lines.push("The web app is not built, the API alone is served: run `npm run build` for the pages.")
  if (database.engine === "pglite")
    lines.push(
      `Data: embedded database in ${resolve(config.LOAM_HOME)}. It belongs to this one process; it survives a crash, but a power cut may take the last moments. For a team set DATABASE_URL to a PostgreSQL.`,
    )
  else lines.push("Data: PostgreSQL at DATABASE_URL.")
  lines.push("Stop with Ctrl-C.")
  return lines
}

/** The only time the secrets are shown. */
function introduction(owner: FirstOwner | null): string[] {
  if (!owner) return []
  const chosen = "as set in the environment"
  return [
    "",
    "This is a new database. Its owner, shown only now:",
    `  username  ${owner.username}`,
    `  password  ${owner.password ?? chosen}`,
    `  API key   ${owner.api_key ?? chosen}`,
    "",
  ]
}

/** Resolves at the first signal; a second one does not wait. */
function untilAskedToStop(): Promise<NodeJS.Signals> {
  return new Promise((resolvePromise) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => {
        resolvePromise(signal)
        process.once(signal, () => process.exit(1))
      })
    }
  })
}
