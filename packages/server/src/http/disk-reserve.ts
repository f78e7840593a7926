/** Keeps room on the disk of the embedded database: with its write-ahead log unable to grow it would block for good. */
import { statfs } from "node:fs/promises"
import type { Services } from "./context.ts"
import { refuse } from "./errors.ts"

/** Looking costs 0.05 ms; once in this many milliseconds is often enough for a reserve of megabytes. */
const lookAgainAfter = 250

const looked = new WeakMap<Services, { at: number; freeMegabytes: number }>()

/** Free megabytes on the data folder's disk; `undefined` when the data is not in a folder of ours. */
export async function freeMegabytes(services: Services): Promise<number | undefined> {
  const { folder } = services.database
  if (folder === null) return undefined
  const last = looked.get(services)
  if (last && Date.now() - last.at < lookAgainAfter) return last.freeMegabytes
  const { bavail, bsize } = await statfs(folder)
  const free = (bavail * bsize) / 1024 / 1024
  looked.set(services, { at: Date.now(), freeMegabytes: free })
  return free
}

/** Refuses a write while the reserve is touched, a delete as well: both need room in the write-ahead log. Reading goes on. */
export async function refuseWritesWithoutRoom(services: Services): Promise<void> {
  const free = await freeMegabytes(services)
  const reserve = services.config.LOAM_DISK_RESERVE
  if (free === undefined || free >= reserve) return
  throw refuse.noRoom(
    `Only ${Math.floor(free)} MB are free on the disk of ${services.database.folder}, ${reserve} MB are kept in reserve: nothing was written. Make room (or lower LOAM_DISK_RESERVE), then try again`,
  )
}
