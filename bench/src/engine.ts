/** One engine's figures: ingest, next, submit, list at a given number of records, all through HTTP. */

import { execFileSync } from "node:child_process"
import { randomUUID } from "node:crypto"
import { type Loam, ownerKey, startLoam } from "../../e2e/lib/loam.ts"
import { generator, makeText } from "./texts.ts"
import { type Latency, latencyOf, rateOf } from "./timing.ts"

const batchSize = 500
const wordsPerRecord = 100

export interface EngineFigures {
  readonly engine: string
  readonly records: number
  /** Records a second. */
  readonly ingest_1_client: number
  readonly ingest_4_clients: number
  readonly next: Latency
  readonly submit: Latency
  readonly draft: Latency
  readonly list_first: Latency
  readonly list_deep: Latency
  readonly progress: Latency
  /** Megabytes of the server process after all of it. */
  readonly memory: number
}

async function newDataset({ owner }: Loam): Promise<string> {
  const workspace = await owner.workspaces.create({ body: { name: `bench-${randomUUID().slice(0, 8)}` } })
  const { id: dataset_id } = await owner.datasets.create({
    body: { name: "bench", workspace_id: workspace.id },
  })
  await owner.fields.create({
    dataset_id,
    body: { name: "prompt", title: "Prompt", required: true, settings: { type: "text" } },
  })
  await owner.questions.create({
    dataset_id,
    body: { name: "demonstration", title: "Answer", required: true, settings: { type: "text" } },
  })
  await owner.datasets.publish({ dataset_id })
  return dataset_id
}

/** Records a second when this many clients share the work; the texts are made beforehand. */
async function ingest(loam: Loam, dataset_id: string, records: number, clients: number): Promise<number> {
  const random = generator(clients)
  const batches = Array.from({ length: Math.ceil(records / batchSize) }, (_, batch) =>
    Array.from({ length: Math.min(batchSize, records - batch * batchSize) }, (_, index) => ({
      fields: { prompt: makeText(random, wordsPerRecord) },
      metadata: { source: "bench", length: wordsPerRecord, score: random() },
      external_id: `${clients}-${batch}-${index}`,
    })),
  )
  const worker = async () => {
    const client = loam.clientWith(ownerKey)
    for (let items = batches.pop(); items; items = batches.pop()) {
      await client.records.create({ dataset_id, body: { items } })
    }
  }
  return rateOf(records, Array(clients).fill(worker))
}

/** What one labeler waits for: the next record, keeping a draft, submitting. */
async function answering(loam: Loam, dataset_id: string, calls: number) {
  const { owner } = loam
  const holder = randomUUID()
  const values = { demonstration: { value: makeText(generator(7), wordsPerRecord) } }
  const taken: string[] = []
  const next = await latencyOf(calls, async () => {
    const { items } = await owner.leases.take({ dataset_id, body: { holder, count: 1 } })
    taken.push(items[0]?.record.id ?? "")
  })
  const draft = await latencyOf(calls, (index) =>
    owner.responses.bulk({ body: { items: [{ record_id: taken[index] ?? "", status: "draft", values }] } }),
  )
  const submit = await latencyOf(calls, (index) =>
    owner.responses.bulk({
      body: { items: [{ record_id: taken[index] ?? "", status: "submitted", values }] },
    }),
  )
  return { next, draft, submit }
}

const residentMegabytes = (pid: number) =>
  Math.round(Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)])) / 1024)

export async function measureEngine(
  engine: string,
  databaseUrl: string | undefined,
  records: number,
  calls: number,
): Promise<EngineFigures> {
  const loam = await startLoam({ databaseUrl })
  try {
    const { owner } = loam
    await ingest(loam, await newDataset(loam), batchSize * 4, 1) // warms the server up, into a dataset of its own
    const dataset_id = await newDataset(loam)
    const half = Math.floor(records / 2)
    const ingest_1_client = await ingest(loam, dataset_id, half, 1)
    const ingest_4_clients = await ingest(loam, dataset_id, records - half, 4)
    const list = (offset: number) =>
      latencyOf(calls, () =>
        owner.records.list({
          dataset_id,
          query: { offset, limit: 50, include: ["responses", "suggestions"] },
        }),
      )
    return {
      engine,
      records,
      ingest_1_client,
      ingest_4_clients,
      ...(await answering(loam, dataset_id, calls)),
      list_first: await list(0),
      list_deep: await list(records - 100),
      progress: await latencyOf(calls, () => owner.datasets.progress({ dataset_id })),
      memory: residentMegabytes(loam.pid),
    }
  } finally {
    await loam.stop()
  }
}
