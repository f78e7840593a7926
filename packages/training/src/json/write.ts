/** Writes rows as JSON lines: floats keep a fraction, no NaN ever leaves, key order is the row's own. */
import type { Feature, Features } from "./features.ts"

type Writer = (value: unknown) => string

/** Thrown where a row holds a number that JSON cannot say; the linter refuses such rows before. */
export class NotJsonError extends Error {
  override name = "NotJsonError"
}

// A reader that infers types block by block takes a column of 1, 2, 3 for integers and then fails on 2.5.
function writeFloat(value: number): string {
  const text = Object.is(value, -0) ? "-0" : String(value)
  return /[.e]/.test(text) ? text : `${text}.0`
}

function finite(value: number): number {
  if (Number.isFinite(value)) return value
  throw new NotJsonError(`${value} has no JSON form`)
}

function writeScalarFloat(value: unknown): string {
  return typeof value === "number" ? writeFloat(finite(value)) : writeJson(value)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

/** JSON of any value; unlike JSON.stringify it refuses NaN and infinities instead of writing null. */
export function writeJson(value: unknown): string {
  // Texts are nearly all there is, and a replacer makes JSON.stringify several times slower.
  if (typeof value === "string") return JSON.stringify(value)
  return JSON.stringify(value ?? null, (_key, member: unknown) =>
    typeof member === "number" ? finite(member) : member,
  )
}

function writeMembers(
  object: Record<string, unknown>,
  writerOf: (key: string) => Writer | undefined,
): string {
  let text = "{"
  for (const key of Object.keys(object)) {
    const value = object[key]
    if (value === undefined) continue
    if (text.length > 1) text += ","
    text += `${JSON.stringify(key)}:${(writerOf(key) ?? writeJson)(value)}`
  }
  return `${text}}`
}

function structWriter(fields: Features): Writer {
  const writers = new Map(Object.entries(fields).map(([name, feature]) => [name, writerFor(feature)]))
  return (value) => (isObject(value) ? writeMembers(value, (key) => writers.get(key)) : writeJson(value))
}

function listWriter(of: Feature): Writer {
  const item = writerFor(of)
  return (value) => (Array.isArray(value) ? `[${value.map(item).join(",")}]` : writeJson(value))
}

function jsonWriter(floats: readonly string[]): Writer {
  if (floats.length === 0) return writeJson
  const names = new Set(floats)
  return (value) =>
    isObject(value)
      ? writeMembers(value, (key) => (names.has(key) ? writeScalarFloat : undefined))
      : writeJson(value)
}

function writerFor(feature: Feature): Writer {
  switch (feature.kind) {
    case "value":
      return feature.dtype === "float64" ? writeScalarFloat : writeJson
    case "class":
      return writeJson
    case "json":
      return jsonWriter(feature.floats ?? [])
    case "list":
      return listWriter(feature.of)
    case "struct":
      return structWriter(feature.fields)
  }
}

/** A function from a row to its line (without the line end). */
export function rowWriter(features: Features): (row: Readonly<Record<string, unknown>>) => string {
  return structWriter(features)
}
