/** How wide the questions are beside the record: as the person left it, for each dataset on this device. */
import { useRouteContext } from "@tanstack/react-router"
import { useState } from "react"

/** Narrower than this, labels of some words break; the record keeps at least two fifths of the screen. */
const narrowest = 320
const widest = () => Math.max(narrowest, Math.round(window.innerWidth * 0.6))

const clampWidth = (width: number, most: number) => Math.round(Math.min(most, Math.max(narrowest, width)))

export interface Split {
  /** Null: the layout's own. */
  readonly width: number | null
  readonly min: number
  readonly max: number
  set(width: number): void
  reset(): void
}

export function useSplit(datasetId: string): Split {
  const { me } = useRouteContext({ from: "/signed-in/d/$datasetId/annotate" })
  const key = `loam-questions-width/${me.id}/${datasetId}`
  const [width, setWidth] = useState(() => {
    const stored = Number(localStorage.getItem(key))
    return stored > 0 ? clampWidth(stored, widest()) : null
  })
  return {
    width,
    min: narrowest,
    max: widest(),
    set: (wanted) => {
      const next = clampWidth(wanted, widest())
      localStorage.setItem(key, String(next))
      setWidth(next)
    },
    reset: () => {
      localStorage.removeItem(key)
      setWidth(null)
    },
  }
}
