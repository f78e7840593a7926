/** How much the file holds, in which container it comes, and the links that fetch it: the browser saves it while it arrives. */
import type { ExportCheck, ExportPreview } from "@loam/schema"
import { IconDownload } from "@tabler/icons-react"
import type { UseQueryResult } from "@tanstack/react-query"
import { reasonOf } from "../../api.ts"
import buttons from "../../ui/Button.module.css"
import { Button } from "../../ui/Button.tsx"
import { cx } from "../../ui/cx.ts"
import { Notice } from "../../ui/Notice.tsx"
import { count, counted } from "../../ui/numbers.ts"
import { fileName } from "./commands.ts"
import styles from "./Export.module.css"
import type { Put } from "./ExportForm.tsx"
import { type ExportSearch, fileAddress } from "./request.ts"

interface TakeFileProps {
  datasetId: string
  name: string
  search: ExportSearch
  put: Put
  preview: ExportPreview | undefined
  check: UseQueryResult<ExportCheck>
}

const containers = [
  { value: "jsonl", label: "JSON lines", extension: "jsonl" },
  { value: "parquet", label: "Parquet", extension: "parquet" },
  { value: "folder", label: "Hugging Face folder", extension: "tar" },
] as const

export function TakeFile({ datasetId, name, search, put, preview, check }: TakeFileProps) {
  const container = containers.find(({ value }) => value === search.container) ?? containers[0]
  const file = fileName(name)
  const whole = preview?.selected.exact && preview.selected.scanned === preview.selected.total
  const report = check.data ?? (whole ? preview : undefined)
  return (
    <section className={styles.take} aria-label="The file">
      <div className={styles.size} role="status">
        <p className={styles.rowsCount}>{rowsOf(report, preview)}</p>
        <p className={styles.dim}>{sizeNote(report, preview)}</p>
        {report ? null : (
          <Button size="sm" busy={check.isFetching} onClick={() => void check.refetch()}>
            Check every record
          </Button>
        )}
      </div>
      <fieldset className={styles.containers} aria-label="Comes as">
        {containers.map(({ value, label }) => (
          <label key={value} className={styles.container}>
            <input
              type="radio"
              name="container"
              checked={value === container.value}
              onChange={() => put({ container: value === "jsonl" ? undefined : value })}
            />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
      <div className={styles.links}>
        <a
          className={cx(buttons.button, buttons.primary, buttons.md)}
          href={fileAddress(datasetId, search, container.value)}
          download={`${file}.${container.extension}`}
        >
          <IconDownload size={16} aria-hidden />
          Download {container.label}
        </a>
        <span className={styles.beside}>
          <a href={fileAddress(datasetId, search, "sources")} download={`${file}.sources.jsonl`}>
            Sources of the rows
          </a>
          <a href={fileAddress(datasetId, search, "findings")} download={`${file}.findings.jsonl`}>
            All findings
          </a>
        </span>
      </div>
      {check.isError ? (
        <Notice tone="danger" alert>
          {reasonOf(check.error)}
        </Notice>
      ) : null}
      {check.data ? <Facts check={check.data} /> : null}
    </section>
  )
}

function rowsOf(report: ExportPreview | ExportCheck | undefined, preview: ExportPreview | undefined): string {
  if (report) return counted(report.rows, "row")
  return preview ? `${count(preview.rows)} rows and more` : "…"
}

function sizeNote(
  report: ExportPreview | ExportCheck | undefined,
  preview: ExportPreview | undefined,
): string {
  if (report) return `from ${counted(report.records, "record")}, every record read`
  if (!preview) return ""
  return `from the first ${counted(preview.records, "record")} that were read for the preview`
}

/** What only a reading of everything can say. */
function Facts({ check }: { check: ExportCheck }) {
  const { tokens, classes, manifest, companions } = check
  const shares = Object.entries(classes ?? {}).sort((a, b) => b[1] - a[1])
  return (
    <dl className={styles.facts}>
      {tokens ? (
        <div>
          <dt>Tokens a row</dt>
          <dd>
            {count(tokens.p50)} median, {count(tokens.p95)} at 95%, {count(tokens.longest)} longest;{" "}
            {count(tokens.total)} in all
          </dd>
        </div>
      ) : null}
      {shares.length > 0 ? (
        <div>
          <dt>Classes</dt>
          <dd>
            {shares
              .slice(0, 8)
              .map(([name, rows]) => `${name} ${count(rows)}`)
              .join(", ")}
            {shares.length > 8 ? ` and ${shares.length - 8} more` : ""}
          </dd>
        </div>
      ) : null}
      {companions.length > 0 ? (
        <div>
          <dt>Comes with</dt>
          <dd>{companions.map(({ name }) => name).join(", ")} (command line, folder)</dd>
        </div>
      ) : null}
      <div>
        <dt>Data hash</dt>
        <dd className={styles.hash}>{manifest.data_hash}</dd>
      </div>
      <div>
        <dt>As of</dt>
        <dd>{new Date(manifest.as_of).toLocaleString()}</dd>
      </div>
    </dl>
  )
}
