/** The device's durable storage: IndexedDB, or memory where the browser refuses it (private windows). */
import { type DBSchema, type IDBPDatabase, openDB } from "idb"
import type { Bucket, DeviceStorage, StorageChange, Stored } from "./ports.ts"

const buckets: readonly Bucket[] = ["outbox", "work", "steps", "records", "marks"]

type Schema = DBSchema & { [Name in Bucket]: { key: string; value: unknown } }

/** One database per person, so that nobody delivers somebody else's answers. */
export async function openDeviceStorage(userId: string): Promise<DeviceStorage> {
  try {
    return await openIndexedDb(`loam-${userId}`)
  } catch {
    return createMemoryStorage()
  }
}

async function openIndexedDb(name: string): Promise<DeviceStorage> {
  const database = await openDB<Schema>(name, 2, {
    upgrade: (fresh) => {
      for (const bucket of buckets) {
        if (!fresh.objectStoreNames.contains(bucket)) fresh.createObjectStore(bucket)
      }
    },
    // A newer version of the page wants in: give way instead of blocking it.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase | null)?.close(),
  })
  const sync = createSync(database)
  return {
    read: async (bucket) => {
      const transaction = database.transaction(bucket)
      const [keys, values] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()])
      return keys.map((key, index): Stored => ({ key, value: values[index] }))
    },
    write: async (changes) => {
      sync.wait()
      // In the hands of the operating system, which is enough for a browser that is killed.
      const transaction = database.transaction([...buckets], "readwrite", { durability: "relaxed" })
      const writes = changes.map((change) => {
        const store = transaction.objectStore(change.bucket)
        return "remove" in change ? store.delete(change.key) : store.put(change.value, change.key)
      })
      await Promise.all([...writes, transaction.done])
      sync.after(changes)
    },
    close: () => {
      sync.wait()
      database.close()
    },
  }
}

/** Without a write for this long nobody is in the middle of a word. */
const pause = 400

/**
 * Against a power cut: has answers written through to the disk in a pause. At once would be too expensive: on a busy disk
 * that takes up to 160 ms, letters typed meanwhile queue up behind it, and a killed browser takes them with it.
 */
function createSync(database: IDBPDatabase<Schema>) {
  let owed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const writeThrough = async () => {
    owed = false
    try {
      const transaction = database.transaction("outbox", "readwrite", { durability: "strict" })
      // Any change will do: a commit that is written through takes those before it along.
      await Promise.all([transaction.store.delete("no such key"), transaction.done])
    } catch {
      // Closed, or full: the answers are where they were.
    }
  }
  return {
    after: (changes: readonly StorageChange[]) => {
      owed ||= changes.some((change) => change.bucket === "outbox")
      if (owed) timer = setTimeout(writeThrough, pause)
    },
    wait: () => clearTimeout(timer),
  }
}

export function createMemoryStorage(): DeviceStorage {
  const contents = new Map<Bucket, Map<string, unknown>>(buckets.map((bucket) => [bucket, new Map()]))
  const bucketOf = (bucket: Bucket) => contents.get(bucket) ?? new Map<string, unknown>()
  const write = (change: StorageChange) => {
    if ("remove" in change) bucketOf(change.bucket).delete(change.key)
    else bucketOf(change.bucket).set(change.key, structuredClone(change.value))
  }
  return {
    read: async (bucket) =>
      [...bucketOf(bucket)].map(([key, value]) => ({ key, value: structuredClone(value) })),
    write: async (changes) => changes.forEach(write),
    close: () => {},
  }
}
