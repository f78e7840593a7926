/** Starts the packaged product as its own process, the way a person does, and ends it politely or not. */
import { type ChildProcess, spawn } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { type Client, createClient } from "@loam/sdk"

const program = fileURLToPath(new URL("../../packages/cli/bin/loam.js", import.meta.url))

export const ownerKey = "owner.key.of.the.tests"
export const ownerPassword = "a password for tests"

export interface Loam {
  readonly url: string
  readonly home: string
  readonly pid: number
  readonly owner: Client
  clientWith(apiKey: string, retries?: number): Client
  /** SIGKILL: nothing is finished, nothing is closed. */
  kill(): Promise<void>
  /** Starts again on the same data and port. */
  restart(): Promise<void>
  /** SIGTERM, then deletes the data. */
  stop(): Promise<void>
}

export interface LoamOptions {
  /** PostgreSQL to run on; absent: the embedded database. */
  readonly databaseUrl?: string | undefined
  readonly env?: Readonly<Record<string, string>>
}

interface Started {
  readonly child: ChildProcess
  readonly url: string
}

/** Resolves with the address once the server says so; rejects with what it said instead. */
function launch(env: NodeJS.ProcessEnv): Promise<Started> {
  const child = spawn(process.execPath, [program, "serve", "--json"], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  })
  return new Promise((resolve, reject) => {
    let output = ""
    let complaints = ""
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk
      const url = /"url":\s*"([^"]+)"/.exec(output)?.[1]
      if (url) resolve({ child, url })
    })
    child.stderr.on("data", (chunk: Buffer) => {
      complaints += chunk
    })
    child.once("exit", (code) => reject(new Error(`loam serve ended with ${code}: ${complaints || output}`)))
  })
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => child.once("exit", () => resolve()))
}

export async function startLoam(options: LoamOptions = {}): Promise<Loam> {
  const home = await mkdtemp(join(tmpdir(), "loam-e2e-"))
  const env = (port: string): NodeJS.ProcessEnv => ({
    ...process.env,
    PORT: port,
    HOST: "127.0.0.1",
    LOAM_HOME: home,
    LOAM_OWNER_USERNAME: "owner",
    LOAM_OWNER_PASSWORD: ownerPassword,
    LOAM_OWNER_API_KEY: ownerKey,
    LOAM_EXAMPLES: "0",
    LOAM_DISK_RESERVE: "0",
    DATABASE_URL: options.databaseUrl ?? "",
    ...options.env,
  })
  let { child, url } = await launch(env("0"))
  const clientWith = (apiKey: string, retries = 0) => createClient({ baseUrl: url, apiKey, retries })
  const signal = async (name: NodeJS.Signals) => {
    child.kill(name)
    await ended(child)
  }
  return {
    url,
    home,
    get pid() {
      return child.pid ?? 0
    },
    owner: clientWith(ownerKey),
    clientWith,
    kill: () => signal("SIGKILL"),
    restart: async () => {
      await signal("SIGTERM")
      ;({ child, url } = await launch(env(new URL(url).port)))
    },
    stop: async () => {
      await signal("SIGTERM")
      await rm(home, { recursive: true, force: true })
    },
  }
}
