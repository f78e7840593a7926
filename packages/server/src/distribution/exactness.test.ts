import { randomUUID } from "node:crypto"
import { createClient } from "@loam/sdk"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type RunningServer, startServer } from "../start.ts"
import { createTestApp, type Person, type TestApp } from "../test/app.ts"
import { buildDataset, buildRecords, buildWorkspace } from "../test/factories.ts"

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
const think = () => pause(20 + Math.random() * 60)

interface Labeling {
  readonly datasetId: string
  readonly client: Person["client"]
  /** Answers after which this labeler walks away with leases in hand; infinite for those who stay. */
  readonly leavesAfter: number
}

/** Works through the queue as the page does: a few leases at a time, an answer each, more when they run out. */
async function label({ datasetId, client, leavesAfter }: Labeling): Promise<number> {
  const holder = randomUUID()
  let answered = 0
  for (;;) {
    const { items, waiting } = await client.leases.take({ dataset_id: datasetId, body: { holder, count: 5 } })
    if (items.length === 0 && waiting === 0) return answered
    if (items.length === 0) await pause(50)
    for (const { record, lease } of items) {
      if (answered >= leavesAfter) return answered
      await think()
      const { items: outcomes } = await client.responses.bulk({
        body: {
          items: [
            {
              record_id: record.id,
              status: "submitted",
              values: { demonstration: { value: `answer to ${record.fields.prompt}` } },
              context: { lease_id: lease.id },
            },
          ],
        },
      })
      expect(outcomes[0]?.error).toBeNull()
      answered += 1
    }
  }
}

describe("20 labelers over HTTP, some leaving with leases in hand", () => {
  let test: TestApp
  let server: RunningServer
  beforeAll(async () => {
    test = await createTestApp({ LOAM_LEASE_SECONDS: "2", PORT: "0" })
    server = await startServer(test.services)
  })
  afterAll(() => server.stop())

  it.each([1, 2, 3])(
    "end with exactly %i answers on each of 200 records, none over, none under",
    async (wanted) => {
      const workspace = await buildWorkspace(test.owner.client)
      const dataset = await buildDataset(test.owner.client, {
        workspace_id: workspace.id,
        distribution: { strategy: "overlap", min_submitted: wanted },
      })
      await buildRecords(test.owner.client, dataset.id, 200)
      const labelers = await Promise.all(
        Array.from({ length: 20 }, async (_, index) => {
          const { api_key } = await test.person("annotator", [workspace.id])
          const client = createClient({ baseUrl: server.url, apiKey: api_key, retries: 0 })
          return {
            datasetId: dataset.id,
            client,
            leavesAfter: index < 5 ? 3 + index : Number.POSITIVE_INFINITY,
          }
        }),
      )
      const answered = await Promise.all(labelers.map(label))

      const { items } = await test.owner.client.records.list({
        dataset_id: dataset.id,
        query: { limit: 1000, include: ["responses"] },
      })
      const counts = items.map(
        (record) => record.responses?.filter((each) => each.status === "submitted").length,
      )
      expect(counts).toEqual(Array(200).fill(wanted))
      expect(items.flatMap((record) => record.responses ?? []).filter((each) => each.surplus)).toEqual([])
      expect(items.every((record) => record.status === "completed")).toBe(true)
      expect(answered.reduce((sum, each) => sum + each, 0)).toBe(200 * wanted)
    },
  )
})
