/** A figure: a title, what it says, a drawing, and the same numbers as a table and as CSV. */
import { IconChartBar, IconDownload, IconTable } from "@tabler/icons-react"
import { type ReactNode, useId, useState } from "react"
import { Button, IconButton } from "../../ui/Button.tsx"
import { CopyButton } from "../../ui/CopyButton.tsx"
import { saveFile, toCsv } from "./csv.ts"
import { type Column, DataTable, type Row } from "./DataTable.tsx"
import styles from "./Figure.module.css"

interface FigureProps {
  title: string
  lead?: ReactNode
  columns: readonly (string | Column)[]
  /** Numbers as they are; the table rounds them, the CSV does not. */
  rows: readonly Row[]
  /** The drawing; without it the table is all there is. */
  children?: ReactNode
  /** Between lead and drawing. */
  controls?: ReactNode
}

export function Figure({ title, lead, columns: given, rows, children, controls }: FigureProps) {
  const [asTable, setAsTable] = useState(false)
  const id = useId()
  const columns = given.map((each) => (typeof each === "string" ? { name: each } : each))
  const csv = () =>
    toCsv(
      columns.map(({ name }) => name),
      rows,
    )
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
          <CopyButton compact text={csv()} label={`Copy as CSV: ${title}`} />
          <IconButton
            label={`Download CSV: ${title}`}
            onClick={() => saveFile(name, new Blob([csv()], { type: "text/csv" }))}
          >
            <IconDownload size={16} />
          </IconButton>
        </div>
      </header>
      {lead ? <div className={styles.lead}>{lead}</div> : null}
      {controls}
      {table ? <DataTable label={title} columns={columns} rows={rows} /> : children}
    </section>
  )
}
