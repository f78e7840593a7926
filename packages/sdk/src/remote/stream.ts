/** Sends any number of records; one that is refused is reported and does not take others with it. */
import type { RecordUpsert, StreamFailure, StreamSummary } from "@loam/schema"
import { batchesOf, readAhead } from "../batches.ts"
import type { Client } from "../client.ts"
import { ApiError, RecordsError } from "../errors.ts"
import { readNdjson } from "../ndjson.ts"
import { type Progress, type Source, sizeOf, type UpsertItem } from "./write.ts"

export interface StreamOptions {
  /** Called for each record that was refused; `line` is its place in the whole, counted from 1. */
  readonly onFailure?: ((failure: StreamFailure) => void | Promise<void>) | undefined
  /** Called after each request; `done` counts refused records too. */
  readonly onProgress?: ((progress: Progress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** What became of the records. */
export type StreamResult = Omit<StreamSummary["summary"], "stopped" | "lines">

/** One request carries so much: small enough to be sent again, large enough that requests do not count. */
const requestLimits = { items: 2_000, characters: 4_000_000 }

/** Attempts after the first when the server had to stop or its answer broke off: 0.5, 1, 2, 4 s between them. */
const mostRetries = 4

interface Attempt {
  readonly failures: readonly StreamFailure[]
  /** Absent when the answer broke off. */
  readonly summary: StreamSummary["summary"] | undefined
}

async function send(
  client: Client,
  dataset_id: string,
  items: readonly UpsertItem[],
  signal: AbortSignal | undefined,
): Promise<Attempt> {
  const lines = items.map((item) => `${JSON.stringify(item)}\n`).join("")
  // The contract types the body as one line of it; the client sends a text as it is.
  const body = lines as unknown as RecordUpsert
  const response = await client.records.stream({ dataset_id, body }, signal ? { signal } : {})
  const failures: StreamFailure[] = []
  let summary: StreamSummary["summary"] | undefined
  try {
    for await (const line of readNdjson<StreamFailure | StreamSummary>(response)) {
      if ("summary" in line) summary = line.summary
      else failures.push(line)
    }
  } catch (error) {
    if (signal?.aborted) throw error
  }
  return { failures, summary }
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Sent twice, such records are stored once. */
const repeatable = (items: readonly UpsertItem[]) =>
  items.every(({ id, external_id }) => (id ?? external_id) !== undefined && (id ?? external_id) !== null)

/**
 * Streams records to a dataset in requests of 2,000. Records that exist (by `id`, else by `external_id`) are changed, the
 * others created; with ids everywhere a broken connection is mended by sending again, so the whole may be repeated.
 *
 * @throws {@link RecordsError} when the server could not go on: `done` records were dealt with before.
 * @throws {@link ApiError} when the dataset is unknown, a draft, or this key may not.
 */
export async function streamRecords(
  client: Client,
  dataset_id: string,
  records: Source<UpsertItem>,
  { onFailure, onProgress, signal }: StreamOptions = {},
): Promise<StreamResult> {
  const result = { created: 0, updated: 0, unchanged: 0, failed: 0 }
  const total = sizeOf(records)
  for await (const { items, start } of readAhead(batchesOf(records, requestLimits))) {
    let rest = items
    let done = start
    for (let attempt = 0; rest.length > 0; attempt += 1) {
      signal?.throwIfAborted()
      const { failures, summary } = await send(client, dataset_id, rest, signal)
      if (summary) {
        for (const failure of failures) await onFailure?.({ ...failure, line: done + failure.line })
        for (const name of ["created", "updated", "unchanged", "failed"] as const)
          result[name] += summary[name]
        const tried = summary.stopped ? summary.stopped.line - 1 : rest.length
        done += tried
        rest = rest.slice(tried)
        // What got further is not the same failure again.
        if (tried > 0) attempt = 0
      }
      if (rest.length === 0) break
      if (attempt >= mostRetries || !(summary || repeatable(rest))) throw cut(done, summary)
      await pause(500 * 2 ** attempt)
    }
    onProgress?.({ done, total })
  }
  return result
}

function cut(done: number, summary: StreamSummary["summary"] | undefined): RecordsError {
  const reason = summary?.stopped?.error ?? "the connection broke off while records were being stored"
  const cause = new ApiError(reason, summary ? 503 : 0, { reason })
  return new RecordsError(`Stopped after ${done} records: ${reason}.`, done, cause)
}
