/** Finds PostgreSQL's server programs on this machine, and the user that may run them. */
import { execFileSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { isExecutable, onPath } from "./root.mjs"

/** The oldest PostgreSQL that Loam supports. */
export const oldestPostgres = 15

/** Folders `<parent>/<version>/bin` of Debian, Red Hat, Homebrew (Apple silicon, Intel) and Postgres.app. */
const versioned = [
  { parent: "/usr/lib/postgresql", version: /^\d+$/ },
  { parent: "/usr", version: /^pgsql-\d+$/ },
  { parent: "/opt/homebrew/opt", version: /^postgresql(@\d+)?$/ },
  { parent: "/usr/local/opt", version: /^postgresql(@\d+)?$/ },
  { parent: "/Applications/Postgres.app/Contents/Versions", version: /^\d+$/ },
]

/** @returns {string[]} */
function candidates() {
  const folders = process.env.LOAM_POSTGRES_BIN ? [process.env.LOAM_POSTGRES_BIN] : []
  for (const { parent, version } of versioned) {
    if (!existsSync(parent)) continue
    const names = readdirSync(parent).filter((name) => version.test(name))
    folders.push(...names.map((name) => join(parent, name, "bin")))
  }
  return [...folders, ...onPath("postgres").map((file) => dirname(file))]
}

/** @param {string} folder */
function majorVersion(folder) {
  if (!["postgres", "initdb"].every((program) => isExecutable(join(folder, program)))) return 0
  const version = execFileSync(join(folder, "postgres"), ["--version"], { encoding: "utf8" })
  return Number(/\(PostgreSQL\) (\d+)/.exec(version)?.[1] ?? 0)
}

/**
 * The folder with `postgres` and `initdb` of the newest usable PostgreSQL (`LOAM_POSTGRES_BIN` goes first), or null.
 * @returns {string | null}
 */
export function findPostgres() {
  const usable = [...new Set(candidates())]
    .map((folder) => ({ folder, version: majorVersion(folder) }))
    .filter(({ version }) => version >= oldestPostgres)
  const chosen = usable.find(({ folder }) => folder === process.env.LOAM_POSTGRES_BIN)
  return (chosen ?? usable.sort((a, b) => b.version - a.version)[0])?.folder ?? null
}

/**
 * PostgreSQL refuses to run as root: then it runs as `postgres`, else as `nobody`. Everybody else runs it as they are.
 * @returns {{ uid?: number, gid?: number }}
 */
export function postgresUser() {
  if (process.getuid?.() !== 0) return {}
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
  for (const wanted of ["postgres", "nobody"]) {
    const user = users.find(([name]) => name === wanted)
    if (user) return { uid: Number(user[2]), gid: Number(user[3]) }
  }
  throw new Error("PostgreSQL cannot run as root, and this machine has neither a user postgres nor nobody.")
}
