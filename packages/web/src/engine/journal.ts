/**
 * Write-behind to the device. What must not be lost goes to the synchronous mirror first and leaves it once the
 * durable storage has it; writes to the same key that wait are merged, so typing never queues up.
 *
 * The two are not equally fresh after a crash: a killed tab leaves the mirror ahead of the storage, a killed browser
 * may leave it seconds behind (Chromium writes localStorage to disk every few seconds). So changes are numbered, and
 * each write to the storage notes the highest number it brought: what the mirror holds up to there is stale.
 */
import type { Bucket, DeviceStorage, Mirror, StorageChange, Stored } from "./ports.ts"

export interface Journal {
  put(bucket: Bucket, key: string, value: unknown): void
  remove(bucket: Bucket, key: string): void
  /** Resolves when everything put so far is in durable storage (or that storage has failed). */
  settled(): Promise<void>
  /** A bucket as it was left, with what only reached the mirror. */
  read(bucket: Bucket): Promise<Stored[]>
}

/** Answers, typed or decided. Record texts and undo steps would fill the small mirror, and can be done without. */
const mirrored: ReadonlySet<Bucket> = new Set(["outbox", "work"])

/** A change as the mirror holds it; without a value it says that the key is gone. */
interface Mirrored {
  readonly writer: string
  readonly number: number
  readonly value?: unknown
}

/** `writer` is this tab; numbers grow with time, so that they go on growing over a reload. */
export function createJournal(
  storage: DeviceStorage,
  mirror: Mirror,
  { writer, now }: { writer: string; now: () => number },
): Journal {
  const pending = new Map<string, StorageChange>()
  let writing: Promise<void> | null = null
  /** Who waits for what has been put so far. */
  let waiting: (() => void)[] = []
  let last = 0

  const flush = async () => {
    // One turn of the event loop's microtasks, so that changes of the same action travel together.
    await Promise.resolve()
    while (pending.size > 0 || waiting.length > 0) {
      const batch = [...pending]
      const heard = waiting
      pending.clear()
      waiting = []
      try {
        const mark: StorageChange = { bucket: "marks", key: writer, value: last }
        if (batch.length > 0) await storage.write([...batch.map(([, change]) => change), mark])
        for (const [name] of batch) if (!pending.has(name)) mirror.remove(name)
      } catch {
        // The mirror keeps what it has; the page goes on from memory.
      }
      for (const done of heard) done()
    }
    writing = null
  }

  const enqueue = (change: StorageChange) => {
    const name = `${change.bucket}/${change.key}`
    // Thousandths of a millisecond: room for many changes within one.
    last = Math.max(last + 1, now() * 1_000)
    if (mirrored.has(change.bucket)) {
      const value = "remove" in change ? {} : { value: change.value }
      mirror.set(name, JSON.stringify({ writer, number: last, ...value } satisfies Mirrored))
    }
    pending.set(name, change)
    writing ??= flush()
  }

  return {
    put: (bucket, key, value) => enqueue({ bucket, key, value }),
    remove: (bucket, key) => enqueue({ bucket, key, remove: true }),
    // Not until nothing is written any more: somebody who types without a pause would hold delivery up.
    settled: () => (writing ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
    read: async (bucket) => {
      const marks = new Map((await storage.read("marks")).map(({ key, value }) => [key, Number(value)]))
      const stored = new Map((await storage.read(bucket)).map(({ key, value }) => [key, value]))
      for (const name of mirror.keys()) {
        const change = name.startsWith(`${bucket}/`) ? parse(mirror.get(name)) : null
        if (!change) continue
        const key = name.slice(bucket.length + 1)
        if (change.number <= (marks.get(change.writer) ?? 0)) mirror.remove(name)
        else if ("value" in change) stored.set(key, change.value)
        else stored.delete(key)
      }
      return [...stored].map(([key, value]) => ({ key, value }))
    },
  }
}

function parse(text: string | null): Mirrored | null {
  try {
    // Only this file writes under these names.
    return text === null ? null : (JSON.parse(text) as Mirrored)
  } catch {
    return null
  }
}
