/** Cuts a stream of items into batches that the API takes in one request. */
import { limits } from "@loam/schema"

export interface BatchLimits {
  readonly items: number
  /** Of JSON text; an item that is larger by itself goes alone. */
  readonly characters: number
}

/** 500 records of 100 words are 0.4 MB; four million characters keep a request under 16 MB in any language. */
export const bulkLimits: BatchLimits = { items: limits.recordsPerBulk, characters: 4_000_000 }

export interface Batch<Item> {
  readonly items: readonly Item[]
  /** Position of the first item in the whole. */
  readonly start: number
}

/** Batches in order; nothing is read ahead of the batch being filled. */
export async function* batchesOf<Item>(
  source: Iterable<Item> | AsyncIterable<Item>,
  { items: most, characters }: BatchLimits,
): AsyncGenerator<Batch<Item>> {
  let items: Item[] = []
  let size = 0
  let start = 0
  for await (const item of source) {
    const length = JSON.stringify(item)?.length ?? 0
    if (items.length > 0 && (items.length === most || size + length > characters)) {
      yield { items, start }
      start += items.length
      items = []
      size = 0
    }
    items.push(item)
    size += length
  }
  if (items.length > 0) yield { items, start }
}

/** Makes the next item while this one is used: a server and its client work at the same time. */
export async function* readAhead<Item>(source: AsyncGenerator<Item>): AsyncGenerator<Item> {
  let next = source.next()
  try {
    for (;;) {
      const { done, value } = await next
      if (done) return
      next = source.next()
      // Awaited in the next round; should the caller stop before, its failure concerns nobody.
      next.catch(() => undefined)
      yield value
    }
  } finally {
    await source.return(undefined)
  }
}
