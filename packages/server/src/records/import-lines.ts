/** The course of a record stream: read, save in batches, count, tell what failed. */
import {
  limits,
  type RecordRestore,
  type RecordUpsert,
  type StreamFailure,
  type StreamSummary,
} from "@loam/schema"
import type { z } from "zod"
import { readLines } from "./ndjson-lines.ts"
import { failure, type ReadRecord, readLine } from "./read-line.ts"
import { type Outcome, Stopped } from "./save-batch.ts"

export interface Batch {
  readonly records: readonly ReadRecord[]
  readonly isFull: () => boolean
  readonly add: (record: ReadRecord) => void
  /** The same record is in here: it has to be saved first, so that the later line finds it. */
  readonly has: (record: ReadRecord) => boolean
}

function keysOf({ id, external_id }: RecordUpsert): string[] {
  return [id ? `id ${id}` : "", external_id == null ? "" : `external ${external_id}`].filter(Boolean)
}

function newBatch(): Batch {
  const records: ReadRecord[] = []
  const keys = new Set<string>()
  let bytes = 0
  return {
    records,
    isFull: () => records.length >= limits.stream.batchLines || bytes >= limits.stream.batchBytes,
    has: ({ item }) => keysOf(item).some((key) => keys.has(key)),
    add: (record) => {
      records.push(record)
      bytes += record.bytes
      for (const key of keysOf(record.item)) keys.add(key)
    },
  }
}

export interface ImportPorts {
  readonly body: AsyncIterable<Uint8Array>
  /** What lines hold; records of the bulk update unless given. */
  readonly schema?: z.ZodType<RecordRestore>
  /** One outcome a record, in order; throws {@link Stopped} where nothing can be saved any more. */
  readonly save: (records: readonly ReadRecord[]) => Promise<readonly Outcome[]>
  /** Waits while the client does not read. */
  readonly tell: (line: StreamFailure) => Promise<void>
}

export async function importLines({ body, schema, save, tell }: ImportPorts): Promise<StreamSummary> {
  const counts = { lines: 0, created: 0, updated: 0, unchanged: 0, failed: 0 }
  let stopped: { line: number; error: string } | undefined
  // One batch is saved while the next is read.
  let saving: Promise<void> = Promise.resolve()

  async function fail(report: StreamFailure) {
    counts.failed += 1
    await tell(report)
  }
  async function saveAndCount(records: readonly ReadRecord[]) {
    try {
      const outcomes = await save(records)
      for (const [index, { line, item }] of records.entries()) {
        const outcome = outcomes[index]
        if (outcome?.status === "failed") await fail(failure(line, item.external_id ?? null, outcome.error))
        else if (outcome) counts[outcome.status] += 1
      }
    } catch (error) {
      if (!(error instanceof Stopped)) throw error
      stopped = { line: records[0]?.line ?? 0, error: error.message }
    }
  }
  async function beginToSave({ records }: Batch) {
    await saving
    if (stopped || records.length === 0) return
    saving = saveAndCount(records)
    // It is awaited before the next one; a failure until then is not an unhandled one.
    saving.catch(() => undefined)
  }

  let batch = newBatch()
  try {
    for await (const line of readLines(body, limits.stream.lineBytes)) {
      counts.lines = line.number
      // The rest of a stopped import is read to its end, so that the client gets to read why.
      const read = stopped ? undefined : readLine(line, schema)
      if (read === undefined) continue
      if ("error" in read) {
        await fail(read)
        continue
      }
      if (batch.isFull() || batch.has(read)) {
        await beginToSave(batch)
        batch = newBatch()
      }
      batch.add(read)
    }
    await beginToSave(batch)
  } finally {
    await saving
  }
  return { summary: { ...counts, ...(stopped ? { stopped } : {}) } }
}
