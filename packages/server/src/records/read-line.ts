/** Reads one line of the record stream: a record, or what is wrong with the line. */
import {
  findings,
  limits,
  type RecordRestore,
  recordUpsert,
  type StreamFailure,
  type ValidationFinding,
} from "@loam/schema"
import type { z } from "zod"
import { tooDeep } from "../http/body.ts"
import type { Line } from "./ndjson-lines.ts"

export interface ReadRecord {
  readonly line: number
  readonly bytes: number
  readonly item: RecordRestore
}

const decoder = new TextDecoder("utf-8", { fatal: true })

/** The external id of something that is not a record, for whoever looks for the row. */
function externalIdOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("external_id" in value)) return null
  const { external_id } = value
  return typeof external_id === "string" || typeof external_id === "number" ? String(external_id) : null
}

export const failure = (line: number, external_id: string | null, error: string): StreamFailure => ({
  line,
  external_id,
  status: "failed",
  error,
})

function decode(bytes: Uint8Array): string | undefined {
  try {
    // A byte order mark is dropped by the decoder.
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

function parse(text: string): { value: unknown } | { error: string } {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    // Its own count of lines would be mistaken for ours.
    const message = String(error instanceof Error ? error.message : error).replace(
      / \(line 1 column \d+\)$/,
      "",
    )
    return { error: `the line is not JSON: ${message}` }
  }
}

function sentenceOf({ loc, msg }: ValidationFinding): string {
  const place = loc.slice(1).join(".")
  return `${place === "" ? "" : `${place}: `}${msg.replace("Value error, ", "")}`
}

/** `undefined`: a blank line. */
export function readLine(
  { number, bytes }: Line,
  schema: z.ZodType<RecordRestore> = recordUpsert,
): ReadRecord | StreamFailure | undefined {
  if (bytes === null)
    return failure(number, null, `the line is longer than ${limits.stream.lineBytes / 1024 / 1024} MB`)
  const text = decode(bytes)
  if (text === undefined) return failure(number, null, "the line is not UTF-8")
  if (text.trim() === "") return undefined
  const parsed = parse(text)
  if ("error" in parsed) return failure(number, null, parsed.error)
  const { value } = parsed
  if (tooDeep(value))
    return failure(number, null, `arrays and objects may be nested at most ${limits.jsonDepth} deep`)
  const checked = schema.safeParse(value, { reportInput: true })
  if (checked.success) return { line: number, bytes: bytes.length, item: checked.data }
  const problems = findings("body", schema, value, checked.error)
  return failure(number, externalIdOf(value), problems.map(sentenceOf).join("; "))
}
