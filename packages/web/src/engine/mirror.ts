/** The synchronous mirror: localStorage, written before a key press returns, so that a killed tab loses nothing. */
import type { Mirror } from "./ports.ts"

export function createLocalMirror(prefix: string, storage: Storage): Mirror {
  const name = (key: string) => `${prefix}${key}`
  return {
    keys: () =>
      Object.keys(storage).flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : [])),
    get: (key) => storage.getItem(name(key)),
    set: (key, value) => {
      try {
        storage.setItem(name(key), value)
        return true
      } catch {
        // Full: IndexedDB has the value a few milliseconds later.
        return false
      }
    },
    remove: (key) => storage.removeItem(name(key)),
  }
}

export function createMemoryMirror(contents = new Map<string, string>()): Mirror {
  return {
    keys: () => [...contents.keys()],
    get: (key) => contents.get(key) ?? null,
    set: (key, value) => contents.set(key, value) === contents,
    remove: (key) => void contents.delete(key),
  }
}
