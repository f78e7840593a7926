/** Values with their intervals on one scale: a dot on a stretch, the number beside it, bands behind. */
import styles from "./charts.module.css"
import { Few } from "./Few.tsx"
import { type Band, place, type Scale } from "./scale.ts"

export interface RangeRow {
  readonly key: string
  readonly label: string
  /** Small, under the label. */
  readonly note?: string | undefined
  readonly value: number | null
  readonly low?: number | null | undefined
  readonly high?: number | null | undefined
  readonly text: string
  /** The bands say nothing about this one. */
  readonly bare?: boolean
  /** A value of its own to compare with, drawn as a stroke. */
  readonly expected?: number | null | undefined
}

interface Mark {
  readonly at: number
  readonly label: string
}

interface RangesProps extends Scale {
  rows: readonly RangeRow[]
  /** Values marked on the scale, with what they are called. */
  marks: readonly Mark[]
  bands?: readonly Band[]
  /** What the rows are: "people". */
  what?: string
}

export function Ranges({ rows, marks, bands = [], what, ...scale }: RangesProps) {
  return (
    <div className={styles.ranges}>
      {bands.length > 0 ? <BandLegend bands={bands} /> : null}
      <Few items={rows} {...(what ? { what } : {})}>
        {(shown) => (
          <>
            <ul className={styles.rows}>
              {shown.map((row) => (
                <li key={row.key} className={styles.row}>
                  <span className={styles.label}>
                    <span title={row.label} className={styles.cut}>
                      {row.label}
                    </span>
                    {row.note ? <small className={styles.note}>{row.note}</small> : null}
                  </span>
                  <Track scale={scale} row={row} marks={marks} bands={row.bare ? [] : bands} />
                  <span className={styles.value} data-missing={row.value === null || undefined}>
                    {row.text}
                  </span>
                </li>
              ))}
            </ul>
            <div className={styles.scale} aria-hidden>
              <Ticks scale={scale} marks={marks} />
            </div>
          </>
        )}
      </Few>
    </div>
  )
}

export function BandLegend({ bands }: { bands: readonly Band[] }) {
  return (
    <ul className={styles.legend}>
      {bands.map((band) => (
        <li key={band.label}>
          <i className={styles.bandSwatch} data-tone={band.tone} aria-hidden />
          {band.label}
        </li>
      ))}
    </ul>
  )
}

export function Ticks({ scale, marks }: { scale: Scale; marks: readonly Mark[] }) {
  return (
    <span className={styles.ticks}>
      {marks.map((mark) => (
        <span key={mark.at} className={styles.tick} style={{ left: place(scale, mark.at) }}>
          {mark.label}
        </span>
      ))}
    </span>
  )
}

interface TrackProps {
  scale: Scale
  row: Pick<RangeRow, "value" | "low" | "high" | "expected">
  marks: readonly Mark[]
  bands: readonly Band[]
}

export function Track({ scale, row, marks, bands }: TrackProps) {
  return (
    <span className={styles.track} aria-hidden>
      {bands.map((band) => (
        <span
          key={band.from}
          className={styles.band}
          data-tone={band.tone}
          style={{ left: place(scale, band.from), right: `calc(100% - ${place(scale, band.to)})` }}
        />
      ))}
      {marks.map((mark) => (
        <span key={mark.at} className={styles.mark} style={{ left: place(scale, mark.at) }} />
      ))}
      {row.value !== null && typeof row.low === "number" && typeof row.high === "number" ? (
        <span
          className={styles.stretch}
          style={{ left: place(scale, row.low), right: `calc(100% - ${place(scale, row.high)})` }}
        />
      ) : null}
      {typeof row.expected === "number" ? (
        <span className={styles.expected} style={{ left: place(scale, row.expected) }} />
      ) : null}
      {row.value === null ? null : <span className={styles.dot} style={{ left: place(scale, row.value) }} />}
    </span>
  )
}
