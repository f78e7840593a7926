/** Renews this tab's leases while somebody is there, and gives them back on leaving. */
import type { AnnotationApi, Clock, Mirror } from "./ports.ts"
import type { Store } from "./store.ts"

/** Leases live 120 s; a beat every 30 s survives three lost ones. */
export const heartbeat = 30_000
/** Nobody there for this long: the leases lapse, so that others get the records. */
export const idleAfter = 10 * 60_000

export interface LeaseKeeper {
  /** Gives back what an earlier load of this tab still holds after a crash. */
  tidyUp(): Promise<void>
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
  /** The tab, the same over reloads. */
  readonly tab: string
  /** The holder of the leases: new with every load, so that a late give-back cannot take the next load's. */
  readonly holder: string
  readonly mirror: Mirror
  readonly lastSign: () => number
}

export function createLeaseKeeper(needs: Needs): LeaseKeeper {
  const { store, api, clock, holder, lastSign, mirror } = needs
  const { datasetId } = store.getState()
  const note = `leases/${datasetId}/${needs.tab}`
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
    tidyUp: async () => {
      const earlier = mirror.get(note)
      mirror.set(note, holder)
      // Without an answer they lapse by themselves within two minutes.
      if (earlier !== null) await api.giveBackLeases(datasetId, earlier).catch(() => {})
    },
    start: () => {
      cancelTimer ??= clock.after(heartbeat, beat)
    },
    renew,
    giveBack: () => {
      // Also when none is known here: the answer to the last request may never have arrived.
      void api.giveBackLeases(datasetId, holder).catch(() => {})
      mirror.remove(note)
    },
    stop: () => {
      stopped = true
      cancelTimer?.()
    },
  }
}
