/** Takes rows apart into columns: structs and lists become levels (Dremel), values go to their columns at once. */
import { type Feature, type Features, parquetSchema, parquetValue, type Row } from "@loam/training"
import { type Column, createColumn, type Depth } from "./column.ts"

export interface Shredded {
  readonly column: Column
  readonly type: Parameters<typeof createColumn>[0]
  /** Its names from the table's column down. */
  readonly path: readonly string[]
}

export interface Shredder {
  readonly columns: readonly Shredded[]
  readonly add: (row: Row) => void
}

/** A node of the schema: takes a value that may be null, when everything above it is there to that level. */
type Put = (value: unknown, definition: number, repetition: number) => void

export function createShredder(features: Features): Shredder {
  const columns: Shredded[] = []
  // Columns come in the order in which the schema has those nodes that hold values.
  const types = parquetSchema(features).flatMap(({ type }) => (type === undefined ? [] : [type]))

  function leaf(feature: Feature, { definition, repetition }: Depth, path: readonly string[]): Put {
    const type = types[columns.length]
    if (type === undefined) throw new Error("the schema has fewer columns than the features")
    const column = createColumn(type, { definition: definition + 1, repetition })
    columns.push({ column, type, path })
    const isText = feature.kind === "value" && feature.dtype === "string"
    return (value, level, again) => {
      const stored = isText ? value : parquetValue(feature, value)
      if (stored === null || stored === undefined) column.skip(level, again)
      else column.put(stored, again)
    }
  }

  function node(feature: Feature, depth: Depth, path: readonly string[]): Put {
    const { definition, repetition } = depth
    if (feature.kind === "list") {
      const below = { definition: definition + 2, repetition: repetition + 1 }
      const inner = node(feature.of, below, [...path, "list", "element"])
      return (value, level, again) => {
        // Not there, or there and empty: nothing below, from this level on.
        if (!Array.isArray(value)) return inner(null, level, again)
        if (value.length === 0) return inner(null, level + 1, again)
        for (const [at, item] of value.entries()) inner(item, level + 2, at === 0 ? again : below.repetition)
      }
    }
    if (feature.kind === "struct") {
      const below = { definition: definition + 1, repetition }
      const members = Object.entries(feature.fields).map(
        ([name, member]) => [name, node(member, below, [...path, name])] as const,
      )
      return (value, level, again) => {
        const there = typeof value === "object" && value !== null
        for (const [name, put] of members) {
          const member = there ? (value as Record<string, unknown>)[name] : null // a struct is a plain object
          put(member ?? null, there ? level + 1 : level, again)
        }
      }
    }
    return leaf(feature, depth, path)
  }

  const top = Object.entries(features).map(
    ([name, feature]) => [name, node(feature, { definition: 0, repetition: 0 }, [name])] as const,
  )
  return {
    columns,
    add(row) {
      for (const [name, put] of top) put(row[name] ?? null, 0, 0)
    },
  }
}
