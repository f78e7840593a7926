/** Where the data is: the folder and its disk, or the PostgreSQL. */
import { existsSync } from "node:fs"
import { statfs } from "node:fs/promises"
import { join } from "node:path"
import { type Config, type DatabaseFacts, inspectDatabase, openDatabase, StartRefused } from "@loam/server"
import { checkFolder } from "../../data-folder.ts"
import { type Check, clockCheck, ok, problem, warning } from "./check.ts"

export const checkStorage = (config: Config): Promise<Check[]> =>
  config.DATABASE_URL ? checkPostgres(config, config.DATABASE_URL) : checkEmbedded(config)

async function checkEmbedded({ LOAM_HOME, LOAM_DISK_RESERVE }: Config): Promise<Check[]> {
  const { folder, exists, nearest, problem: unusable } = await checkFolder(LOAM_HOME)
  if (unusable) return [problem("data folder", unusable, "loam serve --home <folder>")]
  const place = ok("data folder", `${folder}${exists ? "" : " (will be made at the first start)"}, writable`)
  const disk = await checkDisk(nearest, LOAM_DISK_RESERVE)
  // Opening would make a database where there is none.
  if (!existsSync(join(folder, "database")))
    return [place, disk, ok("database", "none yet: made at the first start")]
  try {
    const database = await openDatabase({ folder })
    try {
      const facts = await inspectDatabase(database)
      return [place, disk, ok("database", `embedded PostgreSQL ${facts.version}`), schemaCheck(facts)]
    } finally {
      await database.close()
    }
  } catch (error) {
    if (error instanceof StartRefused) return [place, disk, ok("database", error.message)]
    const reason = error instanceof Error ? error.message : String(error)
    return [place, disk, problem("database", `does not open: ${reason}`, "restore a copy of the folder")]
  }
}

async function checkDisk(path: string, reserve: number): Promise<Check> {
  const { bavail, bsize } = await statfs(path)
  const free = Math.floor((bavail * bsize) / 1024 / 1024)
  const found = `${free.toLocaleString("en")} MB free, ${reserve} MB are kept in reserve`
  const remedy = "make room, or move the folder (LOAM_HOME) to a larger disk"
  if (free < reserve) return problem("disk", `${found}: writes are refused`, remedy)
  return free < reserve * 4 ? warning("disk", found, remedy) : ok("disk", found)
}

function schemaCheck({ schema: { applied, known } }: DatabaseFacts): Check {
  if (applied > known)
    return problem("schema", `${applied}, newer than this Loam knows (${known})`, "start the newer Loam")
  return ok(
    "schema",
    applied === known ? `${applied}, up to date` : `${applied}, brought to ${known} at the next start`,
  )
}

async function checkPostgres(config: Config, url: string): Promise<Check[]> {
  const where = withoutPassword(url)
  try {
    const database = await openDatabase({ url, poolSize: 1 })
    try {
      const facts = await inspectDatabase(database)
      return [
        ok(
          "database",
          `PostgreSQL ${facts.version} at ${where}, up to ${config.LOAM_DATABASE_CONNECTIONS} connections`,
        ),
        schemaCheck(facts),
        extension(facts, "vector", "similarity search by an exact scan", "pgvector"),
        extension(facts, "pg_trgm", "text search by a scan", "pg_trgm (postgresql-contrib)"),
        clockCheck("the database", facts.clockAhead),
      ]
    } finally {
      await database.close()
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return [
      problem(
        "database",
        `${where}: ${reason}`,
        "check DATABASE_URL, and that PostgreSQL runs and lets this machine in",
      ),
    ]
  }
}

function extension(
  { extensions }: DatabaseFacts,
  name: keyof DatabaseFacts["extensions"],
  without: string,
  product: string,
): Check {
  const state = extensions[name]
  if (state === "missing")
    return warning(name, `not there: ${without}`, `install ${product} on the database server`)
  return ok(name, state)
}

function withoutPassword(url: string): string {
  if (!URL.canParse(url)) return "DATABASE_URL"
  const { protocol, hostname, port, pathname } = new URL(url)
  return `${protocol}//${hostname}${port ? `:${port}` : ""}${pathname}`
}
