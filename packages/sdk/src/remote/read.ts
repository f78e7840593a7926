/** Reads the records of a dataset page by page, each page beginning where the one before ended. */
import type { Record as WireRecord } from "@loam/schema"
import type { Client } from "../client.ts"

export interface RecordsQuery {
  /** `completed`: has the wanted number of answers; `pending`: has not. Both unless given. */
  readonly status?: "pending" | "completed" | undefined
  /** Only records that somebody answered in one of these ways (`missing`: nobody did). */
  readonly response_status?: readonly ("draft" | "missing" | "pending" | "submitted" | "discarded")[]
  /** What to bring along. Default: responses and suggestions. */
  readonly with?: readonly ("responses" | "suggestions" | "vectors")[]
  /** Begin after the record with this id, to go on where an earlier reading stopped. */
  readonly after?: string | undefined
  /** Records a page, at most 1,000. Default 250. */
  readonly pageSize?: number
  readonly signal?: AbortSignal
}

/**
 * Keyset pages: records that are added or deleted meanwhile make nothing skipped or seen twice. The next page is fetched
 * while this one is used, and is there before its last record is handed out: the caller may delete what it was given.
 */
export async function* readRecords(
  client: Client,
  dataset_id: string,
  { status, response_status, with: include, after, pageSize = 250, signal }: RecordsQuery,
): AsyncGenerator<WireRecord> {
  const page = async (last: string | undefined) => {
    const query = {
      include: [...(include ?? ["responses", "suggestions"])],
      limit: pageSize,
      ...(status ? { status } : {}),
      ...(response_status ? { response_status: [...response_status] } : {}),
      ...(last === undefined ? {} : { after: last }),
    }
    return (await client.records.list({ dataset_id, query }, signal ? { signal } : {})).items
  }
  let items = await page(after)
  while (items.length > 0) {
    const next = items.length < pageSize ? Promise.resolve([]) : page(items.at(-1)?.id)
    // Awaited below; should the caller stop before, its failure concerns nobody.
    next.catch(() => undefined)
    for (const [index, record] of items.entries()) {
      if (index === items.length - 1) await next
      yield record
    }
    items = await next
  }
}
