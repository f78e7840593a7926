/**
 * Threads that hold an opened tokenizer and lists: opening one takes seconds and 200 MB, so those used last are kept a
 * while, and there are never more than two.
 */
import { Worker } from "node:worker_threads"
import { refuse } from "../../http/errors.ts"
import type { Materials, Reply, Request } from "./protocol.ts"

/** Threads alive at a time; a third kind of export waits for one. */
const most = 2
/** How long an unused thread keeps what it opened. */
const idleMs = 60_000
/** A page takes well under a second; whoever takes this long was given an expression that never ends. */
const deadlineMs = 120_000
/** A tokenizer of 256,000 words opens in 400 MB. */
const resourceLimits = { maxOldGenerationSizeMb: 1_536 }

export interface Thread {
  readonly ask: (request: Request) => Promise<Extract<Reply, { ok: true }>>
  /** Gives the thread back. */
  readonly release: () => void
}

interface Pooled {
  readonly key: string
  readonly worker: Worker
  readonly waiting: Map<number, { settle: (reply: Reply) => void; timer: NodeJS.Timeout }>
  users: number
  next: number
  gone: boolean
  idle?: NodeJS.Timeout
}

const isSource = import.meta.url.endsWith(".ts")
const url = new URL(isSource ? "./thread.ts" : "./thread.js", import.meta.url)

const pool = new Set<Pooled>()
const queue: (() => void)[] = []

function drop(thread: Pooled, message: string, invalid = false): void {
  if (thread.gone) return
  thread.gone = true
  clearTimeout(thread.idle)
  pool.delete(thread)
  void thread.worker.terminate()
  for (const { settle, timer } of thread.waiting.values()) {
    clearTimeout(timer)
    settle({ ok: false, invalid, message })
  }
  queue.shift()?.()
}

function start(key: string, materials: Materials): Pooled {
  // From the sources, packages resolve to theirs; in a build to their builds.
  const execArgv = isSource ? ["--conditions=source", "--disable-warning=ExperimentalWarning"] : []
  const worker = new Worker(url, { workerData: materials, execArgv, resourceLimits })
  const thread: Pooled = { key, worker, waiting: new Map(), users: 0, next: 0, gone: false }
  worker.on("message", ({ id, reply }: { id: number; reply: Reply }) => {
    const waiting = thread.waiting.get(id)
    thread.waiting.delete(id)
    clearTimeout(waiting?.timer)
    waiting?.settle(reply)
  })
  worker.on("error", (error) =>
    drop(
      thread,
      "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY"
        ? "the tokenizer and the lists take more memory than an export may"
        : String(error),
      true,
    ),
  )
  worker.on("exit", () => drop(thread, "the thread ended"))
  worker.unref()
  pool.add(thread)
  return thread
}

/** A thread that holds these materials, at once or when one is free. */
async function acquire(key: string, materials: Materials): Promise<Pooled> {
  for (;;) {
    const known = [...pool].find((thread) => thread.key === key)
    if (known) return known
    if (pool.size < most) return start(key, materials)
    const unused = [...pool].find(({ users }) => users === 0)
    if (unused) drop(unused, "its place was needed")
    else await new Promise<void>((resolve) => queue.push(resolve))
  }
}

function ask(thread: Pooled, request: Request): Promise<Extract<Reply, { ok: true }>> {
  return new Promise((resolve, reject) => {
    const settle = (reply: Reply) => {
      if (reply.ok) resolve(reply)
      else if (reply.invalid) reject(refuse.invalid(reply.message))
      else reject(new Error(reply.message))
    }
    if (thread.gone) return settle({ ok: false, invalid: false, message: "the thread ended" })
    const id = thread.next++
    const timer = setTimeout(
      () => drop(thread, `the tokenizer took more than ${deadlineMs / 1000} s for a page of records`, true),
      deadlineMs,
    )
    thread.waiting.set(id, { settle, timer })
    thread.worker.postMessage({ id, request })
  })
}

export async function acquireThread(materials: Materials): Promise<Thread> {
  const parts = [materials.tokenizer, ...materials.benchmarks].map((one) => one?.key ?? "-")
  const thread = await acquire(parts.join(" "), materials)
  thread.users += 1
  clearTimeout(thread.idle)
  let released = false
  return {
    ask: (request) => ask(thread, request),
    release() {
      if (released) return
      released = true
      thread.users -= 1
      if (thread.users > 0 || thread.gone) return
      thread.idle = setTimeout(() => drop(thread, "it was not used"), idleMs)
      thread.idle.unref()
      queue.shift()?.()
    },
  }
}
