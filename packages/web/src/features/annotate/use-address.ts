/** Keeps queue and record in the address, and follows it when somebody goes back. */
import { useNavigate, useSearch } from "@tanstack/react-router"
import { useEffect, useEffectEvent } from "react"
import type { Queue } from "../../engine/model.ts"
import { useEngine, useEngineState } from "./engine-context.tsx"

/** A burst of answers writes the address once, afterwards: it is no part of going on. */
const quiet = 400

export function useAddress(): void {
  const engine = useEngine()
  const navigate = useNavigate({ from: "/d/$datasetId/annotate" })
  const search = useSearch({ from: "/signed-in/d/$datasetId/annotate" })
  const queue = useEngineState((state) => state.window.queue)
  const record = useEngineState((state) => state.window.current)

  const write = useEffectEvent(() => {
    const rec = record ?? undefined
    if ((search.queue ?? "pending") === queue && search.rec === rec) return
    const next = { ...(queue === "pending" ? {} : { queue }), ...(rec ? { rec } : {}) }
    void navigate({ search: next, replace: true, resetScroll: false })
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: written when queue or record change, not when the address does
  useEffect(() => {
    const timer = setTimeout(write, quiet)
    return () => clearTimeout(timer)
  }, [queue, record])

  const follow = useEffectEvent((wanted: Queue) => {
    if (wanted !== engine.getState().window.queue) engine.openQueue(wanted)
  })
  useEffect(() => follow(search.queue ?? "pending"), [search.queue])
}
