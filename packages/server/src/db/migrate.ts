/** Applies the numbered SQL files, one process at a time, and refuses a database that is newer than this program. */
import { readdir, readFile } from "node:fs/promises"
import { sql } from "kysely"
import { StartRefused } from "./errors.ts"
import type { OpenedDatabase } from "./open.ts"

// The same distance from src/db and from dist/db.
const folder = new URL("../../migrations/", import.meta.url)
const lockNumber = 6_900_001

interface Migration {
  readonly version: number
  readonly name: string
  readonly statements: string
}

export async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}-.+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => ({
      version: Number(name.slice(0, 4)),
      name,
      statements: await readFile(new URL(name, folder), "utf8"),
    })),
  )
}

/** Brings the schema up to date; answers how many migrations were applied. */
export async function migrate({ db }: OpenedDatabase): Promise<number> {
  const migrations = await readMigrations()
  const newest = migrations.at(-1)?.version ?? 0
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${lockNumber})`.execute(connection)
    try {
      await sql`create table if not exists schema_migrations (
        version integer primary key, name text not null, applied_at timestamptz not null default now())`.execute(
        connection,
      )
      const { rows } = await sql<{ version: number }>`select version from schema_migrations`.execute(
        connection,
      )
      const applied = new Set(rows.map((row) => row.version))
      const highest = Math.max(0, ...applied)
      if (highest > newest) {
        throw new StartRefused(
          `this database was written by a newer Loam (its schema is ${highest}, this program knows ${newest}). Start that newer version; nothing was changed`,
        )
      }
      const missing = migrations.filter((migration) => !applied.has(migration.version))
      for (const migration of missing) {
        await connection.transaction().execute(async (transaction) => {
          for (const statement of splitStatements(migration.statements))
            await sql.raw(statement).execute(transaction)
          await sql`insert into schema_migrations (version, name) values (${migration.version}, ${migration.name})`.execute(
            transaction,
          )
        })
      }
      return missing.length
    } finally {
      await sql`select pg_advisory_unlock(${lockNumber})`.execute(connection)
    }
  })
}

/** Statements of a file: the extended protocol takes one at a time. Knows comments, quotes and `$$` bodies. */
export function splitStatements(text: string): string[] {
  const pieces = text.match(/--[^\n]*|\$\$[\s\S]*?\$\$|'(?:[^']|'')*'|"(?:[^"]|"")*"|;|[^;'"$-]+|[$-]/g) ?? []
  const statements: string[] = []
  let current = ""
  for (const piece of pieces) {
    if (piece === ";") {
      if (current.trim()) statements.push(current.trim())
      current = ""
    } else if (!piece.startsWith("--")) {
      current += piece
    }
  }
  if (current.trim()) statements.push(current.trim())
  return statements
}
