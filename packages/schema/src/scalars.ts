/** Shared scalars of the wire. Incoming ones coerce as leniently as the protocol's clients are used to. */
import { z } from "zod"
import { limits } from "./limits.ts"

/** Coerces before it checks; typed as what is checked, so that callers are not invited to send anything. */
export function coerced<Schema extends z.ZodType>(
  coerce: (value: unknown) => unknown,
  schema: Schema,
): z.ZodType<z.output<Schema>, z.input<Schema>> {
  return z.preprocess(coerce, schema) as unknown as z.ZodType<z.output<Schema>, z.input<Schema>>
}

const uuidPattern =
  /^(?:urn:uuid:)?\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/i

/** A UUID: dashes optional, any case, braces and `urn:uuid:` accepted; canonical lower case afterwards. */
export const id = coerced((value) => {
  if (typeof value !== "string") return value
  const match = uuidPattern.exec(value)
  return match ? match.slice(1).join("-").toLowerCase() : value
}, z.guid())

const booleanWords: Record<string, boolean> = {
  true: true,
  t: true,
  yes: true,
  y: true,
  on: true,
  "1": true,
  false: false,
  f: false,
  no: false,
  n: false,
  off: false,
  "0": false,
}

/** A boolean; 0/1 and the usual words are taken as well. */
export const bool = coerced((value) => {
  if (value === 0 || value === 1) return value === 1
  if (typeof value === "string") return booleanWords[value.toLowerCase()] ?? value
  return value
}, z.boolean())

function coerceInteger(value: unknown): unknown {
  if (typeof value === "boolean") return value ? 1 : 0
  if (typeof value === "string" && /^\s*[+-]?\d+(?:\.0+)?\s*$/.test(value)) return Number(value)
  return value
}
function coerceNumber(value: unknown): unknown {
  if (typeof value === "boolean") return value ? 1 : 0
  if (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value))) return Number(value)
  return value
}

/** An integer within bounds; `"3"`, `1.0` and booleans are taken as well. */
export const integer = (bounds: { min?: number; max?: number } = {}) => {
  let schema = z.int()
  if (bounds.min !== undefined) schema = schema.min(bounds.min)
  if (bounds.max !== undefined) schema = schema.max(bounds.max)
  return coerced(coerceInteger, schema)
}

/** A finite number within bounds; numeric strings are taken as well. */
export const float = (bounds: { min?: number; max?: number } = {}) => {
  let schema = z.number()
  if (bounds.min !== undefined) schema = schema.min(bounds.min)
  if (bounds.max !== undefined) schema = schema.max(bounds.max)
  return coerced(coerceNumber, schema)
}

// NUL cannot be stored in a PostgreSQL text column; refusing it here turns a would-be 500 into a 422.
const withoutNul = (value: string) => !value.includes("\u0000")
const nulMessage = "must not contain NUL characters"

/** A string of `min` to `max` characters without NUL. */
export const text = (min = 0, max?: number) => {
  const schema = z.string().min(min)
  return (max === undefined ? schema : schema.max(max)).refine(withoutNul, nulMessage)
}

/** A string; JSON numbers become their text (external ids, search terms). */
export const textOrNumber = coerced(
  (value) => (typeof value === "number" ? String(value) : value),
  z.string().refine(withoutNul, nulMessage),
) as z.ZodType<string, string | number>

/** A trimmed string that is not blank. */
export const trimmed = coerced(
  (value) => (typeof value === "string" ? value.trim() : value),
  z.string().min(1).refine(withoutNul, nulMessage),
)

export const name = text(1, limits.name)
export const title = text(1, limits.title)
export const description = text(1, limits.description)

/** Timestamps leave as UTC without zone, six digits: `2026-01-31T12:34:56.123456`. */
export const timestamp = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}$/)

/** A moment of the past as other systems write it: ISO 8601, UTC where no zone is given. */
export const moment = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?$/)
  .transform((value) => (/(?:Z|[+-]\d{2}:?\d{2})$/.test(value) ? value : `${value}Z`))
  .refine((value) => !Number.isNaN(Date.parse(value)), { message: "there is no such moment" })

/** Any JSON value. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export const json: z.ZodType<Json> = z.any().meta({ description: "any JSON value" })
export const jsonObject = z.record(z.string(), json)

/** Members every stored entity has. */
export const stamps = { inserted_at: timestamp, updated_at: timestamp }

export const paging = {
  offset: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }).default(0),
  limit: integer({ min: 1, max: limits.pageSize.max }).default(limits.pageSize.default),
}

/** `{ items: [...] }`, the shape of every list. */
export const list = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item) })

/**
 * Refuses an explicit `null` for the named members of an update body, all of them in one sentence, as the
 * protocol does.
 */
export function nonNull(keys: readonly string[]) {
  return (value: object, context: z.RefinementCtx) => {
    const nulls = keys.filter((key) => (value as Record<string, unknown>)[key] === null)
    if (nulls.length > 0) {
      context.addIssue({ code: "custom", message: `these members must not be null: ${nulls.join(", ")}` })
    }
  }
}

/** A member of an update body that may be absent; `null` gets as far as {@link nonNull}. */
export const updatable = <T extends z.ZodType>(schema: T) => schema.nullable().optional()
