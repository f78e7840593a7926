/** Which column goes where: into a field, into the metadata, or to be the external id. */
import { createHash } from "node:crypto"
import { checkFields, type Field, type Json, limits } from "@loam/schema"
import type { UpsertItem } from "@loam/sdk"
import { exitCodes } from "../../exit-codes.ts"
import { Failure } from "../../failure.ts"
import type { Line, Row } from "./lines.ts"

export interface MappingOptions {
  /** `field=column` each. */
  readonly map: readonly string[]
  /** Columns; `*` stands for all that are used nowhere else. */
  readonly metadata: readonly string[]
  readonly externalId: string | undefined
}

export interface Mapping {
  /** Column by field. */
  readonly columns: ReadonlyMap<string, string>
  readonly metadata: readonly string[]
  readonly restIsMetadata: boolean
  readonly externalId: string | undefined
}

const listed = (names: Iterable<string>) => [...names].map((name) => `'${name}'`).join(", ") || "none"

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

function parseMap(entries: readonly string[], fields: readonly Field[]): Map<string, string> {
  const columns = new Map<string, string>()
  for (const entry of entries) {
    const [, name, column] = /^([^=]+)=(.+)$/s.exec(entry) ?? []
    if (name === undefined || column === undefined)
      throw new Failure(`--map ${entry}: write field=column, e.g. --map prompt=instruction`, exitCodes.usage)
    if (!fields.some((field) => field.name === name))
      throw new Failure(
        `--map ${entry}: the dataset has no field '${name}'; its fields are ${listed(fields.map((each) => each.name))}`,
        exitCodes.usage,
      )
    columns.set(name, column)
  }
  return columns
}

/**
 * Decides by the dataset's fields and the first rows of the file. A field without `--map` takes the column of its own
 * name. A column that none of these rows has is a mistake, not 10,000 refused rows.
 */
export function planMapping(
  options: MappingOptions,
  fields: readonly Field[],
  head: readonly Line[],
): Mapping {
  const rows = head.flatMap((line) => ("row" in line ? [line.row] : []))
  const seen = new Set(rows.flatMap((row) => Object.keys(row)))
  const isSeen = (column: string) => rows.some((row) => valueAt(row, column) !== undefined)
  const missing = (what: string, column: string) =>
    new Failure(`${what}: the file has no column '${column}'; it has ${listed(seen)}`, exitCodes.usage)

  const columns = parseMap(options.map, fields)
  for (const [name, column] of columns)
    if (rows.length > 0 && !isSeen(column)) throw missing(`--map ${name}=${column}`, column)
  for (const { name, required } of fields) {
    if (columns.has(name)) continue
    if (isSeen(name)) columns.set(name, name)
    else if (required && rows.length > 0)
      throw new Failure(
        `no column for the field '${name}': the file has ${listed(seen)}. Say which: --map ${name}=<column>`,
        exitCodes.usage,
      )
  }
  const metadata = options.metadata.filter((column) => column !== "*")
  for (const column of metadata)
    if (rows.length > 0 && !isSeen(column)) throw missing(`--metadata ${column}`, column)
  const { externalId } = options
  if (externalId !== undefined && rows.length > 0 && !isSeen(externalId))
    throw missing(`--external-id ${externalId}`, externalId)
  return { columns, metadata, restIsMetadata: options.metadata.includes("*"), externalId }
}

/** What a line became: a record to send, or why it cannot be one. */
export type Mapped = { readonly item: UpsertItem } | { readonly problem: string }

/** A column that the row lacks is no value: the check says which field misses it. */
const fieldsOf = (row: Row, { columns }: Mapping): { [name: string]: Json } =>
  // Values come from JSON.parse.
  Object.fromEntries([...columns].map(([name, column]) => [name, (valueAt(row, column) ?? null) as Json]))

function metadataOf(
  row: Row,
  { columns, metadata, restIsMetadata, externalId }: Mapping,
): { [name: string]: Json } {
  const used = new Set([...columns.values(), ...metadata, externalId])
  const rest = restIsMetadata ? Object.keys(row).filter((column) => !used.has(column)) : []
  return Object.fromEntries(
    [...metadata, ...rest].flatMap((column) => {
      const value = valueAt(row, column) as Json | undefined
      return value === undefined ? [] : [[column, value]]
    }),
  )
}

/** Makes records of lines; remembers their ids, because two lines must not be one record. */
export function createMapper(mapping: Mapping, fields: readonly Field[]): (line: Line) => Mapped {
  const idOf = mapping.externalId === undefined ? derivedIds() : givenIds(mapping.externalId)
  return (line) => {
    if ("problem" in line) return line
    const id = idOf(line.row, line.text, line.number)
    if ("problem" in id) return id
    const checked = checkFields(fieldsOf(line.row, mapping), fields)
    if (!checked.ok) return { problem: checked.reason }
    const metadata = metadataOf(line.row, mapping)
    const extra = Object.keys(metadata).length > 0 ? { metadata } : {}
    return { item: { external_id: id.external_id, fields: checked.fields, ...extra } }
  }
}

type IdOf = (row: Row, text: string, line: number) => { external_id: string } | { problem: string }

function givenIds(column: string): IdOf {
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
function derivedIds(): IdOf {
  const seen = new Map<string, number>()
  return (_, text) => {
    const hash = createHash("sha256").update(text).digest("base64url").slice(0, 22)
    const count = (seen.get(hash) ?? 0) + 1
    seen.set(hash, count)
    return { external_id: count === 1 ? `row-${hash}` : `row-${hash}-${count}` }
  }
}
