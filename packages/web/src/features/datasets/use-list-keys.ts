/** Moving through a list of links with j and k, and to the search with `/`. Enter is the link's own. */
import { useEffect } from "react"

/** Keys belong to what is being typed in, to open menus and dialogs, and to the browser's own chords. */
function busyElsewhere(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey)
    return true
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.closest("input, textarea, select, [role=menu], dialog") !== null
}

/** The index to go to from `current` (-1: nowhere yet), or undefined when `key` is none of ours. */
export function nextIndex(key: string, current: number, length: number): number | undefined {
  if (length === 0) return undefined
  if (key === "j") return Math.min(current + 1, length - 1)
  if (key === "k") return Math.max(current - 1, 0)
  return undefined
}

/** Elements are found in the page by `data-list-item` and `data-list-search`. */
export function useListKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (busyElsewhere(event)) return
      if (event.key === "/") {
        const search = document.querySelector<HTMLInputElement>("[data-list-search]")
        if (!search) return
        event.preventDefault()
        search.focus()
        search.select()
        return
      }
      const items = [...document.querySelectorAll<HTMLElement>("[data-list-item]")]
      const current =
        document.activeElement instanceof HTMLElement ? items.indexOf(document.activeElement) : -1
      const next = nextIndex(event.key, current, items.length)
      if (next === undefined) return
      event.preventDefault()
      items[next]?.focus()
      items[next]?.scrollIntoView({ block: "nearest" })
    }
    window.addEventListener("keydown", onKey)
    return () => window.removeEventListener("keydown", onKey)
  }, [])
}
