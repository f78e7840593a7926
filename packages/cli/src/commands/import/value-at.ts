/** Columns of a row, also those inside objects and lists. */
import type { Row } from "./lines.ts"

/** The value of a column; `a.b` and `a.0` lead into objects and lists where no column has that very name. */
export function valueAt(row: Row, column: string): unknown {
  if (Object.hasOwn(row, column)) return row[column]
  let value: unknown = row
  for (const part of column.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Row)[part]
  }
  return value
}
