/** `npm run bench`: ingest, next, submit and list on both engines, as a table with ratios to the peers, and as JSON. */
import { mkdir, writeFile } from "node:fs/promises"
import { cpus } from "node:os"
import { dirname } from "node:path"
import { parseArgs } from "node:util"
import { findPostgres } from "../scripts/lib/postgres-binaries.mjs"
import { startCluster } from "../scripts/lib/postgres-cluster.mjs"
import { type EngineFigures, measureEngine } from "./src/engine.ts"
import { peers } from "./src/peers.ts"
import type { Latency } from "./src/timing.ts"

const { values: options } = parseArgs({
  options: {
    records: { type: "string", default: "10000" },
    calls: { type: "string", default: "200" },
    json: { type: "string", default: ".cache/bench/latest.json" },
  },
})
const records = Number(options.records)
const calls = Number(options.calls)

const milliseconds = ({ p50, p95 }: Latency) => `${p50.toFixed(1)} / ${p95.toFixed(1)} ms`
const perSecond = (rate: number) => `${Math.round(rate).toLocaleString("en")} /s`
/** How many times better than a peer: more a second, or fewer milliseconds. */
const times = (ratio: number | undefined) =>
  ratio === undefined || !Number.isFinite(ratio) ? "" : `${ratio.toFixed(1)}×`

interface Row {
  readonly work: string
  readonly value: (figures: EngineFigures) => string
  readonly against: (
    figures: EngineFigures,
    peer: Partial<Record<keyof (typeof peers)["argilla"], number>>,
  ) => number | undefined
}

const rate = (work: string, key: "ingest_1_client" | "ingest_4_clients"): Row => ({
  work,
  value: (figures) => perSecond(figures[key]),
  against: (figures, peer) => peer.ingest && figures[key] / peer.ingest,
})
const latency = (
  work: string,
  key: "next" | "submit" | "draft" | "list_first" | "list_deep" | "progress",
): Row => ({
  work,
  value: (figures) => milliseconds(figures[key]),
  against: (figures, peer) => peer[key] && peer[key] / figures[key].p50,
})

const rows: readonly Row[] = [
  rate("ingest, one client", "ingest_1_client"),
  rate("ingest, four clients", "ingest_4_clients"),
  latency("next record", "next"),
  latency("keep a draft", "draft"),
  latency("submit", "submit"),
  latency("list 50, first page", "list_first"),
  latency("list 50, last page", "list_deep"),
  latency("progress", "progress"),
  { work: "memory of the server", value: ({ memory }) => `${memory} MB`, against: () => undefined },
]

function table(all: readonly EngineFigures[]): string {
  const head = ["", ...all.flatMap(({ engine }) => [engine, "Argilla", "Label Studio"])]
  const body = rows.map(({ work, value, against }) => [
    work,
    ...all.flatMap((figures) => [
      value(figures),
      times(against(figures, peers.argilla)),
      times(against(figures, peers.label_studio)),
    ]),
  ])
  const widths = head.map((_, column) =>
    Math.max(...[head, ...body].map((line) => line[column]?.length ?? 0)),
  )
  return [head, ...body]
    .map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "))
    .join("\n")
}

const all: EngineFigures[] = []
all.push(await measureEngine("PGlite", undefined, records, calls))
if (findPostgres()) {
  const cluster = await startCluster({ settings: { fsync: "on" } })
  try {
    all.push(await measureEngine("PostgreSQL", cluster.url, records, calls))
  } finally {
    await cluster.stop()
  }
} else {
  console.error("No PostgreSQL on this machine: its column is missing.")
}

console.log(
  `${records.toLocaleString("en")} records of 100 words, ${cpus().length} cores shared with the clients; p50 / p95; × = times better\n`,
)
console.log(table(all))
await mkdir(dirname(options.json), { recursive: true })
await writeFile(
  options.json,
  `${JSON.stringify({ records, calls, cores: cpus().length, engines: all, peers }, null, 2)}\n`,
)
console.log(`\nFigures as JSON: ${options.json}`)
