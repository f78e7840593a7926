/** `node --conditions=source bench/exports.ts`: preference pairs to Parquet at a million records, with the server's memory. */
import { readFileSync } from "node:fs"
import { cpus } from "node:os"
import { parseArgs } from "node:util"
import pg from "pg"
import { type Loam, startLoam } from "../e2e/lib/loam.ts"
import { startCluster } from "../scripts/lib/postgres-cluster.mjs"
import { fillPreferences, newPreferences } from "./src/preferences.ts"

const { values: options } = parseArgs({
  options: {
    records: { type: "string", default: "50000" },
    /** The server's heap, in MB: rows beyond it can only pass through. */
    heap: { type: "string", default: "256" },
    url: { type: "string" },
  },
})
const records = Number(options.records)

/** The most memory the process has had, and what it has now, in MB. */
function memoryOf(pid: number): { peak: number; now: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8")
  const read = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024
  return { peak: read("VmHWM"), now: read("VmRSS") }
}

interface Line {
  readonly records: number
  readonly work: string
  readonly rows: number
  readonly seconds: number
  readonly megabytes: number
  readonly peak: number
}

async function measure(loam: Loam, dataset_id: string, count: number, unified: boolean): Promise<Line> {
  const query = {
    task: "preference",
    format: "trl",
    container: "parquet" as const,
    ...(unified ? { unify: ["choice=majority"] } : {}),
  }
  const started = performance.now()
  const answer = await loam.owner.exports.download({ dataset_id, query })
  let bytes = 0
  let tail = new Uint8Array()
  for await (const piece of answer.body ?? []) {
    bytes += piece.length
    tail = piece
  }
  const seconds = (performance.now() - started) / 1000
  if (new TextDecoder().decode(tail.slice(-4)) !== "PAR1") throw new Error("the file has no footer")
  const work = unified ? "one pair a record (majority)" : "one pair an answer"
  const rows = unified ? count : count * 3
  return { records: count, work, rows, seconds, megabytes: bytes / 1e6, peak: memoryOf(loam.pid).peak }
}

function show({ records: count, work, rows, seconds, megabytes, peak }: Line): void {
  const number = (value: number) => Math.round(value).toLocaleString("en").padStart(9)
  console.log(
    `${number(count)} records  ${work.padEnd(28)} ${number(rows)} rows  ${seconds.toFixed(1).padStart(6)} s  ` +
      `${number(rows / seconds)} rows/s  ${number(count / seconds)} records/s  ${number(megabytes)} MB  peak ${peak.toFixed(0)} MB`,
  )
}

async function run(url: string): Promise<void> {
  const loam = await startLoam({
    databaseUrl: url,
    env: { NODE_OPTIONS: `--max-old-space-size=${options.heap}` },
  })
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  try {
    console.log(
      `${cpus().length} × ${cpus()[0]?.model}, Node ${process.versions.node}, heap limit ${options.heap} MB`,
    )
    for (const count of [records / 4, records]) {
      const dataset_id = await newPreferences(loam.owner)
      const spent = await fillPreferences(pool, dataset_id, count)
      console.log(
        `${count.toLocaleString("en")} records with ${(count * 3).toLocaleString("en")} answers made in ${spent.toFixed(0)} s`,
      )
      for (const unified of [true, false]) {
        // A fresh process, so that the memory shown is this export's.
        await loam.restart()
        show(await measure(loam, dataset_id, count, unified))
      }
    }
  } finally {
    await pool.end()
    await loam.stop()
  }
}

const cluster =
  options.url === undefined
    ? await startCluster({ settings: { shared_buffers: "512MB", max_wal_size: "4GB" } })
    : undefined
try {
  await run(options.url ?? cluster?.url ?? "")
} finally {
  await cluster?.stop()
}
