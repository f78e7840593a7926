/** How each option's share changes with time: one strip of small bars an option, all on the same scale. */
import { dayName } from "../days.ts"
import { share } from "../words.ts"
import charts from "./charts.module.css"
import { Few } from "./Few.tsx"
import styles from "./time.module.css"

export interface Strip {
  readonly label: string
  /** One for each of `days`; null where nobody answered. */
  readonly shares: readonly (number | null)[]
  readonly text: string
}

interface StripsProps {
  readonly days: readonly string[]
  readonly unit: "day" | "week"
  readonly strips: readonly Strip[]
}

export function Strips({ days, unit, strips }: StripsProps) {
  const most = Math.max(0.01, ...strips.flatMap(({ shares }) => shares.map((each) => each ?? 0)))
  const first = days[0] ?? ""
  const last = days.at(-1) ?? ""
  return (
    <div>
      <Few items={strips} most={10} what="options">
        {(shown) => (
          <ul className={charts.rows}>
            {shown.map((strip) => (
              <li key={strip.label} className={`${charts.row} ${styles.strip}`}>
                <span className={charts.cut} title={strip.label}>
                  {strip.label}
                </span>
                <span className={styles.stripBars} aria-hidden>
                  {strip.shares.map((each, at) => (
                    <span
                      key={days[at]}
                      className={styles.stripBar}
                      data-none={each === null || undefined}
                      style={{ height: `${each === null ? 0 : Math.max(2, (100 * each) / most)}%` }}
                      title={`${unit === "week" ? "Week of " : ""}${dayName(days[at] ?? "")}: ${share(each)}`}
                    />
                  ))}
                </span>
                <span className={charts.value}>{strip.text}</span>
              </li>
            ))}
          </ul>
        )}
      </Few>
      <div className={charts.scale} aria-hidden>
        <span className={styles.stripEnds}>
          <span>{dayName(first)}</span>
          <span>tallest bar {share(most)}</span>
          <span>{dayName(last)}</span>
        </span>
      </div>
    </div>
  )
}
