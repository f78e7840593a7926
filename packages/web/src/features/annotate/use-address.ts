/** Keeps queue and record in the address, and follows it when somebody goes back. */
import { useNavigate, useParams, useSearch } from "@tanstack/react-router"
import { useEffect, useEffectEvent } from "react"
import type { Queue } from "../../engine/model.ts"
import { useEngine, useEngineState } from "./engine-context.tsx"

/** A burst of answers tells the router once, afterwards: what it renders is no part of going on. */
const quiet = 400

/**
 * Puts the record into the address bar at once, so that a reload in the middle of a burst comes back to what was on
 * screen. The router replaces `history.replaceState` with its own, which renders; the browser's own does not.
 */
function writeAddressBar(search: { queue?: string; rec?: string }): void {
  const { pathname } = window.location
  const query = new URLSearchParams(search).toString()
  try {
    const address = query ? `${pathname}?${query}` : pathname
    History.prototype.replaceState.call(window.history, window.history.state, "", address)
  } catch {
    // Browsers refuse more than some twenty writes a second; the router writes what was last.
  }
}

export function useAddress(): void {
  const engine = useEngine()
  const navigate = useNavigate({ from: "/d/$datasetId/annotate" })
  const { datasetId } = useParams({ from: "/signed-in/d/$datasetId/annotate" })
  const search = useSearch({ from: "/signed-in/d/$datasetId/annotate" })
  const queue = useEngineState((state) => state.window.queue)
  const record = useEngineState((state) => state.window.current)

  const write = useEffectEvent((put: (next: { queue?: Queue; rec?: string }) => void) => {
    // A page that is being left stays up until the next one is ready: the address is no longer ours then.
    if (window.location.pathname !== `/d/${datasetId}/annotate`) return
    put({ ...(queue === "pending" ? {} : { queue }), ...(record ? { rec: record } : {}) })
  })
  const tellRouter = useEffectEvent((next: { queue?: Queue; rec?: string }) => {
    if (search.queue === next.queue && search.rec === next.rec) return
    void navigate({ search: next, replace: true, resetScroll: false })
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: written when queue or record change, not when the address does
  useEffect(() => {
    write(writeAddressBar)
    const timer = setTimeout(() => write(tellRouter), quiet)
    return () => clearTimeout(timer)
  }, [queue, record])

  const follow = useEffectEvent((wanted: Queue) => {
    if (wanted !== engine.getState().window.queue) engine.openQueue(wanted)
  })
  useEffect(() => follow(search.queue ?? "pending"), [search.queue])
}
