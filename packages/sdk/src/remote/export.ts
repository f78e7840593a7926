/** A dataset as a file somebody trains on, as it streams in. */
import type { api, Input } from "@loam/schema"
import type { Client } from "../client.ts"
import { readLines } from "../ndjson.ts"

/** Task, format and mapping; see the export formats page. */
export type ExportQuery = NonNullable<Input<typeof api.exports.download>["query"]>

/** An export that is being received: iterate over its rows, or take the bytes. It can be read once. */
export interface DatasetExport extends AsyncIterable<{ readonly [column: string]: unknown }> {
  /** The moment it is as of: given as `as_of` it gives the same file again. */
  readonly as_of: string | null
  /** The file's bytes as they arrive, for saving it. */
  readonly stream: ReadableStream<Uint8Array>
  /** Rows as JSON texts, byte for byte as the file has them. */
  readonly lines: () => AsyncGenerator<string>
}

export async function startExport(
  client: Client,
  dataset_id: string,
  query: ExportQuery,
  signal?: AbortSignal,
): Promise<DatasetExport> {
  const response = await client.exports.download({ dataset_id, query }, signal ? { signal } : {})
  return {
    as_of: response.headers.get("loam-as-of"),
    stream: response.body ?? new Blob([]).stream(),
    lines: () => readLines(response),
    async *[Symbol.asyncIterator]() {
      for await (const line of readLines(response)) if (line !== "") yield JSON.parse(line)
    },
  }
}
