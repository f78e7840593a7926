/** Says what has just happened: aloud in one polite live region, and for a moment on screen where it matters. */
import { useEffect, useState } from "react"
import { Button } from "../../ui/Button.tsx"
import { useCurrent, useEngineState } from "./engine-context.tsx"
import { KeyHint } from "./KeyHint.tsx"
import { summaryOf } from "./summary.ts"
import styles from "./Toaster.module.css"

const showFor = 4_000

export function Toaster({ onUndo }: { onUndo: () => void }) {
  const notice = useEngineState((state) => state.notice)
  const current = useCurrent()
  const step = useEngineState((state) => state.history.past.at(-1))
  const [dismissed, setDismissed] = useState(0)
  const id = notice?.id ?? 0

  useEffect(() => {
    if (id === 0) return
    const timer = setTimeout(() => setDismissed(id), showFor)
    return () => clearTimeout(timer)
  }, [id])

  // A discarded record disappears: the way back belongs where the eyes are.
  const undoable = notice?.text === "Discarded." && step?.kind === "discard"
  const visible = notice !== null && id !== dismissed && (notice.tone !== "quiet" || undoable)
  return (
    <>
      <p className={styles.hidden} role="status" data-live>
        {notice?.text} {current ? `Record: ${summaryOf(current.record)}` : ""}
      </p>
      {visible && notice ? (
        <div className={styles.toast} data-tone={notice.tone} aria-hidden={!undoable}>
          {notice.text}
          {undoable ? (
            <Button size="sm" variant="quiet" className={styles.undo} onClick={onUndo}>
              Undo <KeyHint id="undo" />
            </Button>
          ) : null}
        </div>
      ) : null}
    </>
  )
}
