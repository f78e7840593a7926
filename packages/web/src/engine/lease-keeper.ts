/** Renews this tab's leases while somebody is there, and gives them back on leaving. */
import type { AnnotationApi, Clock } from "./ports.ts"
import type { Store } from "./store.ts"

/** Leases live 120 s; a beat every 30 s survives three lost ones. */
export const heartbeat = 30_000
/** Nobody there for this long: the leases lapse, so that others get the records. */
export const idleAfter = 10 * 60_000

export interface LeaseKeeper {
  start(): void
  /** Renews now, after an absence. */
  renew(): Promise<void>
  giveBack(): void
  stop(): void
}

interface Needs {
  readonly store: Store
  readonly api: Pick<AnnotationApi, "renewLeases" | "giveBackLeases">
  readonly clock: Clock
  readonly holder: string
  readonly lastSign: () => number
}

export function createLeaseKeeper({ store, api, clock, holder, lastSign }: Needs): LeaseKeeper {
  const { datasetId } = store.getState()
  let cancelTimer: (() => void) | null = null
  let stopped = false

  const leased = () => [...store.getState().held.values()].filter((held) => held.lease !== null)

  const renew = async () => {
    const asked = leased().map((held) => held.record.id)
    if (asked.length === 0) return
    try {
      const leases = await api.renewLeases(datasetId, holder)
      if (!stopped) store.dispatch({ type: "leases renewed", leases, asked })
    } catch {
      // The next beat tries again; what lapsed meanwhile is told by its answer.
    }
  }

  const beat = () => {
    if (clock.now() - lastSign() < idleAfter) void renew()
    cancelTimer = clock.after(heartbeat, beat)
  }

  return {
    start: () => {
      cancelTimer ??= clock.after(heartbeat, beat)
    },
    renew,
    giveBack: () => {
      if (leased().length > 0) api.giveBackLeases(datasetId, holder)
    },
    stop: () => {
      stopped = true
      cancelTimer?.()
    },
  }
}
