/** A short fact about a thing: its state, its kind. */
import type { ReactNode } from "react"
import styles from "./Badge.module.css"
import { cx } from "./cx.ts"

export type BadgeTone = "neutral" | "submitted" | "draft" | "discarded" | "model" | "danger" | "accent"

export function Badge({ tone = "neutral", children }: { tone?: BadgeTone; children: ReactNode }) {
  return <span className={cx(styles.badge, styles[tone])}>{children}</span>
}
