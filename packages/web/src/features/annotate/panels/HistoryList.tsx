/** The last things done here, newest first; each leads back to its record. */
import type { StepKind } from "../../../engine/history.ts"
import { entriesOf, type Outbox } from "../../../engine/outbox.ts"
import { useEngine, useEngineState } from "../engine-context.tsx"
import { summaryOf } from "../summary.ts"
import styles from "./SidePanel.module.css"

const shown = 50
const words: Readonly<Record<StepKind, string>> = {
  answer: "Answered",
  submit: "Submitted",
  discard: "Discarded",
  draft: "Saved as draft",
  skip: "Skipped",
}

function deliveryOf(outbox: Outbox, recordId: string): string {
  const entries = entriesOf(outbox, recordId)
  if (entries.some((entry) => entry.refusal)) return "needs attention"
  return entries.length > 0 ? "on its way" : "saved"
}

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" })

export function HistoryList() {
  const engine = useEngine()
  const past = useEngineState((state) => state.history.past)
  const held = useEngineState((state) => state.held)
  const outbox = useEngineState((state) => state.outbox)
  const steps = past
    .filter((step) => step.kind !== "answer")
    .slice(-shown)
    .reverse()
  if (steps.length === 0)
    return <p className={styles.nothing}>What you submit, skip or discard is listed here.</p>
  return (
    <ul className={styles.steps}>
      {steps.map((step) => {
        const { recordId } = step.forward
        const record = held.get(recordId)?.record
        return (
          <li key={step.id}>
            <button type="button" className={styles.step} onClick={() => void engine.openRecord(recordId)}>
              <span className={styles.dot} data-kind={step.kind} aria-hidden />
              <span className={styles.text} dir="auto">
                {record ? summaryOf(record) : recordId}
              </span>
              <span className={styles.what}>
                <span>
                  {words[step.kind]} at {clock.format(step.at)}
                </span>
                <span>{deliveryOf(outbox, recordId)}</span>
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
