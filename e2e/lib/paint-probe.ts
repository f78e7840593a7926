/** Measures in the page how long the next record takes from the key press until it is on screen. */
import type { Page } from "@playwright/test"

declare global {
  interface Window {
    paintSamples: number[]
  }
}

/**
 * From the key's own time stamp until the second frame after the visible record changed: the first frame callback runs
 * before the change is painted, the second after, so up to one frame of 16.7 ms is counted too much, never too little.
 */
function watch(): void {
  window.paintSamples = []
  // Cards rendered ahead carry another attribute: there is one record on screen, or none.
  const shown = () => document.querySelector("[data-record-id]")?.getAttribute("data-record-id") ?? null
  let pressed: { at: number; on: string } | null = null
  window.addEventListener(
    "keydown",
    (event) => {
      const on = shown()
      if (on !== null && event.key !== "Control") pressed = { at: event.timeStamp, on }
    },
    { capture: true },
  )
  const look = () => {
    const on = shown()
    if (pressed === null || on === null || on === pressed.on) return
    const { at } = pressed
    pressed = null
    requestAnimationFrame(() => requestAnimationFrame(() => window.paintSamples.push(performance.now() - at)))
  }
  const options = { subtree: true, childList: true, attributes: true, attributeFilter: ["data-record-id"] }
  new MutationObserver(look).observe(document, options)
}

/** Before the page is opened. */
export const installPaintProbe = (page: Page) => page.addInitScript(watch)

/** Milliseconds of each change of record so far. */
export const paintSamples = (page: Page): Promise<number[]> => page.evaluate(() => window.paintSamples)

export interface Percentiles {
  readonly p50: number
  readonly p95: number
  readonly p99: number
}

export function percentiles(samples: readonly number[]): Percentiles {
  const sorted = [...samples].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}
