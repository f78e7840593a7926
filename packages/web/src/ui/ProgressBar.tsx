/** Progress in layers: each part of the whole is one stretch of the bar. */
import styles from "./ProgressBar.module.css"

export interface ProgressLayer {
  value: number
  /** A CSS colour, usually one of the `--loam-status-*` tokens. */
  color: string
  /** Read out with its number. */
  label: string
}

interface ProgressBarProps {
  layers: ProgressLayer[]
  total: number
  /** What the bar measures, for screen readers. */
  label: string
  size?: "sm" | "md"
}

export function ProgressBar({ layers, total, label, size = "md" }: ProgressBarProps) {
  const parts = layers.filter((layer) => layer.value > 0)
  const spoken = layers.map((layer) => `${layer.value} ${layer.label}`).join(", ")
  return (
    <div className={styles.bar} data-size={size} role="img" aria-label={`${label}: ${spoken} of ${total}`}>
      {parts.map((layer) => (
        <span
          key={layer.label}
          className={styles.layer}
          style={{ flexBasis: `${(100 * layer.value) / Math.max(total, 1)}%`, background: layer.color }}
        />
      ))}
    </div>
  )
}

/** A share as people write it: never 0 % or 100 % unless it is exactly that. */
export function percent(part: number, whole: number): string {
  if (whole <= 0 || part <= 0) return "0%"
  if (part >= whole) return "100%"
  return `${Math.min(99, Math.max(1, Math.round((100 * part) / whole)))}%`
}
