/** A sentence that needs attention where it stands. */
import type { ReactNode } from "react"
import styles from "./Notice.module.css"

interface NoticeProps {
  tone: "danger" | "warning" | "info" | "success"
  icon?: ReactNode
  /** Interrupts a screen reader; for what the person has just caused. */
  alert?: boolean
  children: ReactNode
}

export function Notice({ tone, icon, alert = false, children }: NoticeProps) {
  return (
    <div className={styles.notice} data-tone={tone} role={alert ? "alert" : undefined}>
      {icon ? (
        <span className={styles.icon} aria-hidden>
          {icon}
        </span>
      ) : null}
      <div>{children}</div>
    </div>
  )
}
