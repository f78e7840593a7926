/** What commands print: results on standard output as a table or JSON, everything else on standard error. */
import { styleText } from "node:util"
import type { Command } from "commander"

export interface Globals {
  readonly json: boolean
  /** Which server, where several are signed in to. */
  readonly url: string | undefined
}

/** Options that every command takes. */
export function globals(command: Command): Globals {
  const { json, url } = command.optsWithGlobals<{ json?: boolean; url?: string }>()
  return { json: json === true, url }
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
    Math.max(column.title.length, ...cells.map((row) => printable(row[index]).length)),
  )
  const line = (values: readonly (string | number)[]) =>
    values
      .map((value, index) => {
        const width = widths[index] ?? 0
        return typeof value === "number" ? String(value).padStart(width) : printable(value).padEnd(width)
      })
      .join("  ")
      .trimEnd()
  const head = styled("bold", line(columns.map((column) => column.title.toUpperCase())))
  return [head, ...cells.map(line)].join("\n")
}

/** Names and titles written by others must not steer the terminal. */
export const printable = (value: string | number | null | undefined) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  String(value ?? "").replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, " ")

/** A list as JSON or as a table; `empty` says what to do where there is nothing. */
export function printList<Row>(
  json: boolean,
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  empty: string,
): void {
  if (json) printJson(rows)
  else if (rows.length === 0) note(empty)
  else print(table(rows, columns))
}

/** Facts about one thing as JSON or one a line. */
export function printFacts(json: boolean, value: unknown, facts: Readonly<Record<string, unknown>>): void {
  if (json) {
    printJson(value)
    return
  }
  const width = Math.max(...Object.keys(facts).map((name) => name.length))
  for (const [name, fact] of Object.entries(facts)) {
    const [first = "", ...more] = String(fact ?? "").split("\n")
    print(`${styled("bold", name.padEnd(width))}  ${printable(first)}`)
    for (const line of more) print(`${" ".repeat(width)}  ${printable(line)}`)
  }
}
