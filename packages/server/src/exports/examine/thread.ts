/** The thread: opens a tokenizer and lists once, then examines the examples of the exports that use them. */
import { parentPort, workerData } from "node:worker_threads"
import {
  type BenchmarkItem,
  createContaminationIndex,
  createExaminer,
  type Examine,
  openTokenizer,
  TokenizerError,
  type TokenizerFiles,
} from "@loam/training"
import type { Materials, Reply, Request } from "./protocol.ts"

const { tokenizer, benchmarks } = workerData as Materials // as examiner.ts starts it

function open() {
  const items = benchmarks.flatMap(({ text }) => JSON.parse(text) as BenchmarkItem[]) // as the routes stored them
  return {
    tokenizer: tokenizer && openTokenizer(JSON.parse(tokenizer.text) as TokenizerFiles),
    contamination: items.length === 0 ? undefined : createContaminationIndex(items),
  }
}

let opened: ReturnType<typeof open> | undefined
const sessions = new Map<number, Examine>()

function answer(request: Request): Reply {
  if (request.type === "close") {
    sessions.delete(request.session)
    return { ok: true, examined: [] }
  }
  if (request.type === "examine") {
    const examine = sessions.get(request.session)
    if (!examine) throw new Error("this export was closed")
    return { ok: true, examined: request.examples.map(examine) }
  }
  opened ??= open()
  const { template_tokens, use_template, ...options } = request.options
  const counting = opened.tokenizer?.using({ template_tokens, use_template })
  sessions.set(
    request.session,
    createExaminer({ ...options, tokenizer: counting, contamination: opened.contamination }),
  )
  if (!opened.tokenizer) return { ok: true, examined: [] }
  const about = opened.tokenizer.template ? "tokenizer with chat template" : "tokenizer without chat template"
  return { ok: true, examined: [], about }
}

parentPort?.on("message", ({ id, request }: { id: number; request: Request }) => {
  let reply: Reply
  try {
    reply = answer(request)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    reply = { ok: false, invalid: error instanceof TokenizerError, message }
  }
  parentPort?.postMessage({ id, reply })
})
