import { randomUUID } from "node:crypto"
import { setTimeout as pause } from "node:timers/promises"
import { ApiError, type Client } from "@loam/sdk"
import pg from "pg"
import { afterAll, describe, expect, it } from "vitest"
import { findPostgres } from "../../scripts/lib/postgres-binaries.mjs"
import { startCluster } from "../../scripts/lib/postgres-cluster.mjs"
import { type Loam, startLoam } from "../lib/loam.ts"

const batchSize = 500

async function newDataset({ owner }: Loam): Promise<string> {
  const workspace = await owner.workspaces.create({ body: { name: `team-${randomUUID().slice(0, 8)}` } })
  const { id: dataset_id } = await owner.datasets.create({
    body: { name: "indexed", workspace_id: workspace.id },
  })
  await owner.fields.create({
    dataset_id,
    body: { name: "text", title: "Text", required: true, settings: { type: "text" } },
  })
  await owner.questions.create({
    dataset_id,
    body: { name: "answer", title: "Answer", required: true, settings: { type: "text" } },
  })
  await owner.datasets.publish({ dataset_id })
  return dataset_id
}

/** Imports until the server is gone; answers how many batches it had acknowledged. */
async function importUntilKilled(client: Client, dataset_id: string): Promise<number> {
  const filler = Array.from({ length: 60 }, (_, index) => `word${index}`).join(" ")
  for (let batch = 0; ; batch += 1) {
    const items = Array.from({ length: batchSize }, (_, index) => ({
      fields: { text: `batch${batch} number${batch}x${index} ${filler}` },
    }))
    try {
      await client.records.create({ dataset_id, body: { items } })
    } catch (error) {
      if (error instanceof ApiError && error.status === 0) return batch
      throw error
    }
  }
}

async function checkFound({ owner }: Loam, dataset_id: string, batches: number): Promise<void> {
  const count = async (q: string) =>
    (await owner.search.all({ dataset_id, body: { query: { text: { q } } }, query: { limit: 1 } })).total
  for (let batch = 0; batch < batches; batch += 1) {
    expect(await count(`batch${batch}`), `records of batch ${batch} found`).toBe(batchSize)
    expect(await count(`number${batch}x${batch % batchSize}`), `one record of batch ${batch} found`).toBe(1)
  }
  const { total } = await owner.records.list({ dataset_id, query: { limit: 1 } })
  expect(await count("word0"), "as many found as there are").toBe(total)
}

interface Standing {
  readonly segments: number
  readonly waiting: number
}

async function standingOf(pool: pg.Pool, dataset_id: string): Promise<Standing> {
  const { rows } = await pool.query<Standing>(
    `select (select count(*)::int from search_segments where dataset_id = $1 and number is not null) as segments,
       (select count(*)::int from search_pending where dataset_id = $1) as waiting`,
    [dataset_id],
  )
  return rows[0] ?? { segments: 0, waiting: 0 }
}

describe.each([{ engine: "pglite" }, { engine: "postgres" }])(
  "killed while it makes the text index on $engine",
  ({ engine }) => {
    const missing = engine === "postgres" && !findPostgres()
    const ends: (() => Promise<void>)[] = []
    afterAll(async () => {
      for (const end of ends.reverse()) await end()
    })

    it.skipIf(missing)(
      "the server finds every acknowledged record after its start, before and after they are indexed",
      async () => {
        const cluster = engine === "postgres" ? await startCluster() : undefined
        if (cluster) ends.push(cluster.stop)
        const pool = cluster ? new pg.Pool({ connectionString: cluster.url, max: 1 }) : undefined
        // Its idle connection ends with the cluster.
        pool?.on("error", () => undefined)
        if (pool) ends.push(() => pool.end())
        const loam = await startLoam({ databaseUrl: cluster?.url })
        ends.push(loam.stop)
        let inTheMiddle = 0
        for (let round = 0; round < 2; round += 1) {
          const dataset_id = await newDataset(loam)
          const importing = importUntilKilled(loam.owner, dataset_id)
          await pause(2_000 + Math.random() * 2_000)
          await loam.kill()
          const batches = await importing
          expect(batches).toBeGreaterThan(0)
          if (pool) {
            const { segments, waiting } = await standingOf(pool, dataset_id)
            if (segments > 0 && waiting > 0) inTheMiddle += 1
          }
          await loam.restart()
          await checkFound(loam, dataset_id, batches)
          for (let tries = 0; pool && tries < 600; tries += 1) {
            if ((await standingOf(pool, dataset_id)).waiting === 0) break
            await pause(200)
          }
          if (pool) expect((await standingOf(pool, dataset_id)).waiting).toBe(0)
          else await pause(5_000)
          await checkFound(loam, dataset_id, batches)
        }
        if (pool) expect(inTheMiddle, "rounds in which some was indexed and some was not").toBeGreaterThan(0)
      },
    )
  },
)
