import type { StreamFailure } from "@loam/schema"
import { describe, expect, it } from "vitest"
import { importLines } from "./import-lines.ts"
import type { ReadRecord } from "./read-line.ts"
import { type Outcome, Stopped } from "./save-batch.ts"

const created: Outcome = { status: "created" }
const row = (index: number) => `${JSON.stringify({ external_id: `${index}`, fields: {} })}\n`

/** Sends rows in chunks of a hundred; `sent` tells how many were asked for so far. */
function rows(count: number) {
  const progress = { sent: 0 }
  const body = (async function* () {
    while (progress.sent < count) {
      const chunk = Array.from({ length: 100 }, (_, index) => row(progress.sent + index)).join("")
      progress.sent += 100
      yield Buffer.from(chunk)
    }
  })()
  return { body, progress }
}

async function run(
  count: number,
  save: (records: readonly ReadRecord[]) => Promise<readonly Outcome[]>,
  tell: (line: StreamFailure) => Promise<void> = async () => undefined,
) {
  return importLines({ body: rows(count).body, save, tell })
}

describe("the course of an import", () => {
  it("stops where nothing can be saved, reads to the end and says from which line to go on", async () => {
    let batches = 0
    const { summary } = await run(2_000, async (records) => {
      batches += 1
      if (batches === 2) throw new Stopped("the disk is full")
      return records.map(() => created)
    })
    expect(batches).toBe(2)
    expect(summary).toMatchObject({
      lines: 2_000,
      created: 500,
      stopped: { line: 501, error: "the disk is full" },
    })
  })

  it("reads one batch ahead of the one being saved and no further", async () => {
    const { body, progress } = rows(5_000)
    let most = 0
    let saved = 0
    const save = async (records: readonly ReadRecord[]) => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      most = Math.max(most, progress.sent - saved)
      saved += records.length
      return records.map(() => created)
    }
    const { summary } = await importLines({ body, save, tell: async () => undefined })
    expect(summary.created).toBe(5_000)
    expect(most).toBeLessThanOrEqual(1_100)
  })

  it("waits while nobody reads the report", async () => {
    const { body, progress } = rows(5_000)
    let release = () => {}
    const blocked = new Promise<void>((resolve) => {
      release = resolve
    })
    const failing = async (records: readonly ReadRecord[]): Promise<Outcome[]> =>
      records.map(() => ({ status: "failed", error: "no" }))
    const running = importLines({ body, save: failing, tell: () => blocked })
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(progress.sent).toBeLessThanOrEqual(1_100)
    release()
    expect((await running).summary.failed).toBe(5_000)
  })

  it("fails when saving fails for a reason of its own", async () => {
    await expect(run(2_000, () => Promise.reject(new Error("a fault")))).rejects.toThrow("a fault")
  })

  it("fails when the report can no longer be told, after the batch in hand", async () => {
    let saved = 0
    const save = async (records: readonly ReadRecord[]): Promise<Outcome[]> => {
      saved += records.length
      return records.map(() => ({ status: "failed", error: "no" }))
    }
    await expect(run(5_000, save, () => Promise.reject(new Error("gone")))).rejects.toThrow("gone")
    expect(saved).toBe(500)
  })
})
