/** One export of a running server: rows a second, its memory and what it and the database computed. */
import type { Loam } from "../../../e2e/lib/loam.ts"
import { peakMemory, processorTime, processorTimeBelow } from "./processes.ts"

export interface Work {
  readonly name: string
  readonly container: "parquet" | "jsonl" | "folder"
  /** One pair a record, by majority, instead of one an answer. */
  readonly unified?: boolean
}

export interface Download {
  readonly records: number
  readonly work: string
  readonly rows: number
  readonly seconds: number
  readonly megabytes: number
  /** MB of the server process at most. */
  readonly peak: number
  /** Processor seconds. */
  readonly server: number
  readonly database: number
}

/** Answers that every record has. */
export const answersEach = 3

export async function download(
  loam: Loam,
  dataset_id: string,
  records: number,
  { name, container, unified = false }: Work,
  postmaster: number | undefined,
): Promise<Download> {
  const query = {
    task: "preference",
    format: "trl",
    container,
    ...(unified ? { unify: ["choice=majority"] } : {}),
  }
  const before = { server: processorTime(loam.pid), database: processorTimeBelow(postmaster) }
  const started = performance.now()
  const answer = await loam.owner.exports.download({ dataset_id, query })
  let bytes = 0
  let lines = 0
  let tail = new Uint8Array()
  for await (const piece of answer.body ?? []) {
    bytes += piece.length
    if (container === "jsonl") for (const byte of piece) lines += Number(byte === 10)
    tail = piece
  }
  const seconds = (performance.now() - started) / 1000
  const rows = records * (unified ? 1 : answersEach)
  if (container === "jsonl" && lines !== rows) throw new Error(`${lines} rows came instead of ${rows}`)
  if (container === "parquet" && new TextDecoder().decode(tail.slice(-4)) !== "PAR1")
    throw new Error("the file has no footer")
  return {
    ...{ records, work: name, rows, seconds, megabytes: bytes / 1e6 },
    peak: peakMemory(loam.pid),
    server: processorTime(loam.pid) - before.server,
    database: processorTimeBelow(postmaster) - before.database,
  }
}
