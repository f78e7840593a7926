/** Who agrees with whom: a table whose cells are shaded and say their number. */
import { decimal } from "../words.ts"
import charts from "./charts.module.css"
import styles from "./heat.module.css"

export interface PairCell {
  readonly value: number | null
  readonly shared: number
}

interface HeatMapProps {
  people: readonly string[]
  cell: (one: string, other: string) => PairCell | undefined
}

/** Clay for agreement beyond chance, stone for less than chance; half strength at most, so that the number stays legible. */
function shade(value: number): string {
  const strength = Math.round(Math.min(1, Math.abs(value)) * 55)
  const color = value < 0 ? "var(--loam-stone)" : "var(--loam-clay)"
  return `color-mix(in oklab, ${color} ${strength}%, var(--loam-surface))`
}

const legend = [-0.5, 0, 0.25, 0.5, 0.75, 1]

export function HeatMap({ people, cell }: HeatMapProps) {
  const dense = people.length > 14
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: wide maps scroll sideways, which must work by keyboard too */}
      <section className={styles.map} tabIndex={0} aria-label="Pairs of people, heat map">
        <table className={styles.table} data-dense={dense || undefined}>
          <thead>
            <tr>
              <td />
              {people.map((person, at) => (
                <th key={person} scope="col" title={person}>
                  <span className={charts.hidden}>{person}</span>
                  <span aria-hidden>{at + 1}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map((one, row) => (
              <tr key={one}>
                <th scope="row" title={one}>
                  <span className={charts.cut}>
                    <span className={styles.number} aria-hidden>
                      {row + 1}
                    </span>
                    {one}
                  </span>
                </th>
                {people.map((other, column) => {
                  const found = row === column ? undefined : cell(one, other)
                  if (!found) return <td key={other} data-none data-self={row === column || undefined} />
                  return (
                    <td
                      key={other}
                      title={`${one} and ${other}: κ ${decimal(found.value)} on ${found.shared} shared records`}
                      style={found.value === null ? undefined : { background: shade(found.value) }}
                    >
                      {decimal(found.value, dense ? 1 : 2)}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={styles.legend} aria-hidden>
        <span>less than chance</span>
        {legend.map((value) => (
          <i key={value} style={{ background: shade(value) }}>
            {decimal(value, value % 0.5 === 0 ? 1 : 2)}
          </i>
        ))}
        <span>always alike</span>
      </p>
    </>
  )
}
