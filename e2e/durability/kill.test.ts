import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import type { Record as LoamRecord } from "@loam/schema"
import { ApiError, type Client } from "@loam/sdk"
import { afterAll, describe, expect, it } from "vitest"
import { findPostgres } from "../../scripts/lib/postgres-binaries.mjs"
import { startCluster } from "../../scripts/lib/postgres-cluster.mjs"
import { type Loam, ownerKey, startLoam } from "../lib/loam.ts"

const batchSize = 100
const labelers = 4

/** A request that may be repeated with its key until it is answered. */
interface Write {
  readonly key: string
  readonly send: (client: Client, key: string) => Promise<unknown>
  acknowledged: boolean
}

/** No answer, or one that says "later": everything else is a defect. */
const isInterruption = (error: unknown) =>
  error instanceof ApiError && [0, 502, 503, 504].includes(error.status)

/** Sends once; whether it was answered is noted. */
async function attempt(write: Write, client: Client): Promise<boolean> {
  try {
    await write.send(client, write.key)
    write.acknowledged = true
  } catch (error) {
    if (!isInterruption(error)) throw error
  }
  return write.acknowledged
}

async function untilAnswered(write: Write, client: Client): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await attempt(write, client)) return
    await pause(100)
  }
  throw new Error(`no answer to the retry of ${write.key}`)
}

const importOf = (dataset_id: string, batch: number): Write => ({
  key: `import-${batch}-${randomUUID()}`,
  acknowledged: false,
  send: (client, idempotencyKey) => {
    const items = Array.from({ length: batchSize }, (_, index) => ({
      fields: { prompt: `batch ${batch}, prompt ${index}` },
      external_id: `${batch}-${index}`,
    }))
    return client.records.create({ dataset_id, body: { items } }, { idempotencyKey })
  },
})

const submitOf = (record: LoamRecord, person: number): Write => ({
  key: `submit-${record.id}-${person}`,
  acknowledged: false,
  send: async (client, idempotencyKey) => {
    const { items } = await client.responses.bulk(
      {
        body: {
          items: [
            {
              record_id: record.id,
              status: "submitted",
              values: { demonstration: { value: `${person} on ${record.id}` } },
            },
          ],
        },
      },
      { idempotencyKey },
    )
    expect(items[0]?.error).toBeNull()
  },
})

interface Campaign {
  readonly dataset_id: string
  readonly answered: readonly LoamRecord[]
  readonly people: readonly string[]
}

async function prepare({ owner }: Loam): Promise<Campaign> {
  const workspace = await owner.workspaces.create({ body: { name: `team-${randomUUID().slice(0, 8)}` } })
  const { id: dataset_id } = await owner.datasets.create({
    body: {
      name: "killed",
      workspace_id: workspace.id,
      distribution: { strategy: "overlap", min_submitted: labelers },
    },
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
  const items = Array.from({ length: 300 }, (_, index) => ({
    fields: { prompt: `to answer ${index}` },
    external_id: `answered-${index}`,
  }))
  const { items: answered } = await owner.records.create({ dataset_id, body: { items } })
  const people = await Promise.all(
    Array.from({ length: labelers }, async () => {
      const username = `labeler-${randomUUID().slice(0, 8)}`
      const user = await owner.users.create({
        body: { username, first_name: username, password: "long enough" },
      })
      await owner.workspaces.addUser({ workspace_id: workspace.id, body: { user_id: user.id } })
      return user.api_key
    }),
  )
  return { dataset_id, answered, people }
}

/** Imports and submits at full speed until told to stop; every request sent is in the list, answered or not. */
function traffic(loam: Loam, { dataset_id, answered, people }: Campaign) {
  const imports: Write[] = []
  const submits: (Write & { person: number })[] = []
  let stopped = false
  const importing = async () => {
    const client = loam.clientWith(ownerKey)
    while (!stopped) {
      const write = importOf(dataset_id, imports.length)
      imports.push(write)
      if (!(await attempt(write, client))) return
    }
  }
  const submitting = async (apiKey: string, person: number) => {
    const client = loam.clientWith(apiKey)
    for (const record of answered) {
      if (stopped) return
      const write = { ...submitOf(record, person), person }
      submits.push(write)
      if (!(await attempt(write, client))) return
    }
  }
  const running = Promise.all([importing(), ...people.map(submitting)])
  return {
    imports,
    submits,
    stop: async () => {
      stopped = true
      await running
    },
  }
}

/** External ids of imported records, by batch. */
async function importedBatches(client: Client, dataset_id: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  for (let offset = 0; ; offset += 1000) {
    const { items } = await client.records.list({ dataset_id, query: { offset, limit: 1000 } })
    for (const { external_id } of items) {
      const batch = external_id?.split("-")[0] ?? ""
      counts.set(batch, (counts.get(batch) ?? 0) + 1)
    }
    if (items.length < 1000) return counts
  }
}

async function checkNothingLost(
  loam: Loam,
  campaign: Campaign,
  { imports, submits }: ReturnType<typeof traffic>,
) {
  const { owner } = loam
  const { dataset_id, people } = campaign
  const before = await importedBatches(owner, dataset_id)
  for (const [batch, write] of imports.entries()) {
    const count = before.get(String(batch)) ?? 0
    if (write.acknowledged) expect(count, `acknowledged batch ${batch}`).toBe(batchSize)
    else expect([0, batchSize], `unacknowledged batch ${batch} is whole or absent`).toContain(count)
  }
  for (const write of imports) await untilAnswered(write, owner)
  for (const write of submits) await untilAnswered(write, loam.clientWith(people[write.person] ?? ""))
  const after = await importedBatches(owner, dataset_id)
  for (const batch of imports.keys())
    expect(after.get(String(batch)), `batch ${batch} after its retry`).toBe(batchSize)

  const { items } = await owner.records.list({ dataset_id, query: { limit: 300, include: ["responses"] } })
  const responses = items.flatMap((record) => record.responses ?? [])
  expect(responses.length, "one answer for each submit, retried or not").toBe(submits.length)
  const histories = await Promise.all(
    responses.map((response) => owner.responses.events({ response_id: response.id })),
  )
  expect(
    histories.every((history) => history.items.length === 1),
    "a retry adds no event",
  ).toBe(true)
}

describe.each([{ engine: "pglite" }, { engine: "postgres" }])(
  "killed in the middle of imports and submits on $engine",
  ({ engine }) => {
    const missing = engine === "postgres" && !findPostgres()
    const ends: (() => Promise<void>)[] = []
    afterAll(async () => {
      for (const end of ends.reverse()) await end()
    })

    it.skipIf(missing)(
      "the server loses no acknowledged write, leaves none in halves, repeats none",
      async () => {
        const cluster = engine === "postgres" ? await startCluster() : undefined
        if (cluster) ends.push(cluster.stop)
        const loam = await startLoam({ databaseUrl: cluster?.url })
        ends.push(loam.stop)
        for (let round = 0; round < 3; round += 1) {
          const campaign = await prepare(loam)
          const load = traffic(loam, campaign)
          await pause(300 + Math.random() * 900)
          await loam.kill()
          await load.stop()
          await loam.restart()
          expect(
            load.imports.some((write) => write.acknowledged) &&
              load.submits.some((write) => write.acknowledged),
          ).toBe(true)
          await checkNothingLost(loam, campaign, load)
        }
      },
    )

    it.runIf(engine === "postgres" && !missing)(
      "PostgreSQL itself: the server stays up and goes on when it is back",
      async () => {
        const cluster = await startCluster()
        ends.push(cluster.stop)
        const loam = await startLoam({ databaseUrl: cluster.url })
        ends.push(loam.stop)
        for (let round = 0; round < 2; round += 1) {
          const campaign = await prepare(loam)
          const load = traffic(loam, campaign)
          await pause(300 + Math.random() * 900)
          await cluster.kill()
          await load.stop()
          expect((await fetch(`${loam.url}/healthz`)).status).toBe(200)
          expect((await fetch(`${loam.url}/readyz`)).status).toBe(503)
          await cluster.restart()
          await checkNothingLost(loam, campaign, load)
        }
      },
    )
  },
)
