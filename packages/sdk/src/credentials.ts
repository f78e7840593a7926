/** Reads what `loam login` stored; without a file system (browsers) there is nothing stored. */
import { LoamError } from "./errors.ts"

export interface StoredServer {
  readonly url: string
  readonly api_key: string
  /** Whose key it is, for people; never trusted. */
  readonly username: string
}

export interface Credentials {
  /** URL of the server used last; `null` when signed out everywhere. */
  readonly current: string | null
  readonly servers: readonly StoredServer[]
}

const none: Credentials = { current: null, servers: [] }

/** What of Node this needs; asked of the running process, so that bundlers for browsers find no import to stumble on. */
function nodeModules() {
  if (typeof process === "undefined" || typeof process.getBuiltinModule !== "function") return undefined
  return {
    fs: process.getBuiltinModule("node:fs/promises"),
    os: process.getBuiltinModule("node:os"),
    path: process.getBuiltinModule("node:path"),
  }
}

/** `$XDG_CONFIG_HOME/loam/credentials.json`, by default below `~/.config`; `undefined` where there are no files. */
export function credentialsPath(): string | undefined {
  const node = nodeModules()
  if (!node) return undefined
  const config = process.env.XDG_CONFIG_HOME || node.path.join(node.os.homedir(), ".config")
  return node.path.join(config, "loam", "credentials.json")
}

function isServer(value: unknown): value is StoredServer {
  if (typeof value !== "object" || value === null) return false
  const { url, api_key } = value as Partial<StoredServer>
  return typeof url === "string" && typeof api_key === "string"
}

/** What is stored; nothing where there is no file. A file that cannot be read is an error, not a signed-out user. */
export async function readCredentials(): Promise<Credentials> {
  const path = credentialsPath()
  const node = nodeModules()
  if (!path || !node) return none
  let text: string
  try {
    text = await node.fs.readFile(path, "utf8")
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return none
    throw new LoamError(`The credentials file ${path} cannot be read: ${String(error)}`, { cause: error })
  }
  try {
    const { current, servers } = JSON.parse(text) as { current?: unknown; servers?: unknown }
    return {
      current: typeof current === "string" ? current : null,
      servers: Array.isArray(servers) ? servers.filter(isServer) : [],
    }
  } catch (error) {
    const remedy = "Run `loam login` to write it anew."
    throw new LoamError(`The credentials file ${path} is not valid JSON. ${remedy}`, { cause: error })
  }
}
