/** From zod's issues to the findings of the wire: kinds and places as clients of the protocol know them. */
import type { z } from "zod"
import type { ValidationFinding } from "./errors.ts"

type Issue = z.core.$ZodIssue

const expectedTypes: Record<string, string> = {
  string: "string",
  number: "float",
  int: "int",
  boolean: "bool",
  array: "list",
  record: "dict",
  object: "model_attributes",
}

const articles: Record<string, string> = {
  string: "a string",
  float: "a number",
  int: "an integer",
  bool: "a boolean",
  list: "a list",
  dict: "an object",
  model_attributes: "an object",
}

function wrongType(expected: string, input: unknown): { type: string; msg: string } {
  const kind = expectedTypes[expected] ?? expected
  const msg = `expected ${articles[kind] ?? kind}`
  if (kind === "int" && typeof input === "number")
    return { type: "int_from_float", msg: `${msg} without a fraction` }
  if (typeof input === "string" && ["int", "float", "bool"].includes(kind)) {
    return { type: `${kind}_parsing`, msg: `${msg}, the text cannot be read as one` }
  }
  return { type: `${kind}_type`, msg }
}

function outOfBounds(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): {
  type: string
  msg: string
} {
  const small = issue.code === "too_small"
  const bound = small ? issue.minimum : issue.maximum
  const side = small ? "at least" : "at most"
  const size = small ? "short" : "long"
  if (issue.origin === "string")
    return { type: `string_too_${size}`, msg: `expected ${side} ${bound} characters` }
  if (issue.origin === "array") return { type: `too_${size}`, msg: `expected ${side} ${bound} items` }
  const relation = small ? "greater_than" : "less_than"
  return {
    type: issue.inclusive === false ? relation : `${relation}_equal`,
    msg: `expected ${side} ${bound}`,
  }
}

function tagProblem(issue: z.core.$ZodIssueInvalidUnion, input: unknown): { type: string; msg: string } {
  const discriminator =
    "discriminator" in issue && typeof issue.discriminator === "string" ? issue.discriminator : "type"
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    return { type: "model_attributes_type", msg: "expected an object" }
  }
  return discriminator in input
    ? { type: "union_tag_invalid", msg: `unknown '${discriminator}'` }
    : { type: "union_tag_not_found", msg: `'${discriminator}' is missing` }
}

function describe(issue: Issue, input: unknown): { type: string; msg: string } {
  if (input === undefined && issue.code !== "custom")
    return { type: "missing", msg: "this member is required" }
  switch (issue.code) {
    case "invalid_type":
      return wrongType(issue.expected, input)
    case "too_small":
    case "too_big":
      return outOfBounds(issue)
    case "invalid_value":
      return {
        type: issue.values.length === 1 ? "literal_error" : "enum",
        msg: `expected ${issue.values.map((value) => `'${String(value)}'`).join(" or ")}`,
      }
    case "invalid_format":
      if (issue.format === "guid" || issue.format === "uuid") {
        return typeof input === "string"
          ? { type: "uuid_parsing", msg: "expected a UUID" }
          : { type: "uuid_type", msg: "expected a UUID" }
      }
      if (issue.format === "url") return { type: "url_parsing", msg: "expected a URL" }
      return { type: "string_pattern_mismatch", msg: `does not match the expected form (${issue.format})` }
    case "invalid_union":
      return "note" in issue && issue.note === "No matching discriminator"
        ? tagProblem(issue, input)
        : { type: "value_error", msg: "none of the accepted forms fits" }
    case "custom":
      return issue.params?.kind === "missing"
        ? { type: "missing", msg: issue.message }
        : { type: "value_error", msg: `Value error, ${issue.message}` }
    default:
      return { type: "value_error", msg: issue.message }
  }
}

function at(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input
  for (const key of path) {
    if (typeof value !== "object" || value === null) return undefined
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  return value
}

interface Def {
  type: string
  discriminator?: string
  shape?: Record<string, z.ZodType>
  element?: z.ZodType
  valueType?: z.ZodType
  innerType?: z.ZodType
  in?: z.ZodType
  out?: z.ZodType
  options?: z.ZodType[]
}

const definition = (schema: z.ZodType) => schema._zod.def as unknown as Def

/** Through the wrappers (optional, default, preprocess …) to the schema that has members. */
function unwrap(schema: z.ZodType): z.ZodType {
  const def = definition(schema)
  if (def.innerType) return unwrap(def.innerType)
  if (def.type === "pipe" && def.in && def.out)
    return unwrap(definition(def.in).type === "transform" ? def.out : def.in)
  return schema
}

/**
 * The place of a finding. The tag of a discriminated union is part of it:
 * `["body", "settings", "rating", "options", 0, "value"]`.
 */
function place(schema: z.ZodType, input: unknown, path: readonly PropertyKey[]): (string | number)[] {
  const loc: (string | number)[] = []
  let current: z.ZodType | undefined = schema
  let value = input
  const enter = () => {
    current = current && unwrap(current)
    const def = current && definition(current)
    if (!def?.discriminator || !def.options || typeof value !== "object" || value === null) return
    const tag = (value as Record<string, unknown>)[def.discriminator]
    const option = def.options.find((each) =>
      each._zod.propValues?.[def.discriminator ?? ""]?.has(tag as string),
    )
    if (!option) return
    loc.push(String(tag))
    current = unwrap(option)
  }
  for (const key of path) {
    enter()
    const def: Def | undefined = current && definition(current)
    current = def?.shape?.[String(key)] ?? def?.element ?? def?.valueType
    loc.push(typeof key === "number" ? key : String(key))
    value = at(value, [key])
  }
  enter()
  return loc
}

/** Findings for a failed parse of `input` by `schema`; `where` is `body`, `query` or `path`. */
export function findings(
  where: "body" | "query" | "path",
  schema: z.ZodType,
  input: unknown,
  error: z.core.$ZodError,
): ValidationFinding[] {
  return error.issues.map((issue) => {
    const { type, msg } = describe(issue, at(input, issue.path))
    return { type, loc: [where, ...place(schema, input, issue.path)], msg }
  })
}
