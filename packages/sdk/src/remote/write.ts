/** Adds, changes and deletes records in batches, each of them whole or not at all. */
import { type api, type Input, limits } from "@loam/schema"
import { batchesOf, bulkLimits } from "../batches.ts"
import type { Client } from "../client.ts"
import { ApiError, RecordsError } from "../errors.ts"
import type { FeedbackRecord } from "../record.ts"
import { recordToWire } from "../record-rules.ts"

export interface Progress {
  /** Records stored so far. */
  readonly done: number
  /** How many there will be; absent when they come from a stream. */
  readonly total: number | undefined
}

export interface WriteOptions {
  /** Called after each batch. */
  readonly onProgress?: ((progress: Progress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

export type Source<Item> = Iterable<Item> | AsyncIterable<Item>

/** How many items there are, where that can be known without reading them. */
export const sizeOf = (source: Source<unknown>): number | undefined =>
  Array.isArray(source) ? source.length : undefined

/** What the caller knows of a source that it wrapped. */
interface BatchOptions extends WriteOptions {
  readonly total?: number | undefined
}

/** Sends batches one after the other; a refusal becomes a {@link RecordsError} that names the records in question. */
async function inBatches<Item>(
  source: Source<Item>,
  { onProgress, signal, total = sizeOf(source) }: BatchOptions,
  send: (items: readonly Item[], call: { signal?: AbortSignal }) => Promise<void>,
): Promise<number> {
  let done = 0
  for await (const { items, start } of batchesOf(source, bulkLimits)) {
    try {
      await send(items, signal ? { signal } : {})
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      throw new RecordsError(refusal(error, start, items.length, done), done, error)
    }
    done += items.length
    onProgress?.({ done, total })
  }
  return done
}

function refusal(error: ApiError, start: number, count: number, done: number): string {
  const [, where, index] = error.findings[0]?.loc ?? []
  const which =
    where === "items" && typeof index === "number"
      ? `record ${start + index}`
      : `records ${start} to ${start + count - 1}`
  const before = done > 0 ? `The ${done} before are stored.` : "Nothing was stored."
  return `Stopped at ${which} (positions count from 0${start > 0 ? `, those in the reason from ${start}` : ""}): ${error.reason}. ${before}`
}

/** Stores new records; answers how many. */
export function addRecords(
  client: Client,
  dataset_id: string,
  records: Source<FeedbackRecord<unknown>>,
  options: BatchOptions,
): Promise<number> {
  return inBatches(records, options, async (items, call) => {
    await client.records.create({ dataset_id, body: { items: items.map(recordToWire) } }, call)
  })
}

/** A record of the bulk update as a client gives it. */
export type UpsertItem = Input<typeof api.records.upsert>["body"]["items"][number]

/** Stores records, changing those that are there already; answers how many were new and how many changed. */
export async function upsertRecords(
  client: Client,
  dataset_id: string,
  records: Source<UpsertItem>,
  options: BatchOptions,
): Promise<{ created: number; updated: number }> {
  let updated = 0
  const done = await inBatches(records, options, async (items, call) => {
    const answer = await client.records.upsert({ dataset_id, body: { items: [...items] } }, call)
    updated += answer.updated_item_ids.length
  })
  return { created: done - updated, updated }
}

/** Deletes records by id; unknown ids are passed over. */
export async function deleteRecords(
  client: Client,
  dataset_id: string,
  ids: readonly string[],
  { onProgress, signal }: WriteOptions,
): Promise<void> {
  for (let start = 0; start < ids.length; start += limits.idsPerDelete) {
    const part = ids.slice(start, start + limits.idsPerDelete)
    await client.records.removeMany({ dataset_id, query: { ids: part.join(",") } }, signal ? { signal } : {})
    onProgress?.({ done: start + part.length, total: ids.length })
  }
}
