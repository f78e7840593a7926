/** Before all server tests: migrates one PGlite and leaves its dump for the test files to start from. */
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { migrate } from "../db/migrate.ts"
import { openDatabase } from "../db/open.ts"

export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_DATABASE_URL) return undefined
  const folder = await mkdtemp(join(tmpdir(), "loam-snapshot-"))
  const database = await openDatabase({})
  await migrate(database)
  const path = join(folder, "snapshot.tar")
  await writeFile(path, await database.dump())
  await database.close()
  process.env.LOAM_TEST_SNAPSHOT = path
  return () => rm(folder, { recursive: true, force: true })
}
