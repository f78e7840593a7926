/** What tells the rows of a file apart, in this run and the next: a column, or what the line says. */
import { createHash } from "node:crypto"
import { limits } from "@loam/schema"
import type { Row } from "./lines.ts"
import { valueAt } from "./value-at.ts"

export type IdOf = (
  row: Row,
  text: string,
  line: number,
) => { readonly external_id: string } | { readonly problem: string }

/** The ids of a column; a line that has none, or that of an earlier line, is refused. */
export function givenIds(column: string): IdOf {
  const firstLine = new Map<string, number>()
  return (row, _, line) => {
    const value = valueAt(row, column)
    if (value === undefined || value === null || value === "")
      return { problem: `the external id, column '${column}', is missing` }
    if (typeof value !== "string" && !Number.isSafeInteger(value))
      return { problem: `the external id, column '${column}', is neither a text nor a whole number` }
    const external_id = String(value)
    if (external_id.length > limits.externalId)
      return { problem: `the external id is longer than ${limits.externalId} characters` }
    const before = firstLine.get(external_id)
    if (before !== undefined)
      return { problem: `the external id '${external_id}' is also that of line ${before}` }
    firstLine.set(external_id, line)
    return { external_id }
  }
}

/**
 * The same line gets the same id in every run, wherever it stands in the file: what it says decides, and for lines that
 * say the same, which of them it is. So a run may be repeated after rows were mended, inserted or moved.
 */
export function derivedIds(): IdOf {
  const seen = new Map<string, number>()
  return (_, text) => {
    const hash = createHash("sha256").update(text).digest("base64url").slice(0, 22)
    const count = (seen.get(hash) ?? 0) + 1
    seen.set(hash, count)
    return { external_id: count === 1 ? `row-${hash}` : `row-${hash}-${count}` }
  }
}
