/** A thread of the server: heavy figures are worked out here, so that nobody's next record waits for them. */
import { parentPort, workerData } from "node:worker_threads"
import { Kysely } from "kysely"
import { openDatabase } from "../db/open.ts"
import type { Db, Tables } from "../db/tables.ts"
import { askingDialect } from "./asking-dialect.ts"
import { packed } from "./failures.ts"
import type { FromThread, ThreadOptions, ToThread } from "./messages.ts"
import { tasks } from "./tasks.ts"

const port = parentPort
if (!port) throw new Error("this file is run as a thread")

// What started the thread handed it this.
const { again } = workerData as ThreadOptions
/** For grouping millions of answers by their records; there are as many of these as threads at work. */
const workMemory = 128
const opening: Promise<Db> = again
  ? openDatabase({ ...again, poolSize: 2, workMemory }).then(({ db }) => db)
  : Promise.resolve(new Kysely<Tables>({ dialect: askingDialect(port) }))
// Awaited by the first task, which fails with it.
opening.catch(() => undefined)

const answer = (message: FromThread) => port.postMessage(message)

port.on("message", async (message: ToThread) => {
  if (message.kind !== "task") return
  const { id, name, input } = message
  try {
    const run = tasks[name] as (reads: { database: { db: Db } }, input: unknown) => Promise<unknown> // its input came with its name
    answer({ kind: "done", id, result: await run({ database: { db: await opening } }, input) })
  } catch (error) {
    answer({ kind: "failed", id, error: packed(error) })
  }
})
