/** What the labelers of this dataset have been asked to do. */
import { useCampaign } from "../engine-context.tsx"
import { MarkdownText } from "../fields/MarkdownText.tsx"
import styles from "./SidePanel.module.css"

export function Guidelines() {
  const { dataset } = useCampaign()
  const text = dataset.guidelines?.trim()
  if (!text) return <p className={styles.nothing}>Nobody has written guidelines for this dataset.</p>
  return (
    <div className={styles.guidelines}>
      <MarkdownText text={text} />
    </div>
  )
}
