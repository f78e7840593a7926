/**
 * Write-behind to the device. What must not be lost goes to the synchronous mirror first and leaves it once the
 * durable storage has it; writes to the same key that wait are merged, so typing never queues up.
 */
import type { Bucket, DeviceStorage, Mirror, StorageChange, Stored } from "./ports.ts"

/** Answers, typed or decided. Record texts and undo steps would fill the small mirror, and can be done without. */
const mirrored: ReadonlySet<Bucket> = new Set(["outbox", "work"])

/** In the mirror: the durable storage may still hold this key, but it is gone. */
const tombstone = "null"

export interface Journal {
  put(bucket: Bucket, key: string, value: unknown): void
  remove(bucket: Bucket, key: string): void
  /** Resolves when everything put so far is in durable storage (or that storage has failed). */
  settled(): Promise<void>
  /** A bucket as it was left, with what only reached the mirror. */
  read(bucket: Bucket): Promise<Stored[]>
}

export function createJournal(storage: DeviceStorage, mirror: Mirror): Journal {
  const pending = new Map<string, StorageChange>()
  let writing: Promise<void> | null = null
  /** Who waits for what has been put so far. */
  let waiting: (() => void)[] = []

  const flush = async () => {
    // One turn of the event loop's microtasks, so that changes of the same action travel together.
    await Promise.resolve()
    while (pending.size > 0 || waiting.length > 0) {
      const batch = [...pending]
      const heard = waiting
      pending.clear()
      waiting = []
      try {
        if (batch.length > 0) await storage.write(batch.map(([, change]) => change))
        for (const [name] of batch) if (!pending.has(name)) mirror.remove(name)
      } catch {
        // The mirror keeps what it has; the page goes on from memory.
      }
      for (const done of heard) done()
    }
    writing = null
  }

  const enqueue = (change: StorageChange) => {
    pending.set(`${change.bucket}/${change.key}`, change)
    writing ??= flush()
  }

  return {
    put: (bucket, key, value) => {
      if (mirrored.has(bucket)) mirror.set(`${bucket}/${key}`, JSON.stringify(value))
      enqueue({ bucket, key, value })
    },
    remove: (bucket, key) => {
      if (mirrored.has(bucket)) mirror.set(`${bucket}/${key}`, tombstone)
      enqueue({ bucket, key, remove: true })
    },
    // Not until nothing is written any more: somebody who types without a pause would hold delivery up.
    settled: () => (writing ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
    read: async (bucket) => {
      const stored = new Map((await storage.read(bucket)).map(({ key, value }) => [key, value]))
      for (const name of mirror.keys()) {
        if (!name.startsWith(`${bucket}/`)) continue
        const key = name.slice(bucket.length + 1)
        const value = parse(mirror.get(name))
        if (value === null) stored.delete(key)
        else if (value !== undefined) stored.set(key, value)
      }
      return [...stored].map(([key, value]) => ({ key, value }))
    },
  }
}

function parse(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
