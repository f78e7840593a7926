/** Whether the screen has room for record and questions side by side; the same width as in the style sheets. */
import { useSyncExternalStore } from "react"

const query = window.matchMedia("(min-width: 60.001em)")

export function useWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener("change", listener)
      return () => query.removeEventListener("change", listener)
    },
    () => query.matches,
  )
}
