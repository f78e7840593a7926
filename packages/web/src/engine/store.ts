/** Holds the state, runs the reducer, tells listeners what it was and what it is. */
import { reduce } from "./session.ts"
import type { Action, EngineState } from "./state.ts"

export type Listener = (state: EngineState, before: EngineState) => void

export interface Store {
  getState(): EngineState
  dispatch(action: Action): void
  subscribe(listener: Listener): () => void
}

export function createStore(initial: EngineState): Store {
  let state = initial
  const listeners = new Set<Listener>()
  return {
    getState: () => state,
    dispatch: (action) => {
      const before = state
      state = reduce(state, action)
      if (state !== before) for (const listener of [...listeners]) listener(state, before)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
