/** Ten rows as the file will have them, and what the checks of the format found on the way. */
import type { ExportPreview } from "@loam/schema"
import { Link } from "@tanstack/react-router"
import { useState } from "react"
import { Badge } from "../../ui/Badge.tsx"
import { Button } from "../../ui/Button.tsx"
import { EmptyState } from "../../ui/EmptyState.tsx"
import { Notice } from "../../ui/Notice.tsx"
import { count, counted } from "../../ui/numbers.ts"
import styles from "./Export.module.css"
import { columnsOf, parseLine, turnsOf } from "./rows.ts"

const views = ["chat", "json", "table"] as const
const viewNames = { chat: "Chat", json: "JSON", table: "Table" }

export function Preview({ data, datasetId }: { data: ExportPreview; datasetId: string }) {
  const rows = data.preview.map((each) => ({ ...each, row: parseLine(each.line) }))
  const chatty = rows.some(({ row }) => turnsOf(row).length > 0)
  const [chosen, setChosen] = useState<(typeof views)[number] | null>(null)
  const fallback = chatty ? "chat" : "json"
  const view = chosen === "chat" && !chatty ? fallback : (chosen ?? fallback)
  return (
    <section aria-label="Preview" className={styles.preview}>
      <header className={styles.previewHead}>
        <h2 className={styles.subtitle}>
          {rows.length > 0 ? `First ${counted(rows.length, "row")}` : "Preview"}{" "}
          <span className={styles.dim}>{data.format}</span>
        </h2>
        <fieldset className={styles.views} aria-label="View of the rows">
          {views
            .filter((each) => each !== "chat" || chatty)
            .map((each) => (
              <Button
                key={each}
                size="sm"
                variant={each === view ? "secondary" : "quiet"}
                aria-pressed={each === view}
                onClick={() => setChosen(each)}
              >
                {viewNames[each]}
              </Button>
            ))}
        </fieldset>
      </header>
      <Findings data={data} datasetId={datasetId} />
      {rows.length === 0 ? (
        <EmptyState title="No row comes out">
          <p>
            {data.records === 0
              ? "No record passes the selection, or there are none."
              : "Every record was left out, for the reasons above. Answers count once they are submitted."}
          </p>
        </EmptyState>
      ) : null}
      {view === "table" && rows.length > 0 ? <RowTable rows={rows.map(({ row }) => row)} /> : null}
      {view === "table" ? null : (
        <ol className={styles.rows}>
          {rows.map(({ row, line, record_id, external_id, split }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a record may give several rows, and their order is all that tells them apart
            <li key={`${record_id}/${at}`} className={styles.row}>
              <p className={styles.rowHead}>
                <span>{at + 1}</span>
                <Link to="/d/$datasetId/annotate" params={{ datasetId }} search={{ rec: record_id }}>
                  {external_id ?? record_id.slice(0, 8)}
                </Link>
                {split ? <Badge>{split}</Badge> : null}
              </p>
              {view === "chat" && turnsOf(row).length > 0 ? (
                <Turns row={row} />
              ) : (
                <Json value={row} line={line} />
              )}
            </li>
          ))}
        </ol>
      )}
    </section>
  )
}

function Findings({ data, datasetId }: { data: ExportPreview; datasetId: string }) {
  const reasons = Object.entries(data.reasons)
  return (
    <>
      {data.findings.map((finding) => (
        <Notice key={finding.code} tone={finding.severity === "refused" ? "danger" : "warning"}>
          {finding.sentence} {finding.remedy}
        </Notice>
      ))}
      {reasons.length > 0 ? (
        <details className={styles.reasons} open>
          <summary>
            Left out or doubted on the way:{" "}
            {reasons.map(([code, times]) => `${code.replaceAll("_", " ")} (${count(times)})`).join(", ")}
          </summary>
          {data.refused.length > 0 ? (
            <ul className={styles.refused}>
              {data.refused.slice(0, 50).map((each) => (
                <li key={`${each.record_id}/${each.code}/${each.sentence}`}>
                  <Link to="/d/$datasetId/annotate" params={{ datasetId }} search={{ rec: each.record_id }}>
                    {each.external_id ?? each.record_id.slice(0, 8)}
                  </Link>{" "}
                  {each.sentence} <span className={styles.dim}>{each.remedy}</span>
                </li>
              ))}
            </ul>
          ) : null}
        </details>
      ) : null}
    </>
  )
}

function Turns({ row }: { row: unknown }) {
  return (
    <div className={styles.turns}>
      {turnsOf(row).map((turn, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: turns of one row never change their order
        <div key={at} className={styles.turn} data-role={turn.role}>
          <span className={styles.role}>
            {turn.part === "messages" ? "" : `${turn.part} · `}
            {turn.role}
          </span>
          <p dir="auto">{turn.content}</p>
        </div>
      ))}
    </div>
  )
}

function Json({ value, line }: { value: unknown; line: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll sideways, which must work by keyboard too
    <pre className={styles.json} tabIndex={0}>
      {typeof value === "string" ? line : JSON.stringify(value, null, 2)}
    </pre>
  )
}

const shownCell = (value: unknown) => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""))

function RowTable({ rows }: { rows: readonly unknown[] }) {
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
