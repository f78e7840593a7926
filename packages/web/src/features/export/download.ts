/** Fetches an export and says how far it is; the browser saves it at the end. */
import { session } from "../../api.ts"
import { type ExportSearch, toQuery } from "./request.ts"

export interface Downloaded {
  readonly bytes: number
  readonly rows: number
}

function addressOf(datasetId: string, search: ExportSearch, container: "jsonl" | "parquet"): string {
  const query = new URLSearchParams({ container })
  for (const [name, value] of Object.entries(toQuery(search)))
    for (const each of Array.isArray(value) ? value : [value]) query.append(name, String(each))
  return `${window.location.origin}/api/v1/datasets/${datasetId}/export?${query}`
}

interface Wanted {
  readonly datasetId: string
  readonly search: ExportSearch
  readonly container: "jsonl" | "parquet"
  readonly signal: AbortSignal
  readonly onProgress: (so: Downloaded) => void
}

const newline = 10

export async function download({ datasetId, search, container, signal, onProgress }: Wanted): Promise<Blob> {
  const response = await session.fetch(new Request(addressOf(datasetId, search, container), { signal }))
  if (!response.ok || !response.body) {
    const body: { detail?: unknown } = await response.json().catch(() => ({}))
    throw new Error(typeof body.detail === "string" ? body.detail : `The server answered ${response.status}.`)
  }
  const parts: BlobPart[] = []
  let bytes = 0
  let rows = 0
  const reader = response.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    parts.push(value)
    bytes += value.byteLength
    if (container === "jsonl") for (const byte of value) if (byte === newline) rows += 1
    onProgress({ bytes, rows })
  }
  return new Blob(parts, { type: response.headers.get("content-type") ?? "application/octet-stream" })
}
