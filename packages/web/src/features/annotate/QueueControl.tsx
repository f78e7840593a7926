/** The four queues with their counts, which move with every answer before the server has heard of it. */
import { type Queue, queues } from "../../engine/model.ts"
import { count } from "../../ui/numbers.ts"
import { useEngine, useEngineState } from "./engine-context.tsx"
import styles from "./QueueControl.module.css"

export const labels: Readonly<Record<Queue, string>> = {
  pending: "Pending",
  draft: "Draft",
  submitted: "Submitted",
  discarded: "Discarded",
}

export function QueueControl({ queue }: { queue: Queue }) {
  const engine = useEngine()
  const counts = useEngineState((state) => state.counts)
  return (
    <nav className={styles.queues} aria-label="Queue">
      {queues.map((each) => (
        <button
          key={each}
          type="button"
          className={styles.queue}
          data-queue={each}
          aria-current={each === queue ? "true" : undefined}
          onClick={() => engine.openQueue(each)}
        >
          <span className={styles.dot} aria-hidden />
          {labels[each]}
          <span className={styles.count}>{counts ? count(counts[each]) : "–"}</span>
        </button>
      ))}
    </nav>
  )
}
