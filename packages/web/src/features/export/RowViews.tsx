/** One row as a conversation, as JSON, or all rows as a table. */
import { useEffect, useRef, useState } from "react"
import styles from "./Rows.module.css"
import { columnsOf, turnsOf } from "./rows.ts"

/** A row longer than this is folded, so that ten of them can be compared. */
function Folded({ children }: { children: React.ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  const [long, setLong] = useState(false)
  useEffect(() => {
    const { scrollHeight = 0, clientHeight = 0 } = box.current ?? {}
    if (!open) setLong(scrollHeight > clientHeight + 8)
  })
  return (
    <>
      <div ref={box} className={styles.folded} data-open={open || undefined} data-long={long || undefined}>
        {children}
      </div>
      {long ? (
        <button type="button" className={styles.unfold} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Show less" : "Show the whole row"}
        </button>
      ) : null}
    </>
  )
}

export function Turns({ row }: { row: unknown }) {
  const parts = [...Map.groupBy(turnsOf(row), ({ part }) => part)]
  return (
    <Folded>
      {/* What is compared stands side by side, what it answers above. */}
      <div className={styles.parts} data-compared={parts.length > 2 || undefined}>
        {parts.map(([part, turns]) => (
          <div key={part} className={styles.turns}>
            {turns.map((turn, at) => (
              <div
                // biome-ignore lint/suspicious/noArrayIndexKey: turns of one row never change their order
                key={at}
                className={styles.turn}
                data-role={turn.role}
                data-part={turn.part}
              >
                <span className={styles.role}>
                  {turn.part === "messages" ? "" : `${turn.part} · `}
                  {turn.role}
                </span>
                <p dir="auto">{turn.content}</p>
              </div>
            ))}
          </div>
        ))}
      </div>
    </Folded>
  )
}

export function Json({ value, line }: { value: unknown; line: string }) {
  return (
    <Folded>
      <pre className={styles.json}>{typeof value === "string" ? line : JSON.stringify(value, null, 2)}</pre>
    </Folded>
  )
}

const shownCell = (value: unknown) => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""))

export function RowTable({ rows }: { rows: readonly unknown[] }) {
  const columns = columnsOf(rows)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: wide tables scroll sideways, which must work by keyboard too
    <section className={styles.tableFrame} tabIndex={0} aria-label="Rows as a table">
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of one preview never change their order
            <tr key={at}>
              {columns.map((column) => (
                <td key={column}>
                  <div className={styles.cell}>{shownCell((row as { [key: string]: unknown })[column])}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
