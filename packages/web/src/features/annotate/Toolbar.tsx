/** Above the record: which queue, one record back and forth, undo. */
import { IconArrowBackUp, IconChevronLeft, IconChevronRight } from "@tabler/icons-react"
import type { ReactNode } from "react"
import type { Queue } from "../../engine/model.ts"
import { Badge } from "../../ui/Badge.tsx"
import { Kbd } from "../../ui/Kbd.tsx"
import { useCurrent, useEngineState } from "./engine-context.tsx"
import { labels, QueueControl } from "./QueueControl.tsx"
import { ToolButton } from "./ToolButton.tsx"
import styles from "./Toolbar.module.css"
import type { WorkbenchActions } from "./use-workbench.ts"

interface ToolbarProps {
  readonly queue: Queue
  readonly actions: WorkbenchActions
  /** First key of a sequence that waits for its second. */
  readonly prefix: string | null
  /** More tools, where the top bar has no room for them. */
  readonly children?: ReactNode
}

export function Toolbar({ queue, actions, prefix, children }: ToolbarProps) {
  const status = useCurrent()?.status
  const canUndo = useEngineState((state) => state.history.past.length > 0)
  return (
    <div className={styles.bar}>
      <QueueControl queue={queue} />
      {prefix ? (
        <span className={styles.prefix}>
          <Kbd>{prefix.toUpperCase()}</Kbd> then P, D, S or X
        </span>
      ) : null}
      <div className={styles.moves}>
        {status && status !== "pending" ? (
          <span className={styles.status} data-status={status}>
            <Badge tone={status}>{labels[status]}</Badge>
          </span>
        ) : null}
        <ToolButton id="previous" actions={actions}>
          <IconChevronLeft size={18} />
        </ToolButton>
        <ToolButton id="next" actions={actions}>
          <IconChevronRight size={18} />
        </ToolButton>
        <ToolButton id="undo" actions={actions} off={!canUndo}>
          <IconArrowBackUp size={18} />
        </ToolButton>
        {children}
      </div>
    </div>
  )
}
