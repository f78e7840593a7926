/** Answers that are not with the server: what waits, and what it would not take, with the answer intact. */
import { useEffect, useRef } from "react"
import { type Entry, refused, waiting } from "../../engine/outbox.ts"
import { Button } from "../../ui/Button.tsx"
import { CopyButton } from "../../ui/CopyButton.tsx"
import { counted } from "../../ui/numbers.ts"
import styles from "./AttentionTray.module.css"
import { useEngine, useEngineState } from "./engine-context.tsx"
import { summaryOf } from "./summary.ts"

/** The answer as text to take along. */
function textOf({ operation }: Entry): string {
  if (operation.kind === "remove") return ""
  return Object.entries(operation.values)
    .map(([name, { value }]) => `${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join("\n")
}

export function AttentionTray({ onClose }: { onClose: () => void }) {
  const outbox = useEngineState((state) => state.outbox)
  const tray = useRef<HTMLDivElement>(null)
  const stuck = refused(outbox)
  const unsent = waiting(outbox).length

  useEffect(() => {
    tray.current?.focus()
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !tray.current?.parentElement?.contains(event.target)) onClose()
    }
    document.addEventListener("pointerdown", outside)
    return () => document.removeEventListener("pointerdown", outside)
  }, [onClose])

  return (
    <div
      ref={tray}
      role="dialog"
      aria-label="Saving"
      tabIndex={-1}
      className={styles.tray}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return
        event.preventDefault()
        onClose()
      }}
    >
      <p className={styles.state}>
        {unsent > 0
          ? `${counted(unsent, "answer")} on this device, on the way to the server. You can go on; closing the page loses nothing.`
          : `Everything ${stuck.length > 0 ? "else " : ""}you answered is with the server.`}
      </p>
      {stuck.length > 0 ? (
        <>
          <h2 className={styles.title}>Needs attention</h2>
          <ul className={styles.list}>
            {stuck.map((entry) => (
              <Stuck key={entry.id} entry={entry} onClose={onClose} />
            ))}
          </ul>
        </>
      ) : null}
    </div>
  )
}

function Stuck({ entry, onClose }: { entry: Entry; onClose: () => void }) {
  const engine = useEngine()
  const record = useEngineState((state) => state.held.get(entry.recordId)?.record)
  const open = async () => {
    onClose()
    await engine.openRecord(entry.recordId)
  }
  return (
    <li className={styles.entry}>
      <p className={styles.record} dir="auto">
        {record ? summaryOf(record) : `Record ${entry.recordId}`}
      </p>
      <p className={styles.reason}>The server says: {entry.refusal?.message}</p>
      <div className={styles.actions}>
        <Button size="sm" variant="primary" onClick={() => engine.retryRefused(entry.id)}>
          Try again
        </Button>
        <Button size="sm" onClick={open}>
          Open
        </Button>
        <CopyButton text={textOf(entry)} label="Copy answer" />
        <Button size="sm" variant="danger" onClick={() => engine.dropRefused(entry.id)}>
          Let it go
        </Button>
      </div>
    </li>
  )
}
