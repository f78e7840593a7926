/** Runs `loam` as a person does, as a process of its own, against a server on a free port. */
import { spawn } from "node:child_process"
import { randomUUID } from "node:crypto"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { type Client, createClient } from "@loam/sdk"
import { firstStart, openDatabase, prepare, readConfig, startServer } from "@loam/server"

export const entry = fileURLToPath(new URL("run.ts", import.meta.url))
export const ownerKey = "owner.key.of.the.tests"

export interface TestServer {
  readonly url: string
  readonly owner: Client
  readonly stop: () => Promise<void>
}

/** Starts from the snapshot that the global setup left, or on PostgreSQL from an empty schema that goes with it. */
async function openTestDatabase() {
  const url = process.env.TEST_DATABASE_URL
  if (!url) {
    const snapshot = process.env.LOAM_TEST_SNAPSHOT
    return openDatabase({ snapshot: snapshot ? await readFile(snapshot) : undefined })
  }
  const schema = `test_${randomUUID().replaceAll("-", "")}`
  const admin = await openDatabase({ url, poolSize: 1 })
  await admin.script(`create schema ${schema}`)
  await admin.close()
  const database = await openDatabase({ url, schema })
  return {
    ...database,
    close: async () => {
      await database.script(`drop schema ${schema} cascade`)
      await database.close()
    },
  }
}

export async function startTestServer(settings: Record<string, string> = {}): Promise<TestServer> {
  const config = readConfig({
    PORT: "0",
    LOAM_DISK_RESERVE: "0",
    LOAM_LOG_LEVEL: "error",
    LOAM_EXAMPLES: "0",
    LOAM_SHUTDOWN_SECONDS: "1",
    LOAM_OWNER_API_KEY: ownerKey,
    ...settings,
  })
  const services = await prepare(await openTestDatabase(), config)
  await firstStart(services)
  const { url, stop } = await startServer(services)
  return { url, owner: createClient({ baseUrl: url, apiKey: ownerKey }), stop }
}

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string | Uint8Array
  readonly cwd?: string
  /** For stopping a run in the middle. */
  readonly onStart?: (child: { kill: (signal: NodeJS.Signals) => boolean }) => void
}

/** Runs one command to its end. The environment holds nothing but what is given, so that no real sign-in gets in. */
export function run(args: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const env = { PATH: process.env.PATH, HOME: "/nonexistent", ...options.env }
  const child = spawn(process.execPath, ["--conditions=source", entry, ...args], { env, cwd: options.cwd })
  options.onStart?.(child)
  return new Promise((resolve, reject) => {
    let stdout = ""
    let stderr = ""
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk
    })
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk
    })
    child.once("error", reject)
    child.once("close", (code) => resolve({ code, stdout, stderr }))
    child.stdin.on("error", () => undefined)
    child.stdin.end(options.input ?? "")
  })
}

/** `run` with this server's key, and a folder of its own. */
export async function signedIn({ url }: Pick<TestServer, "url">) {
  const folder = await mkdtemp(join(tmpdir(), "loam-cli-"))
  const env = { LOAM_API_URL: url, LOAM_API_KEY: ownerKey, XDG_CONFIG_HOME: join(folder, "config") }
  return {
    folder,
    path: (name: string) => join(folder, name),
    loam: (args: readonly string[], options: RunOptions = {}) =>
      run(args, { cwd: folder, ...options, env: { ...env, ...options.env } }),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
export type SignedIn = Awaited<ReturnType<typeof signedIn>>
