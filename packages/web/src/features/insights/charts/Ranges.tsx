/** Values with their intervals on one scale: a dot on a stretch, the number beside it. */
import styles from "./charts.module.css"

export interface RangeRow {
  readonly key: string
  readonly label: string
  /** Small, under the label. */
  readonly note?: string | undefined
  readonly value: number | null
  readonly low?: number | null | undefined
  readonly high?: number | null | undefined
  readonly text: string
}

interface RangesProps {
  rows: readonly RangeRow[]
  min: number
  max: number
  /** Values marked on the scale, with what they are called. */
  marks: readonly { readonly at: number; readonly label: string }[]
}

export function Ranges({ rows, min, max, marks }: RangesProps) {
  const place = (value: number) => `${(100 * (Math.min(max, Math.max(min, value)) - min)) / (max - min)}%`
  return (
    <div className={styles.ranges}>
      <ul className={styles.rows}>
        {rows.map((row) => (
          <li key={row.key} className={styles.row}>
            <span className={styles.label}>
              <span title={row.label} className={styles.cut}>
                {row.label}
              </span>
              {row.note ? <small className={styles.note}>{row.note}</small> : null}
            </span>
            <span className={styles.track} aria-hidden>
              {marks.map((mark) => (
                <span key={mark.at} className={styles.mark} style={{ left: place(mark.at) }} />
              ))}
              {row.value !== null && typeof row.low === "number" && typeof row.high === "number" ? (
                <span
                  className={styles.stretch}
                  style={{ left: place(row.low), right: `calc(100% - ${place(row.high)})` }}
                />
              ) : null}
              {row.value === null ? null : <span className={styles.dot} style={{ left: place(row.value) }} />}
            </span>
            <span className={styles.value} data-missing={row.value === null || undefined}>
              {row.text}
            </span>
          </li>
        ))}
      </ul>
      <div className={styles.scale} aria-hidden>
        <span className={styles.ticks}>
          {marks.map((mark) => (
            <span key={mark.at} className={styles.tick} style={{ left: place(mark.at) }}>
              {mark.label}
            </span>
          ))}
        </span>
      </div>
    </div>
  )
}
