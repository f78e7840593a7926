/** One group of choices with what is chosen beside its name; opens and closes. */
import { IconChevronRight } from "@tabler/icons-react"
import type { ReactNode } from "react"
import styles from "./Form.module.css"

interface SectionProps {
  title: string
  /** What is chosen, in a few words: read while the section is closed. */
  says?: string | undefined
  open?: boolean
  children: ReactNode
}

export function Section({ title, says, open = false, children }: SectionProps) {
  return (
    <details className={styles.section} open={open || undefined}>
      <summary className={styles.summary}>
        <IconChevronRight size={16} className={styles.chevron} aria-hidden />
        <span className={styles.sectionTitle}>{title}</span>
        {says ? <span className={styles.says}>{says}</span> : null}
      </summary>
      <div className={styles.sectionBody}>{children}</div>
    </details>
  )
}
