/**
 * Kysely over PGlite in a worker thread: one connection, queries answered in order. The worker keeps a blocked
 * disk from stopping the process; the deadline turns silence into an error that says so.
 */
import { Worker } from "node:worker_threads"
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely"
import { DatabaseUnavailable } from "./errors.ts"
import type { Reply, Request, WorkerOptions } from "./pglite-worker.ts"
import { readerOf } from "./values.ts"

interface Waiting {
  readonly resolve: (reply: Extract<Reply, { ok: true }>) => void
  readonly reject: (error: Error) => void
  readonly timer: NodeJS.Timeout
}

/** The far side of the worker: sends one request, awaits its reply. */
export interface PgliteWorker {
  ask(request: Request): Promise<Extract<Reply, { ok: true }>>
  close(): Promise<void>
}

// In a build the worker is JavaScript, run from the sources it is TypeScript.
const workerUrl = new URL(
  import.meta.url.endsWith(".ts") ? "./pglite-worker.ts" : "./pglite-worker.js",
  import.meta.url,
)

/** Starts the worker on a data folder (`null`: in memory); resolves once the database is open. */
export async function startPglite(options: WorkerOptions, deadlineMs: number): Promise<PgliteWorker> {
  const worker = new Worker(workerUrl, { workerData: options })
  const waiting = new Map<number, Waiting>()
  let next = 0
  let gone: Error | undefined

  const failAll = (error: Error) => {
    gone = error
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer)
      reject(error)
    }
    waiting.clear()
  }
  worker.on("message", ({ id, reply }: { id: number; reply: Reply }) => {
    const entry = waiting.get(id)
    if (!entry) return
    waiting.delete(id)
    clearTimeout(entry.timer)
    if (reply.ok) entry.resolve(reply)
    else
      entry.reject(
        Object.assign(new Error(reply.message), {
          code: reply.code,
          detail: reply.detail,
          constraint: reply.constraint,
        }),
      )
  })
  worker.on("error", (error) =>
    failAll(new DatabaseUnavailable(`the embedded database stopped: ${error.message}`)),
  )
  worker.on("exit", () => failAll(new DatabaseUnavailable("the embedded database is closed")))

  const ask: PgliteWorker["ask"] = (request) => {
    if (gone) return Promise.reject(gone)
    next += 1
    const id = next
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(id)
        reject(
          new DatabaseUnavailable(
            `the embedded database did not answer within ${deadlineMs / 1000} s; is the disk full or stuck?`,
          ),
        )
      }, deadlineMs)
      waiting.set(id, { resolve, reject, timer })
      worker.postMessage({ id, request })
    })
  }
  const close = async () => {
    await ask({ kind: "close" }).catch(() => undefined)
    await worker.terminate()
  }
  try {
    await ask({ kind: "ready" })
  } catch (error) {
    await worker.terminate()
    throw error
  }
  return { ask, close }
}

class WorkerConnection implements DatabaseConnection {
  readonly #worker: PgliteWorker
  constructor(worker: PgliteWorker) {
    this.#worker = worker
  }
  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const reply = await this.#worker.ask({ kind: "query", sql: query.sql, parameters: [...query.parameters] })
    const columns = reply.fields.map(({ name, type }) => ({ name, read: readerOf(type) }))
    const rows = reply.rows.map((values) =>
      Object.fromEntries(columns.map(({ name, read }, index) => [name, read(values[index] ?? null)])),
    )
    // The shape of a row is what the query builder says it is; the driver cannot know it.
    return { rows: rows as Row[], numAffectedRows: BigInt(reply.affected) }
  }
  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error("no cursors here: page by key instead")
  }
}

class WorkerDriver implements Driver {
  readonly #connection: WorkerConnection
  readonly #worker: PgliteWorker
  #tail: Promise<void> = Promise.resolve()
  readonly #releases = new WeakMap<DatabaseConnection, () => void>()
  constructor(worker: PgliteWorker) {
    this.#worker = worker
    this.#connection = new WorkerConnection(worker)
  }
  async init() {}
  /** One at a time: whoever holds the connection may be inside a transaction. */
  async acquireConnection() {
    const before = this.#tail
    let release = () => {}
    this.#tail = new Promise((resolve) => {
      release = resolve
    })
    await before
    this.#releases.set(this.#connection, release)
    return this.#connection
  }
  async releaseConnection(connection: DatabaseConnection) {
    this.#releases.get(connection)?.()
  }
  async beginTransaction() {
    await this.#worker.ask({ kind: "query", sql: "begin", parameters: [] })
  }
  async commitTransaction() {
    await this.#worker.ask({ kind: "query", sql: "commit", parameters: [] })
  }
  async rollbackTransaction() {
    await this.#worker.ask({ kind: "query", sql: "rollback", parameters: [] })
  }
  async destroy() {
    await this.#worker.close()
  }
}

/** PostgreSQL's dialect over a driver of our own. */
export const dialectOver = (createDriver: () => Driver): Dialect => ({
  createAdapter: () => new PostgresAdapter(),
  createDriver,
  createIntrospector: (db) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
})

export const workerDialect = (worker: PgliteWorker): Dialect => dialectOver(() => new WorkerDriver(worker))
