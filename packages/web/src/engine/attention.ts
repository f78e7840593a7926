/** Seconds of attention per record: time between signs of life, pauses left out. */
import type { Clock } from "./ports.ts"

/** Longer silence than this is a pause, not thinking. */
const pauseAfter = 60_000

export interface Attention {
  /** A sign of life while `recordId` is on screen. */
  note(recordId: string | null): void
  /** The person has gone: the time until the next sign does not count. */
  pause(): void
  secondsOf(recordId: string): number
  lastSign(): number
}

export function createAttention(clock: Clock): Attention {
  const spent = new Map<string, number>()
  let shown: string | null = null
  let since: number | null = null
  let last = clock.now()
  const settle = () => {
    const now = clock.now()
    if (shown !== null && since !== null && now - since <= pauseAfter) {
      spent.set(shown, (spent.get(shown) ?? 0) + now - since)
    }
    since = now
  }
  return {
    note: (recordId) => {
      settle()
      shown = recordId
      last = clock.now()
    },
    pause: () => {
      settle()
      since = null
    },
    secondsOf: (recordId) => {
      if (recordId === shown) settle()
      return Math.round((spent.get(recordId) ?? 0) / 100) / 10
    },
    lastSign: () => last,
  }
}
