/** Kysely in a thread that has no connection: every query is asked of the server's own database. Single statements. */
import type { MessagePort } from "node:worker_threads"
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from "kysely"
import { dialectOver } from "../db/worker-dialect.ts"
import { unpacked } from "./failures.ts"
import type { FromThread, ToThread } from "./messages.ts"

interface Waiting {
  readonly resolve: (result: QueryResult<unknown>) => void
  readonly reject: (error: Error) => void
}

const noTransactions = () =>
  Promise.reject(new Error("a thread of the embedded database has no transactions"))

export function askingDialect(port: MessagePort): Dialect {
  const waiting = new Map<number, Waiting>()
  let last = 0
  port.on("message", (message: ToThread) => {
    if (message.kind === "task") return
    const asked = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.kind === "no-rows") asked?.reject(unpacked(message.error))
    else asked?.resolve({ rows: [...message.rows], numAffectedRows: BigInt(message.affected) })
  })
  const connection: DatabaseConnection = {
    executeQuery: <Row>(query: CompiledQuery) =>
      new Promise<QueryResult<Row>>((resolve, reject) => {
        last += 1
        // The shape of a row is what the query builder says it is.
        waiting.set(last, { resolve: resolve as Waiting["resolve"], reject })
        const { sql, parameters } = query
        port.postMessage({ kind: "query", id: last, sql, parameters: [...parameters] } satisfies FromThread)
      }),
    streamQuery: () => {
      throw new Error("no cursors here: page by key instead")
    },
  }
  const driver: Driver = {
    init: async () => undefined,
    acquireConnection: async () => connection,
    releaseConnection: async () => undefined,
    beginTransaction: noTransactions,
    commitTransaction: noTransactions,
    rollbackTransaction: noTransactions,
    destroy: async () => undefined,
  }
  return dialectOver(() => driver)
}
