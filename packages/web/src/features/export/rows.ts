/** A row of a file as the preview shows it. */

export interface Turn {
  readonly part: string
  readonly role: string
  readonly content: string
}

const isMessage = (value: unknown): value is { role: string; content: unknown } =>
  typeof value === "object" && value !== null && "role" in value && "content" in value

/** The messages in a row, with the column they stand in; none where the format has no conversations. */
export function turnsOf(row: unknown): Turn[] {
  if (typeof row !== "object" || row === null) return []
  return Object.entries(row).flatMap(([part, value]) => {
    if (!Array.isArray(value) || value.length === 0 || !value.every(isMessage)) return []
    return value.map(({ role, content }) => ({
      part,
      role,
      content: typeof content === "string" ? content : JSON.stringify(content),
    }))
  })
}

export function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return line
  }
}

/** Columns of all rows in the order in which they first appear. */
export function columnsOf(rows: readonly unknown[]): string[] {
  return [
    ...new Set(rows.flatMap((row) => (typeof row === "object" && row !== null ? Object.keys(row) : []))),
  ]
}
