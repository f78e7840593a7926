/** Brings rows of a Hub dataset as records. Rows keep their external id: an import that is begun again repeats nothing. */
import { type HubImport, limits } from "@loam/schema"
import type { Services } from "../http/context.ts"
import { Refusal } from "../http/errors.ts"
import { JobRefused } from "../jobs/index.ts"
import { saveBatch, writerFor } from "../records/index.ts"
import type { HubJob } from "./index.ts"
import { hubRows } from "./parquet-rows.ts"
import { rowToRecord } from "./row-to-record.ts"

const batchRows = 100

export async function importFromHub(services: Services, job: HubJob<HubImport>): Promise<void> {
  const { mapping, ...split } = job.request
  const { db } = services.database
  const writer = await writerFor(db, job.dataset_id, { id: job.user_id }, services).catch(
    (error: unknown) => {
      if (error instanceof Refusal) throw new JobRefused(error.message)
      throw error
    },
  )
  let index = 0
  let failed = 0
  for await (const rows of hubRows(split, limits.hubRows, batchRows)) {
    const batch = rows.map((row) => {
      const item = rowToRecord(row, index, mapping, writer.rules.questions)
      index += 1
      return { line: index, bytes: 0, item }
    })
    const outcomes = await saveBatch(services, writer, batch)
    failed += outcomes.filter((outcome) => outcome.status === "failed").length
  }
  if (failed > 0)
    services.log.warn(
      { dataset_id: job.dataset_id, rows: index, failed },
      "rows of a Hub dataset did not fit",
    )
}
