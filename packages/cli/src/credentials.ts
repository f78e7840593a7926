/** Stores what `loam login` learned, readable by its user alone; the SDK reads it. */
import { chmod, mkdir, rename, rm, writeFile } from "node:fs/promises"
import { dirname } from "node:path"
import { type Credentials, credentialsPath, readCredentials, type StoredServer } from "@loam/sdk"
import { Failure } from "./failure.ts"

/** One spelling for each server. */
export const normalUrl = (url: string) => url.replace(/\/+$/, "")

async function write(credentials: Credentials): Promise<string> {
  const path = credentialsPath()
  if (!path)
    throw new Failure("there is no folder for credentials here: set LOAM_API_URL and LOAM_API_KEY instead")
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  // Beside it, then renamed: a crash leaves the old file or the new one, and no moment in which others may read it.
  const draft = `${path}.${process.pid}.tmp`
  try {
    await writeFile(draft, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 })
    await chmod(draft, 0o600)
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
  return path
}

/** Remembers a server's key and makes the server the current one; answers where. */
export async function storeServer(server: StoredServer): Promise<string> {
  // A broken file is what a new login mends.
  const { servers } = await readCredentials().catch(() => ({ servers: [] }))
  const others = servers.filter((each) => normalUrl(each.url) !== server.url)
  return write({ current: server.url, servers: [...others, server] })
}

/** Forgets a server's key; answers whether there was one. */
export async function forgetServer(url: string): Promise<boolean> {
  const { current, servers } = await readCredentials()
  const others = servers.filter((each) => normalUrl(each.url) !== normalUrl(url))
  if (others.length === servers.length) return false
  const next =
    current !== null && normalUrl(current) === normalUrl(url) ? (others.at(-1)?.url ?? null) : current
  await write({ current: next, servers: others })
  return true
}
