/** Which column goes where: into a field, into the metadata, or to be the external id. */
import { checkFields, type Field, type Json } from "@loam/schema"
import type { UpsertItem } from "@loam/sdk"
import { exitCodes } from "../../exit-codes.ts"
import { Failure } from "../../failure.ts"
import { derivedIds, givenIds } from "./external-ids.ts"
import type { Line, Row } from "./lines.ts"
import { valueAt } from "./value-at.ts"

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
