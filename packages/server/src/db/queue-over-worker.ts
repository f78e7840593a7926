/** The job queue on the embedded database: its statements wait their turn for the one connection, like all others. */
import { CompiledQuery } from "kysely"
import type { Db as QueueDatabase } from "pg-boss"
import type { Db } from "./tables.ts"
import { readValue } from "./values.ts"
import type { PgliteWorker } from "./worker-dialect.ts"

export function queueOverWorker(db: Db, worker: PgliteWorker): QueueDatabase {
  return {
    executeSql: async (text, values) => {
      if (values && values.length > 0)
        return { rows: [...(await db.executeQuery(CompiledQuery.raw(text, values))).rows] }
      // Without values it may be several statements, a transaction of its own among them.
      return db.connection().execute(async () => {
        try {
          const { rows, fields } = await worker.ask({ kind: "script", sql: text })
          const read = (row: readonly (string | null)[]) =>
            Object.fromEntries(fields.map(({ name, type }, at) => [name, readValue(type, row[at] ?? null)]))
          return { rows: rows.map(read) }
        } catch (error) {
          await worker.ask({ kind: "script", sql: "rollback" })
          throw error
        }
      })
    },
  }
}
