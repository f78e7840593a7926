/** Shares of several series, option by option; each bar says its number and, by a sign of its own, its series. */
import styles from "./charts.module.css"
import { Few } from "./Few.tsx"

export interface Series {
  readonly key: string
  readonly label: string
  readonly color: string
}
export interface BarGroup {
  readonly label: string
  /** One a series. */
  readonly values: readonly { readonly share: number; readonly text: string }[]
}

interface BarsProps {
  readonly series: readonly Series[]
  readonly groups: readonly BarGroup[]
}

export function Bars({ series, groups }: BarsProps) {
  const most = Math.max(...groups.flatMap(({ values }) => values.map(({ share }) => share)), 0.01)
  return (
    <div>
      {series.length > 1 ? (
        <ul className={styles.legend}>
          {series.map((each, at) => (
            <li key={each.key}>
              <i
                className={styles.swatch}
                data-series={at}
                style={{ backgroundColor: each.color }}
                aria-hidden
              />
              {each.label}
            </li>
          ))}
        </ul>
      ) : null}
      <Few items={groups} most={15} what="options">
        {(shown) => (
          <ul className={styles.groups}>
            {shown.map((group) => (
              <li key={group.label} className={styles.group}>
                <span className={styles.cut} title={group.label}>
                  {group.label}
                </span>
                <span className={styles.bars}>
                  {group.values.map(({ share, text }, at) => (
                    <span key={series[at]?.key} className={styles.barLine}>
                      <span className={styles.barTrack}>
                        {share > 0 ? (
                          <span
                            className={styles.bar}
                            data-series={at}
                            style={{ width: `${(100 * share) / most}%`, backgroundColor: series[at]?.color }}
                          />
                        ) : null}
                      </span>
                      <span className={styles.barText} data-none={share === 0 || undefined}>
                        <span className={styles.hidden}>{series[at]?.label}: </span>
                        {text}
                      </span>
                    </span>
                  ))}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Few>
    </div>
  )
}
