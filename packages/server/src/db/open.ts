/** Opens the database: a PostgreSQL by URL, else PGlite in a folder. The one place where the engines differ. */
import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import { Kysely, PostgresDialect, sql } from "kysely"
import pg from "pg"
import type { ConstructorOptions } from "pg-boss"
import { StartRefused } from "./errors.ts"
import { lockFolder } from "./folder-lock.ts"
import { queueOverWorker } from "./queue-over-worker.ts"
import type { Db, Tables } from "./tables.ts"
import { readerOf } from "./values.ts"
import { startPglite, workerDialect } from "./worker-dialect.ts"

export type QueueConnection = Pick<
  ConstructorOptions,
  "db" | "backend" | "connectionString" | "max" | "options"
>

export interface OpenedDatabase {
  readonly db: Db
  readonly engine: "postgres" | "pglite"
  /** Where the data lies, for messages and the free-space reserve; `null` in memory or elsewhere. */
  readonly folder: string | null
  /** Runs several statements as they stand in a file. */
  readonly script: (statements: string) => Promise<void>
  /** How a thread opens the same database; null: only this one reaches it. */
  readonly again: Pick<DatabaseOptions, "url" | "schema"> | null
  /** How the job queue reaches the database: a pool of its own, or the one connection there is. */
  readonly queue: QueueConnection
  /** A copy of an embedded database's folder, for tests. */
  readonly dump: () => Promise<Uint8Array>
  readonly close: () => Promise<void>
}

export interface DatabaseOptions {
  /** `postgres://…`; everything else here is for the embedded database. */
  readonly url?: string | undefined
  /** Folder of the embedded database; absent: in memory. */
  readonly folder?: string | undefined
  readonly snapshot?: Uint8Array | undefined
  /** Milliseconds without an answer after which a query counts as stuck. */
  readonly deadlineMs?: number
  /** Connections to PostgreSQL. */
  readonly poolSize?: number
  /** Megabytes that a query may sort and group in; PostgreSQL's own setting unless told. */
  readonly workMemory?: number
  /** PostgreSQL schema to work in, for tests that share a server. */
  readonly schema?: string | undefined
}

const oldestPostgres = 150000

async function openPostgres(url: string, options: DatabaseOptions): Promise<OpenedDatabase> {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.poolSize ?? 10,
    // Compiling a query takes 120 ms, more than most of ours take to run, and the planner overestimates them.
    options: `-c timezone=UTC -c jit=off${options.workMemory ? ` -c work_mem=${options.workMemory}MB` : ""}${options.schema ? ` -c search_path=${options.schema},public` : ""}`,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    // The same reading of values as from the embedded database.
    types: { getTypeParser: readerOf },
  })
  // An idle connection that dies (a restarted server) must not end the process; the pool replaces it.
  pool.on("error", () => undefined)
  // One that dies while a request holds it says so twice: to the query, which answers 503, and as an event.
  pool.on("connect", (client) => client.on("error", () => undefined))
  const db: Db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  try {
    const version = await sql<{
      version: number
    }>`select current_setting('server_version_num')::int as version`.execute(db)
    const found = version.rows[0]?.version ?? 0
    if (found < oldestPostgres)
      throw new StartRefused(
        `PostgreSQL 15 or newer is needed, DATABASE_URL leads to ${Math.floor(found / 10000)}`,
      )
  } catch (error) {
    await db.destroy()
    if (error instanceof StartRefused) throw error
    throw new StartRefused(
      `PostgreSQL at DATABASE_URL does not answer: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
  return {
    db,
    engine: "postgres",
    folder: null,
    script: async (statements) => {
      await pool.query(statements)
    },
    again: { url, schema: options.schema },
    queue: { connectionString: url, max: 2, options: "-c jit=off" },
    dump: () => Promise.reject(new Error("only an embedded database can be dumped")),
    close: () => db.destroy(),
  }
}

async function openEmbedded(options: DatabaseOptions): Promise<OpenedDatabase> {
  const { folder, snapshot } = options
  if (folder) await mkdir(folder, { recursive: true })
  const unlock = folder ? await lockFolder(folder) : async () => undefined
  try {
    const dataDir = folder ? join(folder, "database") : null
    const worker = await startPglite(
      { dataDir, ...(snapshot ? { snapshot } : {}) },
      options.deadlineMs ?? 30_000,
    )
    const db: Db = new Kysely<Tables>({ dialect: workerDialect(worker) })
    return {
      db,
      engine: "pglite",
      folder: folder ?? null,
      script: async (statements) => {
        await worker.ask({ kind: "script", sql: statements })
      },
      again: null,
      queue: { db: queueOverWorker(db, worker), backend: "pglite" },
      dump: async () => (await worker.ask({ kind: "dump" })).dump ?? new Uint8Array(),
      close: async () => {
        await db.destroy()
        await unlock()
      },
    }
  } catch (error) {
    await unlock()
    throw error
  }
}

export function openDatabase(options: DatabaseOptions): Promise<OpenedDatabase> {
  return options.url ? openPostgres(options.url, options) : openEmbedded(options)
}
