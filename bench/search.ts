/**
 * `npm run bench -- search`: finding records by words and by likeness, at once after they were written, and what the text
 * index costs the writers. `--records 100000` is the size the figures of docs/decisions/0010 are of.
 */
import { cpus } from "node:os"
import { parseArgs } from "node:util"
import pg from "pg"
import { type Loam, startLoam } from "../e2e/lib/loam.ts"
import { findPostgres } from "../scripts/lib/postgres-binaries.mjs"
import { startCluster } from "../scripts/lib/postgres-cluster.mjs"
import { word } from "./src/search/corpus.ts"
import { direction, fill, newDataset } from "./src/search/dataset.ts"
import { generator } from "./src/texts.ts"
import { type Latency, latencyOf } from "./src/timing.ts"

const { values: options } = parseArgs({
  options: {
    records: { type: "string", default: "10000" },
    vectors: { type: "string", default: "2000" },
    calls: { type: "string", default: "60" },
    engine: { type: "string", default: "both" },
  },
})
const records = Number(options.records)
const vectors = Math.min(records, Number(options.vectors))
const calls = Number(options.calls)

const number = (value: number) => Math.round(value).toLocaleString("en")
const say = (what: string, result: string) => console.log(`  ${what.padEnd(58)} ${result}`)
const milliseconds = ({ p50, p99 }: Latency) => `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`
async function timed(run: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await run()
  return performance.now() - started
}

type Search = NonNullable<Parameters<Loam["owner"]["search"]["all"]>[0]["body"]>
const text = (q: string): Search => ({ query: { text: { q } } })
const german: NonNullable<Search["filters"]> = {
  and: [{ type: "terms", scope: { entity: "metadata", metadata_property: "language" }, values: ["de"] }],
}

/** Each call looks for other words, so that nothing is answered from what the last one read. */
const questions: readonly (readonly [string, (index: number) => Search])[] = [
  ["a rare word", (index) => text(word(20_000 + index * 37))],
  ["a word of about a tenth of the records", (index) => text(word(90 + index))],
  ["a word of most records", (index) => text(word(index % 8))],
  ["two common words", (index) => text(`${word(index % 20)} ${word(20 + index)}`)],
  ["a phrase of two common words", (index) => text(`"${word(index % 20)} ${word((index * 3) % 20)}"`)],
  ["words that begin alike", (index) => text(`${word(400 + index)}*`)],
  ["a common word and a filter", (index) => ({ ...text(word(index % 20)), filters: german })],
  ["a filter alone", () => ({ filters: german })],
]

async function searching({ owner }: Loam, dataset_id: string): Promise<void> {
  const ask = (body: Search) => owner.search.all({ dataset_id, body, query: { limit: 50 } })
  for (const [what, question] of questions)
    say(what, milliseconds(await latencyOf(calls, (index) => ask(question(index)))))
  const list = await latencyOf(calls, () => owner.records.list({ dataset_id, query: { limit: 50 } }))
  say("the first page of all records, with their number", milliseconds(list))
  say("progress", milliseconds(await latencyOf(calls, () => owner.datasets.progress({ dataset_id }))))
}

/** A record is looked for in the moment its writing is answered, and again when its text has changed. */
async function foundAtOnce({ owner }: Loam, dataset_id: string): Promise<void> {
  const count = async (q: string) => (await owner.search.all({ dataset_id, body: text(q) })).total
  const latency = await latencyOf(calls, async (index) => {
    const [before, after] = [`needle${index}x`, `thread${index}x`]
    const { items } = await owner.records.create({
      dataset_id,
      body: { items: [{ fields: { text: before } }] },
    })
    const written = await count(before)
    await owner.records.update({ record_id: items[0]?.id ?? "", body: { fields: { text: after } } })
    const changed = [await count(before), await count(after)]
    if (written !== 1 || changed.join() !== "0,1") throw new Error("a search missed what was just written")
  })
  say("write, find, change, find no more, find by the new text", milliseconds(latency))
}

async function likeness(loam: Loam, dataset_id: string): Promise<void> {
  const random = generator(3)
  const near = () =>
    loam.owner.search.all({
      dataset_id,
      body: { query: { vector: { name: "meaning", value: direction(random), order: "most_similar" } } },
      query: { limit: 50 },
    })
  say("the first search by likeness after a start", `${number(await timed(near))} ms`)
  say("by likeness", milliseconds(await latencyOf(calls, near)))
  const changing = await latencyOf(Math.min(calls, 20), async (index) => {
    const vector = { meaning: direction(random) }
    const items = [{ external_id: `like-${index}`, fields: { text: "new" }, vectors: vector }]
    await loam.owner.records.create({ dataset_id, body: { items } })
    await near()
  })
  say("write a vector, then search by likeness", milliseconds(changing))
}

/** The index off, by its triggers, and on: what writers notice of it. */
async function costOfWriting(loam: Loam, pool: pg.Pool): Promise<void> {
  const rates = { off: 0, on: 0 }
  const half = Math.max(2_000, Math.ceil(records / 5))
  for (const state of ["off", "on"] as const) {
    await pool.query(
      `alter table records ${state === "off" ? "disable" : "enable"} trigger records_new_texts`,
    )
    const dataset_id = await newDataset(loam, state)
    rates[state] = await fill(loam, dataset_id, { records: half, seed: 5 })
  }
  say(
    "ingest with the text index, and without",
    `${number(rates.on)}/s, ${number(rates.off)}/s: ${(rates.on / rates.off).toFixed(2)} of it`,
  )
}

async function untilIndexed(pool: pg.Pool): Promise<void> {
  for (;;) {
    const { rows } = await pool.query("select 1 from search_pending limit 1")
    if (rows.length === 0) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function measure(engine: string, url: string | undefined): Promise<void> {
  console.log(`\n${engine}`)
  const loam = await startLoam({ databaseUrl: url })
  const pool = url === undefined ? undefined : new pg.Pool({ connectionString: url, max: 1 })
  try {
    const dataset_id = await newDataset(loam, "all")
    const started = performance.now()
    say("ingest, two clients", `${number(await fill(loam, dataset_id, { records, vectors, seed: 1 }))}/s`)
    const first = () => loam.owner.search.all({ dataset_id, body: text(word(30_000)) })
    say("the first search, while most is not indexed yet", `${number(await timed(first))} ms`)
    say("the next one", `${number(await timed(first))} ms`)
    if (pool) {
      await untilIndexed(pool)
      say("indexed after the first write", `${((performance.now() - started) / 1000).toFixed(1)} s`)
    } else await new Promise((resolve) => setTimeout(resolve, records / 2 + 2_000))
    await loam.restart()
    say("the first search after a start", `${number(await timed(first))} ms`)
    await searching(loam, dataset_id)
    await foundAtOnce(loam, dataset_id)
    await loam.restart()
    await likeness(loam, dataset_id)
    if (pool) await costOfWriting(loam, pool)
  } finally {
    await pool?.end()
    await loam.stop()
  }
}

console.log(
  `Search: ${number(records)} records of 100 words, ${number(vectors)} vectors of 384 numbers; ${cpus().length} × ` +
    `${cpus()[0]?.model} for server, database and clients`,
)
if (options.engine !== "postgres") await measure("PGlite", undefined)
if (options.engine !== "pglite" && findPostgres()) {
  const cluster = await startCluster({ settings: { shared_buffers: "512MB", max_wal_size: "4GB" } })
  try {
    await measure("PostgreSQL", cluster.url)
  } finally {
    await cluster.stop()
  }
}
