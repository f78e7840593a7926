/** A figure's numbers as a table: rounded for reading, sorted by any column, scrolling inside itself. */
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react"
import { useState } from "react"
import { count } from "../../ui/numbers.ts"
import { timeAgo } from "../../ui/time.ts"
import type { Cell } from "./csv.ts"
import styles from "./DataTable.module.css"
import { decimal, share } from "./words.ts"

export interface Column {
  readonly name: string
  /** How numbers are written; as they are, to three places, unless told. */
  readonly as?: "share" | "seconds" | "elo" | "moment"
}

export type Row = readonly Cell[]

function shown(cell: Cell, as: Column["as"]): string {
  if (cell === null || cell === "") return "–"
  if (typeof cell === "string") return as === "moment" ? timeAgo(cell) : cell
  if (as === "share") return share(cell)
  if (as === "seconds") return cell >= 100 ? count(Math.round(cell)) : decimal(cell, 1)
  if (as === "elo") return count(Math.round(cell))
  return cell.toLocaleString(undefined, { maximumFractionDigits: 3 })
}

interface Order {
  readonly at: number
  readonly down: boolean
}

/** Numbers by size, texts as people sort them; what is missing stands last either way. */
export function sortRows(rows: readonly Row[], order: Order | null): readonly Row[] {
  if (!order) return rows
  const { at, down } = order
  return rows.toSorted((one, other) => {
    const [a = null, b = null] = [one[at], other[at]]
    if (a === null || b === null) return Number(a === null) - Number(b === null)
    const sign = down ? -1 : 1
    return typeof a === "number" && typeof b === "number"
      ? sign * (a - b)
      : sign * String(a).localeCompare(String(b), undefined, { numeric: true })
  })
}

const directionOf = ({ down }: Order) => (down ? "descending" : "ascending")

interface DataTableProps {
  label: string
  columns: readonly Column[]
  rows: readonly Row[]
}

export function DataTable({ label, columns, rows }: DataTableProps) {
  const [order, setOrder] = useState<Order | null>(null)
  const numeric = columns.map((_, at) => at > 0 && rows.some((row) => typeof row[at] === "number"))
  const sort = (at: number) => {
    const first = numeric[at] === true
    setOrder((before) => (before?.at === at ? { at, down: !before.down } : { at, down: first }))
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: wide tables scroll sideways, which must work by keyboard too
    <section className={styles.scroll} tabIndex={0} aria-label={`${label}, table`}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map(({ name }, at) => (
              <th
                key={name}
                scope="col"
                data-end={numeric[at] || undefined}
                aria-sort={order?.at === at ? directionOf(order) : undefined}
              >
                <button type="button" className={styles.sort} onClick={() => sort(at)}>
                  {name}
                  <span className={styles.arrow} data-on={order?.at === at || undefined} aria-hidden>
                    {order?.at === at && !order.down ? (
                      <IconArrowUp size={12} />
                    ) : (
                      <IconArrowDown size={12} />
                    )}
                  </span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sortRows(rows, order).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows may be equal and hold no state
            <tr key={index}>
              {row.map((cell, at) => {
                const text = shown(cell, columns[at]?.as)
                return at === 0 ? (
                  <th key={columns[at]?.name} scope="row">
                    {text}
                  </th>
                ) : (
                  <td key={columns[at]?.name} data-end={numeric[at] || undefined}>
                    {text}
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
