/** What can be opened beside the record. In the top bar where there is room, in the toolbar on small screens. */
import { IconBook, IconHistory, IconInfoCircle, IconKeyboard } from "@tabler/icons-react"
import { ToolButton } from "./ToolButton.tsx"
import styles from "./Toolbar.module.css"
import type { Panels, WorkbenchActions } from "./use-workbench.ts"

export function Tools({ panels, actions }: { panels: Panels; actions: WorkbenchActions }) {
  return (
    <div className={styles.tools}>
      <ToolButton
        id="guidelines"
        actions={actions}
        pressed={panels.open === "guidelines"}
        marked={panels.guidelinesAreNew}
      >
        <IconBook size={18} />
      </ToolButton>
      <ToolButton id="history" actions={actions} pressed={panels.open === "history"}>
        <IconHistory size={18} />
      </ToolButton>
      <ToolButton id="info" actions={actions} pressed={panels.open === "info"}>
        <IconInfoCircle size={18} />
      </ToolButton>
      <span className={styles.keyboardOnly}>
        <ToolButton id="help" actions={actions}>
          <IconKeyboard size={18} />
        </ToolButton>
      </span>
    </div>
  )
}
