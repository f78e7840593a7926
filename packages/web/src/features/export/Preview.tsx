/** Ten rows as the file will have them. */
import type { ExportPreview } from "@loam/schema"
import { Link } from "@tanstack/react-router"
import { useState } from "react"
import { Badge } from "../../ui/Badge.tsx"
import { Button } from "../../ui/Button.tsx"
import { EmptyState } from "../../ui/EmptyState.tsx"
import { counted } from "../../ui/numbers.ts"
import styles from "./Export.module.css"
import rowStyles from "./Rows.module.css"
import { Json, RowTable, Turns } from "./RowViews.tsx"
import { parseLine, turnsOf } from "./rows.ts"

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
          {rows.length > 0 ? `First ${counted(rows.length, "row")}` : "Preview"}
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
            <li key={`${record_id}/${at}`} className={rowStyles.row}>
              <p className={rowStyles.rowHead}>
                <span>Row {at + 1}</span>
                <Link to="/d/$datasetId/annotate" params={{ datasetId }} search={{ rec: record_id }}>
                  record {external_id ?? record_id.slice(0, 8)}
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
