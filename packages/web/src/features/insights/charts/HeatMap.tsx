/** Who agrees with whom: a table whose cells are shaded and say their number. */
import { decimal } from "../words.ts"
import styles from "./charts.module.css"

export interface PairCell {
  readonly value: number | null
  readonly shared: number
}

interface HeatMapProps {
  people: readonly string[]
  cell: (one: string, other: string) => PairCell | undefined
}

export function HeatMap({ people, cell }: HeatMapProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: wide maps scroll sideways, which must work by keyboard too
    <section className={styles.heat} tabIndex={0} aria-label="Pairs of people, heat map">
      <table className={styles.heatTable} data-dense={people.length > 14 || undefined}>
        <thead>
          <tr>
            <td />
            {people.map((person, at) => (
              <th key={person} scope="col" title={person}>
                {at + 1}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((one, row) => (
            <tr key={one}>
              <th scope="row" title={one}>
                <span className={styles.cut}>
                  {row + 1} {one}
                </span>
              </th>
              {people.map((other, column) => {
                const found = row === column ? undefined : cell(one, other)
                if (!found) return <td key={other} data-none />
                const strength = Math.max(0, Math.min(1, found.value ?? 0))
                return (
                  <td
                    key={other}
                    title={`${one} and ${other}: κ ${decimal(found.value)} on ${found.shared} shared records`}
                    style={
                      found.value === null
                        ? undefined
                        : {
                            background: `color-mix(in oklab, var(--loam-clay) ${Math.round(strength * 50)}%, var(--loam-sunken))`,
                          }
                    }
                  >
                    {decimal(found.value, people.length > 14 ? 1 : 2)}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
