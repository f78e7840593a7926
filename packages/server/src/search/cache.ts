/** What was read of the index and of vectors, kept within a bound; a key names one state of what it stands for. */

const mostBytes = 384 * 1024 * 1024

interface Entry {
  readonly value: unknown
  readonly bytes: number
}
const entries = new Map<string, Entry>()
let held = 0

export function remember(key: string, value: unknown, bytes: number): void {
  forget(key)
  entries.set(key, { value, bytes })
  held += bytes
  for (const [oldest] of entries) {
    if (held <= mostBytes) return
    forget(oldest)
  }
}

function forget(key: string): void {
  held -= entries.get(key)?.bytes ?? 0
  entries.delete(key)
}

/** The value under a key that only one kind of value is remembered under. */
export function recall<T>(key: string): T | undefined {
  const entry = entries.get(key)
  if (!entry) return undefined
  // Last used goes last: the first are dropped.
  entries.delete(key)
  entries.set(key, entry)
  return entry.value as T
}
