/** The Parquet form of an export: the explicit schema that keeps lists and structs real, and its values. */
import type { Feature, Features, ScalarType } from "../json/features.ts"
import { writeJson } from "../json/write.ts"

/** One node of a Parquet schema, depth first, as writers take it. */
export interface SchemaNode {
  readonly name: string
  readonly type?: "BOOLEAN" | "INT32" | "INT64" | "DOUBLE" | "BYTE_ARRAY"
  readonly converted_type?: "UTF8" | "LIST"
  readonly repetition_type?: "OPTIONAL" | "REPEATED"
  readonly num_children?: number
}

const scalars: Readonly<Record<ScalarType, Pick<SchemaNode, "type" | "converted_type">>> = {
  string: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  bool: { type: "BOOLEAN" },
  int32: { type: "INT32" },
  int64: { type: "INT64" },
  float64: { type: "DOUBLE" },
}

// Everything is optional: a reader matches a column with its feature only when nullability is the same.
const optional = { repetition_type: "OPTIONAL" } as const

function nodes(name: string, feature: Feature): SchemaNode[] {
  switch (feature.kind) {
    case "value":
      return [{ name, ...scalars[feature.dtype], ...optional }]
    case "json":
      return [{ name, ...scalars.string, ...optional }]
    case "class":
      return [{ name, ...scalars.int64, ...optional }]
    case "list":
      return [
        { name, converted_type: "LIST", ...optional, num_children: 1 },
        { name: "list", repetition_type: "REPEATED", num_children: 1 },
        ...nodes("element", feature.of),
      ]
    case "struct":
      return [
        { name, ...optional, num_children: Object.keys(feature.fields).length },
        ...Object.entries(feature.fields).flatMap(([key, member]) => nodes(key, member)),
      ]
  }
}

export function parquetSchema(features: Features): SchemaNode[] {
  const columns = Object.entries(features)
  return [
    { name: "root", num_children: columns.length },
    ...columns.flatMap(([name, feature]) => nodes(name, feature)),
  ]
}

/** A value in its column's type: classes become their numbers, free JSON its text, 64-bit integers bigints. */
export function parquetValue(feature: Feature, value: unknown): unknown {
  if (value === undefined || value === null) return null
  switch (feature.kind) {
    case "value":
      return feature.dtype === "int64" && typeof value === "number" ? BigInt(Math.trunc(value)) : value
    case "json":
      return writeJson(value)
    case "class":
      return BigInt(typeof value === "number" ? value : feature.names.indexOf(String(value)))
    case "list":
      return Array.isArray(value) ? value.map((item) => parquetValue(feature.of, item)) : null
    case "struct":
      return Object.fromEntries(
        Object.entries(feature.fields).map(([key, member]) => [
          key,
          parquetValue(member, (value as Record<string, unknown>)[key]), // a struct's value is an object
        ]),
      )
  }
}

/** A row in the columns' order. */
export function parquetRow(features: Features, row: Readonly<Record<string, unknown>>): unknown[] {
  return Object.entries(features).map(([name, feature]) => parquetValue(feature, row[name]))
}
