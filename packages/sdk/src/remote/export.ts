/** A dataset as a file somebody trains on, as it streams in. */
import { type api, type ExportSettingsInput, type Input, settingsText } from "@loam/schema"
import type { Client } from "../client.ts"
import { readLines } from "../ndjson.ts"

type WireQuery = NonNullable<Input<typeof api.exports.download>["query"]>
type Settings<Name extends keyof ExportSettingsInput> = NonNullable<ExportSettingsInput[Name]>

/** Task, format, mapping and settings; see the export formats page. */
export type ExportQuery = Omit<WireQuery, "option" | "answers" | "lint"> & {
  /** Options of the task and the format, such as `{margin: "llama2-small"}`; texts are of the form `name=value`. */
  readonly option?: string[] | Settings<"options">
  /** Which answers make rows, such as `{suggestions: "fallback"}`. */
  readonly answers?: string[] | Settings<"answers">
  /** What is done about what the linter finds, such as `{max_tokens: 2048, too_long: "truncate"}`. */
  readonly lint?: string[] | Settings<"lint">
}

const asText = (settings: string[] | object) =>
  Array.isArray(settings) ? settings : settingsText({ ...settings })

/** The query as an address carries it. */
export function wireQuery({ option, answers, lint, ...query }: ExportQuery): WireQuery {
  return {
    ...query,
    ...(option === undefined ? {} : { option: asText(option) }),
    ...(answers === undefined ? {} : { answers: asText(answers) }),
    ...(lint === undefined ? {} : { lint: asText(lint) }),
  }
}

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
  const response = await client.exports.download(
    { dataset_id, query: wireQuery(query) },
    signal ? { signal } : {},
  )
  return {
    as_of: response.headers.get("loam-as-of"),
    stream: response.body ?? new Blob([]).stream(),
    lines: () => readLines(response),
    async *[Symbol.asyncIterator]() {
      for await (const line of readLines(response)) if (line !== "") yield JSON.parse(line)
    },
  }
}
