/** An icon for a shortcut: named and explained by the table. */
import type { ReactNode } from "react"
import { ariaKeys, caps } from "../../keyboard/chords.ts"
import { isMac } from "../../keyboard/preferences.ts"
import { type ShortcutId, shortcut } from "../../keyboard/shortcuts.ts"
import { IconButton } from "../../ui/Button.tsx"
import styles from "./Toolbar.module.css"
import type { WorkbenchActions } from "./use-workbench.ts"

interface ToolButtonProps {
  readonly id: ShortcutId
  readonly actions: WorkbenchActions
  /** For tools that open something: whether it is open. */
  readonly pressed?: boolean
  readonly off?: boolean
  /** There is something new behind it. */
  readonly marked?: boolean
  readonly children: ReactNode
}

export function ToolButton({ id, actions, pressed, off, marked, children }: ToolButtonProps) {
  const { label, keys } = shortcut(id)
  return (
    <IconButton
      className={styles.tool}
      label={marked ? `${label}, changed since you last read them` : label}
      title={`${label} (${caps(keys[0] ?? "", isMac).join(" ")})`}
      aria-keyshortcuts={ariaKeys(keys, isMac)}
      aria-expanded={pressed}
      aria-disabled={off}
      data-mark={marked || undefined}
      onClick={actions[id]}
    >
      {children}
    </IconButton>
  )
}
