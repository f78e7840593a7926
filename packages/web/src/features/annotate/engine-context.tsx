/** Hands the engine and the campaign to the parts of the page. */
import { createContext, type ReactNode, useContext, useSyncExternalStore } from "react"
import type { Engine } from "../../engine/engine.ts"
import type { Held } from "../../engine/model.ts"
import type { EngineState } from "../../engine/state.ts"
import type { Campaign } from "./campaign.ts"

interface Context {
  readonly engine: Engine
  readonly campaign: Campaign
}

const EngineContext = createContext<Context | null>(null)

export function EngineProvider({ children, ...context }: Context & { children: ReactNode }) {
  return <EngineContext value={context}>{children}</EngineContext>
}

function useEngineContext(): Context {
  const context = useContext(EngineContext)
  if (!context) throw new Error("this part belongs inside an EngineProvider")
  return context
}

export const useEngine = () => useEngineContext().engine
export const useCampaign = () => useEngineContext().campaign

/** A part of the engine's state. The selector must answer with the same object while nothing has changed. */
export function useEngineState<Part>(select: (state: EngineState) => Part): Part {
  const engine = useEngine()
  return useSyncExternalStore(engine.subscribe, () => select(engine.getState()))
}

/** The record on screen. */
export function useCurrent(): Held | null {
  return useEngineState(({ window, held }) =>
    window.current === null ? null : (held.get(window.current) ?? null),
  )
}
