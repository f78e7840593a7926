/** What a place says while there is nothing in it: what belongs here and what to do next. */
import type { ReactNode } from "react"
import styles from "./EmptyState.module.css"

interface EmptyStateProps {
  icon?: ReactNode
  title: string
  /** 1 where this is all the page has to say. */
  level?: 1 | 2
  children?: ReactNode
  actions?: ReactNode
}

export function EmptyState({ icon, title, level = 2, children, actions }: EmptyStateProps) {
  const Title = level === 1 ? "h1" : "h2"
  return (
    <div className={styles.empty}>
      {icon ? (
        <div className={styles.icon} aria-hidden>
          {icon}
        </div>
      ) : null}
      <Title className={styles.title}>{title}</Title>
      {children ? <div className={styles.text}>{children}</div> : null}
      {actions ? <div className={styles.actions}>{actions}</div> : null}
    </div>
  )
}
