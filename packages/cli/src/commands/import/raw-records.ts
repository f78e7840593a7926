/** Rows that are records already, as `loam export --task raw` writes them. */
import { checkFields, type Field, type Json } from "@loam/schema"
import type { UpsertItem } from "@loam/sdk"
import type { Line } from "./lines.ts"
import type { Mapped } from "./mapping.ts"

/** A record without an external id keeps the id it had elsewhere as such, so that a second run finds it. */
export function readRawRecord(line: Line, fields: readonly Field[]): Mapped {
  if ("problem" in line) return line
  const { id, external_id, fields: given, metadata, responses, suggestions, vectors } = line.row
  if (typeof given !== "object" || given === null)
    return { problem: "the row is no record: it has no 'fields'. Leave --raw out for rows with columns" }
  // From JSON.parse; the server checks what is inside.
  const checked = checkFields(given as { [name: string]: Json }, fields)
  if (!checked.ok) return { problem: checked.reason }
  const item = {
    external_id: external_id ?? id,
    fields: checked.fields,
    metadata,
    responses,
    suggestions,
    vectors,
  }
  return { item: item as UpsertItem }
}
