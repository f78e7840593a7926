/** Threads that work out heavy figures: started when there is work, a task at a time each, ended when idle. */
import { Worker } from "node:worker_threads"
import { CompiledQuery } from "kysely"
import type { OpenedDatabase } from "../db/open.ts"
import { refuse } from "../http/errors.ts"
import { packed, unpacked } from "./failures.ts"
import type { FromThread, ThreadOptions, ToThread } from "./messages.ts"
import type { TaskInput, TaskName, TaskResult } from "./tasks.ts"

/** A thread without work is kept this long: it holds what policies learnt, and some 50 MB. */
const idleMs = 120_000

export interface Threads {
  /** Runs a task in a thread; `alone`: in one of its own, for work of minutes that must not hold up others. */
  readonly run: <Name extends TaskName>(
    name: Name,
    input: TaskInput<Name>,
    how?: { readonly alone?: boolean },
  ) => Promise<TaskResult<Name>>
  readonly close: () => Promise<void>
}

interface Task {
  readonly name: TaskName
  readonly input: unknown
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

interface Thread {
  readonly worker: Worker
  /** Ends with its first task, and is no place for others. */
  readonly alone: boolean
  task: Task | undefined
  idle: NodeJS.Timeout | undefined
}

const isSource = import.meta.url.endsWith(".ts")
const threadUrl = new URL(isSource ? "./thread.ts" : "./thread.js", import.meta.url)

const outOfMemory = (error: Error) =>
  "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY"
    ? refuse.unavailable("These figures need more memory than there is")
    : error

export function openThreads(database: OpenedDatabase, size: number): Threads {
  const threads = new Set<Thread>()
  const queue: Task[] = []
  let closed = false

  async function serve(worker: Worker, { id, sql, parameters }: Extract<FromThread, { kind: "query" }>) {
    const reply = (message: ToThread) => worker.postMessage(message)
    try {
      const { rows, numAffectedRows = 0n } = await database.db.executeQuery(
        CompiledQuery.raw(sql, [...parameters]),
      )
      reply({ kind: "rows", id, rows, affected: String(numAffectedRows) })
    } catch (error) {
      reply({ kind: "no-rows", id, error: packed(error) })
    }
  }

  function start(alone: boolean): Thread {
    const workerData: ThreadOptions = { again: database.again }
    // From the sources, packages are found by the condition that names them.
    const worker = new Worker(threadUrl, {
      workerData,
      ...(isSource ? { execArgv: ["--conditions=source"] } : {}),
    })
    worker.unref()
    const thread: Thread = { worker, alone, task: undefined, idle: undefined }
    const settle = (settled: (task: Task) => void) => {
      const { task } = thread
      thread.task = undefined
      worker.unref()
      if (task) settled(task)
      if (alone) void end(thread)
      else next(thread)
    }
    worker.on("message", (message: FromThread) => {
      if (message.kind === "query") void serve(worker, message)
      else if (message.kind === "done") settle(({ resolve }) => resolve(message.result))
      else settle(({ reject }) => reject(unpacked(message.error)))
    })
    const gone = (error: Error) => {
      threads.delete(thread)
      clearTimeout(thread.idle)
      const { task } = thread
      thread.task = undefined
      task?.reject(error)
      if (!closed && queue.length > 0 && !alone) give(start(false))
    }
    worker.on("error", (error) => gone(outOfMemory(error as Error)))
    worker.on("exit", () => gone(refuse.unavailable("The server is stopping")))
    threads.add(thread)
    return thread
  }

  function give(thread: Thread, task = queue.shift()) {
    if (!task) return
    clearTimeout(thread.idle)
    thread.task = task
    // The process is not to end while somebody waits for this.
    thread.worker.ref()
    const { name, input } = task
    thread.worker.postMessage({ kind: "task", id: 0, name, input } satisfies ToThread)
  }

  function next(thread: Thread) {
    if (queue.length > 0) return give(thread)
    thread.idle = setTimeout(() => void end(thread), idleMs)
    thread.idle.unref()
  }

  async function end(thread: Thread) {
    threads.delete(thread)
    clearTimeout(thread.idle)
    await thread.worker.terminate()
  }

  const shared = () => [...threads].filter((thread) => !thread.alone)

  return {
    run: (name, input, { alone = false } = {}) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(refuse.unavailable("The server is stopping"))
        // The task of that name answers with its result.
        const task: Task = { name, input, resolve: resolve as Task["resolve"], reject }
        if (alone) return give(start(true), task)
        queue.push(task)
        const free = shared().find((thread) => thread.task === undefined)
        if (free) give(free)
        else if (shared().length < size) give(start(false))
      }),
    close: async () => {
      closed = true
      for (const { reject } of queue.splice(0)) reject(refuse.unavailable("The server is stopping"))
      await Promise.all([...threads].map(end))
    },
  }
}
