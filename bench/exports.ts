/**
 * `npm run bench -- exports`: preference pairs as files, by a server with a small heap on PostgreSQL; then every step by
 * itself. `--records 1000000` is the long run: three million answers.
 */
import { cpus } from "node:os"
import { parseArgs } from "node:util"
import pg from "pg"
import { type Loam, startLoam } from "../e2e/lib/loam.ts"
import { findPostgres } from "../scripts/lib/postgres-binaries.mjs"
import { startCluster } from "../scripts/lib/postgres-cluster.mjs"
import { answersEach, type Download, download, type Work } from "./src/exports/download.ts"
import { readingRate } from "./src/exports/reading.ts"
import { measureStages } from "./src/exports/stages.ts"
import { fillPreferences, newPreferences } from "./src/preferences.ts"

const { values: options } = parseArgs({
  options: {
    records: { type: "string", default: "20000" },
    /** The server's heap, in MB: rows beyond it can only pass through. */
    heap: { type: "string", default: "256" },
    /** A database to use; its processor time is not known then. */
    url: { type: "string" },
    /** A tokenizer.json, instead of the small one of the tests. */
    tokenizer: { type: "string" },
    /** Datasets that a run before made in that database, smallest first, as id:records. */
    dataset: { type: "string", multiple: true },
  },
})
const most = Number(options.records)

const number = (value: number) => (Number.isFinite(value) ? Math.round(value).toLocaleString("en") : "?")

const tenths = (value: number) => (Number.isFinite(value) ? value.toFixed(1) : "?")

const works: readonly Work[] = [
  { name: "Parquet, a pair an answer", container: "parquet" },
  { name: "Parquet, a pair a record (majority)", container: "parquet", unified: true },
]
/** Measured at the smallest size only: they differ in the last step alone. */
const others: readonly Work[] = [
  { name: "JSON lines, a pair an answer", container: "jsonl" },
  { name: "folder, a pair an answer", container: "folder" },
]

function show(line: Download): void {
  const { records, work, rows, seconds, megabytes, peak, server, database } = line
  console.log(
    `  ${number(records).padStart(9)} records  ${work.padEnd(36)} ${number(rows).padStart(9)} rows  ${seconds.toFixed(1).padStart(6)} s  ` +
      `${number(rows / seconds).padStart(7)} rows/s  ${number(records / seconds).padStart(7)} records/s  ${number(megabytes).padStart(5)} MB  ` +
      `memory ${number(peak)} MB  processor ${tenths(server)} s server, ${tenths(database)} s database`,
  )
}

async function datasets(loam: Loam, pool: pg.Pool): Promise<{ id: string; records: number }[]> {
  if (options.dataset) {
    return options.dataset.map((each) => {
      const [id = "", records] = each.split(":")
      return { id, records: Number(records) }
    })
  }
  const made = []
  for (const records of [Math.ceil(most / 10), Math.ceil((most * 3) / 10), most]) {
    const id = await newPreferences(loam.owner)
    const seconds = await fillPreferences(pool, id, records)
    console.log(
      `  ${number(records)} records with ${number(records * answersEach)} answers made in ${seconds.toFixed(0)} s (${id})`,
    )
    made.push({ id, records })
  }
  return made
}

async function run(url: string, postmaster: number | undefined): Promise<void> {
  const env = { NODE_OPTIONS: `--max-old-space-size=${options.heap}` }
  const loam = await startLoam({ databaseUrl: url, env })
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  try {
    const made = await datasets(loam, pool)
    for (const [index, { id, records }] of made.entries())
      for (const work of index === 0 ? [...works, ...others] : works) {
        // A fresh process, so that the memory shown is this export's.
        await loam.restart()
        show(await download(loam, id, records, work, postmaster))
      }
    const last = made.at(-1)
    if (last) {
      const rate = await readingRate(pool, last.id, last.records)
      console.log(`  the database alone sends fields and answers of ${number(rate)} records/s`)
    }
  } finally {
    await pool.end()
    await loam.stop()
  }
}

function showStages(): void {
  console.log("\nOne row at a time, in memory, on one core:")
  const stages = measureStages(20_000, options.tokenizer)
  for (const { name, rate, apart } of stages)
    console.log(
      `  ${name.padEnd(46)} ${number(rate).padStart(9)} rows/s${apart ? "  (only where asked for)" : ""}`,
    )
  const rateOf = (name: string) => stages.find((stage) => stage.name.startsWith(name))?.rate ?? Number.NaN
  const share = (100 * rateOf("build, render")) / rateOf("lint")
  console.log(`  the linter takes ${share.toFixed(0)} % of the time from a record to its checked row`)
}

console.log(
  `Exports: preference pairs of 200 words, ${answersEach} answers a record; ${cpus().length} × ${cpus()[0]?.model} for ` +
    `server, database and client; Node ${process.versions.node}; heap limit of the server ${options.heap} MB`,
)
if (options.url !== undefined) await run(options.url, undefined)
else if (findPostgres()) {
  const cluster = await startCluster({ settings: { shared_buffers: "512MB", max_wal_size: "4GB" } })
  try {
    await run(cluster.url, cluster.pid)
  } finally {
    await cluster.stop()
  }
} else console.error("No PostgreSQL on this machine: only the steps in memory are measured.")
showStages()
