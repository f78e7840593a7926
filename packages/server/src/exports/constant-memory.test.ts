import { once } from "node:events"
import { Worker } from "node:worker_threads"
import { describe, expect, it } from "vitest"
import type { ManyRecords } from "../test/export-many.ts"

const records = 25_000

describe("an export of 130 MB of text by a thread with a heap of 40 MB", () => {
  it.each(["jsonl", "parquet", "folder"] as const)("runs through as %s", async (container) => {
    const worker = new Worker(new URL("../test/export-many.ts", import.meta.url), {
      workerData: { records, container } satisfies ManyRecords,
      execArgv: ["--conditions=source", "--disable-warning=ExperimentalWarning"],
      // The new objects of a moment have a few MB of their own.
      resourceLimits: { maxOldGenerationSizeMb: 40, maxYoungGenerationSizeMb: 8 },
    })
    const [{ rows, bytes }] = await once(worker, "message")
    expect(rows).toBe(records)
    expect(bytes).toBeGreaterThan(10_000_000)
  })

  it("and a thread that keeps what it reads would not: the limit is one", async () => {
    const keep = "const kept = []; for (let i = 0; ; i += 1) kept.push(String(i).repeat(1000).split('0'))"
    const worker = new Worker(keep, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 40 } })
    await expect(once(worker, "message")).rejects.toMatchObject({ code: "ERR_WORKER_OUT_OF_MEMORY" })
  })
})
