/** The panel beside the record. It pushes rather than covers, so that reading and answering go together. */
import { IconX } from "@tabler/icons-react"
import type { Held } from "../../../engine/model.ts"
import { IconButton } from "../../../ui/Button.tsx"
import type { PanelName, Panels } from "../use-panels.ts"
import { Guidelines } from "./Guidelines.tsx"
import { HistoryList } from "./HistoryList.tsx"
import { RecordInfo } from "./RecordInfo.tsx"
import styles from "./SidePanel.module.css"

const titles: Readonly<Record<PanelName, string>> = {
  guidelines: "Guidelines",
  history: "What you did",
  info: "About this record",
}

export function SidePanel({ panels, held }: { panels: Panels; held: Held | null }) {
  const { open } = panels
  if (!open) return null
  return (
    <aside className={styles.panel} aria-label={titles[open]} data-panel={open}>
      <header className={styles.head}>
        <h2 className={styles.title}>{titles[open]}</h2>
        <IconButton label="Close" onClick={panels.close}>
          <IconX size={18} />
        </IconButton>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which must work by keyboard too */}
      <div className={styles.body} tabIndex={0}>
        {open === "guidelines" ? <Guidelines /> : null}
        {open === "history" ? <HistoryList /> : null}
        {open === "info" && held ? <RecordInfo held={held} /> : null}
      </div>
    </aside>
  )
}
