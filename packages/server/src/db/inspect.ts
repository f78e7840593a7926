/** What a database is and lacks, without changing it: for whoever looks after it. */
import { sql } from "kysely"
import { readMigrations } from "./migrate.ts"
import type { OpenedDatabase } from "./open.ts"

/** Extensions that make something faster; nothing needs them. */
const helpful = ["vector", "pg_trgm"] as const
export type ExtensionState = "installed" | "available" | "missing"

export interface DatabaseFacts {
  /** As the database says it, e.g. `15.14`. */
  readonly version: string
  readonly schema: { readonly applied: number; readonly known: number }
  readonly extensions: Readonly<Record<(typeof helpful)[number], ExtensionState>>
  /** Milliseconds by which its clock is ahead of ours. */
  readonly clockAhead: number
}

async function newestApplied({ db }: OpenedDatabase): Promise<number> {
  const table = await sql<{
    name: string | null
  }>`select to_regclass('schema_migrations')::text as name`.execute(db)
  if (!table.rows[0]?.name) return 0
  const newest = await sql<{ version: number }>`
    select coalesce(max(version), 0)::int as version from schema_migrations`.execute(db)
  return newest.rows[0]?.version ?? 0
}

export async function inspectDatabase(database: OpenedDatabase): Promise<DatabaseFacts> {
  const { db } = database
  const asked = Date.now()
  const { rows } = await sql<{ version: string; now: number }>`
    select current_setting('server_version') as version,
      (extract(epoch from clock_timestamp()) * 1000)::float8 as now`.execute(db)
  // Half of the way there and back has passed when it looked at its clock.
  const here = (asked + Date.now()) / 2
  const found = await sql<{ name: string; installed: boolean }>`
    select name, installed_version is not null as installed from pg_available_extensions
    where name = any(${[...helpful]}::text[])`.execute(db)
  const stateOf = (name: string): ExtensionState => {
    const row = found.rows.find((each) => each.name === name)
    if (!row) return "missing"
    return row.installed ? "installed" : "available"
  }
  const known = (await readMigrations()).at(-1)?.version ?? 0
  return {
    version: rows[0]?.version ?? "unknown",
    schema: { applied: await newestApplied(database), known },
    extensions: { vector: stateOf("vector"), pg_trgm: stateOf("pg_trgm") },
    clockAhead: Number(rows[0]?.now ?? here) - here,
  }
}
