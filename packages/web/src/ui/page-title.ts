/** The tab's title while a page is shown. */
import { useEffect } from "react"

export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title ? `${title} · Loam` : "Loam"
  }, [title])
}
