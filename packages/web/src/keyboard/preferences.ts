/** The person's keyboard: which modifier is theirs, and whether single characters act. */
import { useSyncExternalStore } from "react"

const platform = typeof navigator === "undefined" ? "" : navigator.userAgent

export const isMac = /Mac|iPhone|iPad/.test(platform)

const key = "loam-single-keys"
const listeners = new Set<() => void>()
const read = () => localStorage.getItem(key) !== "off"

/** Whether shortcuts of a single character are on; kept on this device. */
export function useSingleKeys(): [on: boolean, set: (on: boolean) => void] {
  const on = useSyncExternalStore((listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }, read)
  const set = (next: boolean) => {
    localStorage.setItem(key, next ? "on" : "off")
    for (const listener of listeners) listener()
  }
  return [on, set]
}
