/** What can be opened beside the record. In the top bar where there is room, in the toolbar on small screens. */
import { IconBook, IconChartBar, IconHistory, IconInfoCircle, IconKeyboard } from "@tabler/icons-react"
import { Link } from "@tanstack/react-router"
import { useCampaign } from "./engine-context.tsx"
import { ToolButton } from "./ToolButton.tsx"
import styles from "./Toolbar.module.css"
import type { Panels, WorkbenchActions } from "./use-workbench.ts"

export function Tools({ panels, actions }: { panels: Panels; actions: WorkbenchActions }) {
  const { dataset } = useCampaign()
  return (
    <div className={styles.tools}>
      {dataset.can.includes("manage") ? (
        <Link
          to="/d/$datasetId/insights/progress"
          params={{ datasetId: dataset.id }}
          className={styles.link}
          aria-label="Insights"
          title="Insights"
        >
          <IconChartBar size={18} />
        </Link>
      ) : null}
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
