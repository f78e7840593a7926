/** What commands print: results on standard output as a table or JSON, everything else on standard error. */
import { styleText } from "node:util"
import type { Command } from "commander"

export interface Globals {
  readonly json: boolean
}

/** Options that every command takes. */
export function globals(command: Command): Globals {
  const { json } = command.optsWithGlobals<{ json?: boolean }>()
  return { json: json === true }
}

export const print = (line: string) => void process.stdout.write(`${line}\n`)
export const printJson = (value: unknown) => print(JSON.stringify(value, null, process.stdout.isTTY ? 2 : 0))
/** For people only: progress and remarks, out of the way of results. */
export const note = (line: string) => void process.stderr.write(`${line}\n`)

type Style = Parameters<typeof styleText>[0]

/** Coloured where the stream is a terminal and NO_COLOR is not set. */
export const styled = (style: Style, text: string) => styleText(style, text, { stream: process.stdout })

export interface Column<Row> {
  readonly title: string
  readonly value: (row: Row) => string | number | null | undefined
}

/** Columns as wide as their longest cell, numbers to the right. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cells = rows.map((row) => columns.map((column) => column.value(row) ?? ""))
  const widths = columns.map((column, index) =>
    Math.max(column.title.length, ...cells.map((row) => String(row[index]).length)),
  )
  const line = (values: readonly (string | number)[]) =>
    values
      .map((value, index) =>
        typeof value === "number"
          ? String(value).padStart(widths[index] ?? 0)
          : value.padEnd(widths[index] ?? 0),
      )
      .join("  ")
      .trimEnd()
  const head = styled("bold", line(columns.map((column) => column.title.toUpperCase())))
  return [head, ...cells.map(line)].join("\n")
}
