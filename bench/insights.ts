/**
 * `node --conditions=source bench/insights.ts`: agreement and stored consensus through the server, on PostgreSQL; what a
 * labeler waits for meanwhile; and the server's memory.
 */
import { readFileSync } from "node:fs"
import { cpus } from "node:os"
import { parseArgs } from "node:util"
import type { Client } from "@loam/sdk"
import pg from "pg"
import { type Loam, ownerKey, startLoam } from "../e2e/lib/loam.ts"
import { findPostgres } from "../scripts/lib/postgres-binaries.mjs"
import { startCluster } from "../scripts/lib/postgres-cluster.mjs"
import { fillPreferences, newPreferences } from "./src/preferences.ts"
import { percentiles } from "./src/timing.ts"

const { values: options } = parseArgs({
  options: {
    records: { type: "string", default: "100000" },
    url: { type: "string" },
  },
})
const records = Number(options.records)
const question = "choice"
type ConsensusVersion = Awaited<ReturnType<Client["consensus"]["get"]>>

const peakOf = (pid: number) =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024

/** Reads one record after the other, as somebody does who answers, until told to stop. */
function readOn(loam: Loam, ids: readonly string[]) {
  const client = loam.clientWith(ownerKey)
  const times: number[] = []
  let going = true
  const reading = (async () => {
    for (let at = 0; going; at += 1) {
      const started = performance.now()
      await client.records.get({ record_id: ids[at % ids.length] ?? "" })
      times.push(performance.now() - started)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })()
  return async () => {
    going = false
    await reading
    times.sort((a, b) => a - b)
    return { ...percentiles(times), calls: times.length, longest: times.at(-1) ?? 0 }
  }
}

async function timed<T>(
  loam: Loam,
  ids: readonly string[],
  work: string,
  run: () => Promise<T>,
  tell: (result: T) => string,
) {
  const stop = readOn(loam, ids)
  const started = performance.now()
  const result = await run()
  const seconds = (performance.now() - started) / 1000
  const { p50, p99, longest, calls } = await stop()
  const milliseconds = [p50, p99, longest].map((ms) => ms.toFixed(1).padStart(7)).join(" /")
  console.log(
    `${work.padEnd(44)} ${seconds.toFixed(2).padStart(7)} s  a record ${milliseconds} ms (${calls})  ${peakOf(loam.pid).toFixed(0).padStart(5)} MB  ${tell(result)}`,
  )
}

async function compute(loam: Loam, dataset_id: string, policy: string): Promise<ConsensusVersion> {
  const begun = await loam.owner.consensus.compute({ dataset_id, body: { question, policy } })
  for (;;) {
    const version = String(begun.version)
    const now = await loam.owner.consensus.get({ dataset_id, version, query: { question } })
    if (now.status !== "computing") return now
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

const stored = ({ status, error, resolved, abstained, people }: ConsensusVersion) =>
  error ?? `${status}: ${resolved} resolved, ${abstained} abstained, ${people.length} people`

async function run(url: string): Promise<void> {
  const loam = await startLoam({ databaseUrl: url })
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  try {
    const dataset_id = await newPreferences(loam.owner)
    // Nothing is searched here: the indexing of a million texts would weigh on the figures.
    await loam.kill()
    const spent = await fillPreferences(pool, dataset_id, records)
    await pool.query("delete from search_pending")
    console.log(`${cpus().length} × ${cpus()[0]?.model}, Node ${process.versions.node}`)
    console.log(
      `${records.toLocaleString("en")} records × 3 answers made in ${spent.toFixed(0)} s; a record: p50 / p99 / longest`,
    )
    // A fresh process, so that the memory shown is that of the figures.
    await loam.restart()
    const { items } = await loam.owner.records.list({ dataset_id, query: { limit: 1_000 } })
    const ids = items.map(({ id }) => id)
    const idle = () => new Promise((resolve) => setTimeout(resolve, 5_000))
    await timed(loam, ids, "nothing else", idle, () => "")
    const { insights } = loam.owner
    const alpha = (query: object) => () => insights.agreement({ dataset_id, query: { question, ...query } })
    const first = (found: Awaited<ReturnType<ReturnType<typeof alpha>>>) => {
      const [figure] = found.measures
      return `${figure?.measure} ${figure?.value?.toFixed(4)} [${figure?.interval?.low.toFixed(4)}, ${figure?.interval?.high.toFixed(4)}]`
    }
    await timed(loam, ids, "nominal alpha, 1,000 draws", alpha({ measure: ["alpha"], draws: 1_000 }), first)
    await timed(loam, ids, "all measures, pairs of people, 1,000 draws", alpha({ draws: 1_000 }), first)
    await timed(
      loam,
      ids,
      "stored consensus by majority",
      () => compute(loam, dataset_id, "majority"),
      stored,
    )
    await timed(
      loam,
      ids,
      "stored consensus by Dawid–Skene",
      () => compute(loam, dataset_id, "dawid_skene"),
      stored,
    )
    const compare = () => loam.owner.consensus.compare({ dataset_id, version: "2", query: { question } })
    await timed(
      loam,
      ids,
      "comparing the two",
      compare,
      ({ same, changed }) => `${same} the same, ${changed} changed`,
    )
  } finally {
    await pool.end()
    await loam.stop()
  }
}

if (options.url === undefined && !findPostgres()) {
  console.error("No PostgreSQL on this machine: insights are not measured.")
} else {
  const cluster =
    options.url === undefined ? await startCluster({ settings: { shared_buffers: "512MB" } }) : undefined
  try {
    await run(options.url ?? cluster?.url ?? "")
  } finally {
    await cluster?.stop()
  }
}
