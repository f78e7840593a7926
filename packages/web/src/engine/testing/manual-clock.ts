/** A clock for tests: time moves only when it is told to, and what is due runs in order. */
import type { Clock } from "../ports.ts"

export interface ManualClock extends Clock {
  /** Moves time on, running what falls due and letting promises settle in between. */
  advance(milliseconds: number): Promise<void>
}

/** Lets everything that waits on promises run. */
export const settle = () => new Promise<void>((resolve) => setImmediate(resolve))

export function createManualClock(): ManualClock {
  let now = 1_000_000
  let tasks: { at: number; run: () => void }[] = []
  return {
    now: () => now,
    after: (milliseconds, run) => {
      // Whole milliseconds, as browsers count: a timer may fire a fraction before its time.
      const task = { at: now + Math.floor(milliseconds), run }
      tasks.push(task)
      return () => {
        tasks = tasks.filter((each) => each !== task)
      }
    },
    advance: async (milliseconds) => {
      const end = now + milliseconds
      await settle()
      for (;;) {
        const due = tasks.filter((task) => task.at <= end).sort((a, b) => a.at - b.at)[0]
        if (!due) break
        tasks = tasks.filter((each) => each !== due)
        now = Math.max(now, due.at)
        due.run()
        await settle()
      }
      now = end
    },
  }
}
