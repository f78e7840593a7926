/** A figure: a title, what it says, a drawing, and the same numbers as a table and as CSV. */
import { IconChartBar, IconDownload, IconTable } from "@tabler/icons-react"
import { type ReactNode, useId, useState } from "react"
import { Button } from "../../ui/Button.tsx"
import { CopyButton } from "../../ui/CopyButton.tsx"
import { type Cell, saveFile, toCsv } from "./csv.ts"
import styles from "./Figure.module.css"

interface FigureProps {
  title: string
  lead?: ReactNode
  columns: readonly string[]
  /** Numbers as they are; the table rounds them, the CSV does not. */
  rows: readonly (readonly Cell[])[]
  /** The drawing; without it the table is all there is. */
  children?: ReactNode
  /** Between lead and drawing. */
  controls?: ReactNode
}

export function Figure({ title, lead, columns, rows, children, controls }: FigureProps) {
  const [asTable, setAsTable] = useState(false)
  const id = useId()
  const csv = toCsv(columns, rows)
  const name = `${title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-")}.csv`
  const table = asTable || !children
  return (
    <section className={styles.figure} aria-labelledby={id}>
      <header className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        <div className={styles.tools}>
          {children ? (
            <Button
              size="sm"
              variant="quiet"
              icon={table ? <IconChartBar size={16} /> : <IconTable size={16} />}
              onClick={() => setAsTable(!asTable)}
              aria-label={`${title}: show as ${table ? "chart" : "table"}`}
            >
              {table ? "Chart" : "Table"}
            </Button>
          ) : null}
          <CopyButton compact text={csv} label={`Copy as CSV: ${title}`} />
          <button
            type="button"
            className={styles.tool}
            aria-label={`Download CSV: ${title}`}
            title="Download CSV"
            onClick={() => saveFile(name, new Blob([csv], { type: "text/csv" }))}
          >
            <IconDownload size={16} />
          </button>
        </div>
      </header>
      {lead ? <div className={styles.lead}>{lead}</div> : null}
      {controls}
      {table ? <FigureTable label={title} columns={columns} rows={rows} /> : children}
    </section>
  )
}

function shown(cell: Cell): string {
  if (cell === null) return "–"
  if (typeof cell === "string") return cell
  return cell.toLocaleString(undefined, { maximumFractionDigits: 3 })
}

function FigureTable({ label, columns, rows }: { label: string } & Pick<FigureProps, "columns" | "rows">) {
  const numeric = columns.map((_, at) => at > 0 && rows.some((row) => typeof row[at] === "number"))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: wide tables scroll sideways, which must work by keyboard too
    <section className={styles.scroll} tabIndex={0} aria-label={`${label}, table`}>
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th key={column} scope="col" data-end={numeric[at] || undefined}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join("\u0000")}>
              {row.map((cell, at) =>
                at === 0 ? (
                  <th key={columns[at]} scope="row">
                    {shown(cell)}
                  </th>
                ) : (
                  <td key={columns[at]} data-end={numeric[at] || undefined}>
                    {shown(cell)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
