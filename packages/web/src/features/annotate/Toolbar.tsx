/** Above the record: which queue, one back and forth, undo, and what can be opened beside it. */
import {
  IconArrowBackUp,
  IconBook,
  IconChevronLeft,
  IconChevronRight,
  IconHistory,
  IconInfoCircle,
  IconKeyboard,
} from "@tabler/icons-react"
import type { ReactNode } from "react"
import type { Queue } from "../../engine/model.ts"
import { caps } from "../../keyboard/chords.ts"
import { isMac } from "../../keyboard/preferences.ts"
import { type ShortcutId, shortcut } from "../../keyboard/shortcuts.ts"
import { IconButton } from "../../ui/Button.tsx"
import { Kbd } from "../../ui/Kbd.tsx"
import { useEngineState } from "./engine-context.tsx"
import { QueueControl } from "./QueueControl.tsx"
import styles from "./Toolbar.module.css"
import type { Panels, WorkbenchActions } from "./use-workbench.ts"

interface ToolbarProps {
  readonly queue: Queue
  readonly panels: Panels
  readonly actions: WorkbenchActions
  readonly prefix: string | null
}

export function Toolbar({ queue, panels, actions, prefix }: ToolbarProps) {
  const canUndo = useEngineState((state) => state.history.past.length > 0)
  const tool = (
    id: ShortcutId,
    icon: ReactNode,
    extra: { pressed?: boolean; off?: boolean; mark?: boolean } = {},
  ) => (
    <IconButton
      className={styles.tool}
      label={`${shortcut(id).label} (${caps(shortcut(id).keys[0] ?? "", isMac).join(" ")})`}
      aria-label={shortcut(id).label}
      aria-expanded={extra.pressed}
      aria-disabled={extra.off}
      data-mark={extra.mark || undefined}
      onClick={actions[id]}
    >
      {icon}
    </IconButton>
  )
  return (
    <div className={styles.bar} role="toolbar" aria-label="Queue and tools">
      <QueueControl queue={queue} />
      {prefix ? (
        <span className={styles.prefix}>
          <Kbd>{prefix.toUpperCase()}</Kbd> then P, D, S or X
        </span>
      ) : null}
      <div className={styles.tools}>
        {tool("previous", <IconChevronLeft size={18} />)}
        {tool("next", <IconChevronRight size={18} />)}
        {tool("undo", <IconArrowBackUp size={18} />, { off: !canUndo })}
        <span className={styles.divider} aria-hidden />
        {tool("guidelines", <IconBook size={18} />, {
          pressed: panels.open === "guidelines",
          mark: panels.guidelinesAreNew,
        })}
        {tool("history", <IconHistory size={18} />, { pressed: panels.open === "history" })}
        {tool("info", <IconInfoCircle size={18} />, { pressed: panels.open === "info" })}
        <span className={styles.keyboardOnly}>{tool("help", <IconKeyboard size={18} />)}</span>
      </div>
    </div>
  )
}
