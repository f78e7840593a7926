/** One process a data folder: PGlite itself does not mind a second one, and both would destroy the data. */
import { open, readFile, rm } from "node:fs/promises"
import { join } from "node:path"
import { StartRefused } from "./errors.ts"

/** When this process began, so that a reused pid is not taken for the old owner. */
async function processStart(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8")
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]
  } catch {
    return undefined
  }
}

async function isAlive(pid: number, start: string | undefined): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it lives, as somebody else's.
    if (!(error instanceof Error && "code" in error && error.code === "EPERM")) return false
  }
  const now = await processStart(pid)
  return now === undefined || start === undefined || now === start
}

const isTaken = (error: unknown) => error instanceof Error && "code" in error && error.code === "EEXIST"

/** Takes the folder's lock file, or refuses with the pid that holds it; answers how to give it back. */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const path = join(folder, "loam.lock")
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const file = await open(path, "wx")
      await file.writeFile(JSON.stringify({ pid: process.pid, start: await processStart(process.pid) }))
      await file.close()
      return () => rm(path, { force: true })
    } catch (error) {
      if (!isTaken(error)) throw error
    }
    const held = await readFile(path, "utf8").catch(() => "")
    const owner = held ? (JSON.parse(held) as { pid: number; start?: string }) : undefined
    if (owner && (await isAlive(owner.pid, owner.start))) {
      throw new StartRefused(
        `the data folder ${folder} is in use by process ${owner.pid}. Stop that one first, or set LOAM_HOME to another folder`,
      )
    }
    // Its owner was killed: the lock is nobody's.
    await rm(path, { force: true })
  }
  throw new StartRefused(
    `the lock file ${path} could not be taken; remove it if no other Loam runs on this folder`,
  )
}
