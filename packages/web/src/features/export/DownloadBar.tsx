/** The buttons that fetch the file, and how far it is. */
import { IconDownload } from "@tabler/icons-react"
import { useRef, useState } from "react"
import { Button } from "../../ui/Button.tsx"
import { Notice } from "../../ui/Notice.tsx"
import { counted } from "../../ui/numbers.ts"
import { saveFile } from "../insights/csv.ts"
import { type Downloaded, download } from "./download.ts"
import styles from "./Export.module.css"
import type { ExportSearch } from "./request.ts"

interface DownloadBarProps {
  datasetId: string
  name: string
  search: ExportSearch
  /** Rows the file will have, where that is known. */
  rows: number | null
}

export function DownloadBar({ datasetId, name, search, rows }: DownloadBarProps) {
  const [so, setSo] = useState<Downloaded | null>(null)
  const [said, setSaid] = useState<{ text: string; failed: boolean } | null>(null)
  const abort = useRef<AbortController | null>(null)

  const start = async (container: "jsonl" | "parquet") => {
    if (abort.current) return
    abort.current = new AbortController()
    setSaid(null)
    setSo({ bytes: 0, rows: 0 })
    try {
      const file = await download({
        datasetId,
        search,
        container,
        signal: abort.current.signal,
        onProgress: setSo,
      })
      saveFile(`${name.replaceAll(/[^\w.-]+/g, "-")}.${container}`, file)
      setSaid({ text: `Saved: ${size(file.size)}.`, failed: false })
    } catch (error) {
      const stopped = abort.current?.signal.aborted
      setSaid({
        text: stopped
          ? "Stopped."
          : `The file could not be had: ${error instanceof Error ? error.message : String(error)}`,
        failed: !stopped,
      })
    }
    abort.current = null
    setSo(null)
  }
  return (
    <div className={styles.download}>
      <div className={styles.buttons}>
        <Button
          variant="primary"
          icon={<IconDownload size={16} />}
          busy={so !== null}
          onClick={() => void start("jsonl")}
        >
          Download JSONL
        </Button>
        <Button disabled={so !== null} onClick={() => void start("parquet")}>
          Parquet
        </Button>
        {so ? (
          <Button variant="quiet" onClick={() => abort.current?.abort()}>
            Stop
          </Button>
        ) : null}
      </div>
      {so ? (
        <p className={styles.progress} role="status">
          <progress
            aria-label="Download"
            {...(rows && so.rows ? { value: Math.min(so.rows, rows), max: rows } : {})}
          />
          {so.rows > 0 ? `${counted(so.rows, "row")}, ` : ""}
          {size(so.bytes)}
        </p>
      ) : null}
      {said ? (
        <Notice tone={said.failed ? "danger" : "success"} alert>
          {said.text}
        </Notice>
      ) : null}
    </div>
  )
}

function size(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
