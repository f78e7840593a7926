/** From zod's issues to the findings of the wire: kinds and places as clients of the protocol know them. */
import type { z } from "zod"
import type { ValidationFinding } from "./errors.ts"
import { placeOf, valueAt } from "./schema-place.ts"

type Issue = z.core.$ZodIssue
type Description = Pick<ValidationFinding, "type" | "msg">

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

function wrongType(expected: string, input: unknown): Description {
  const kind = expectedTypes[expected] ?? expected
  const msg = `expected ${articles[kind] ?? kind}`
  if (kind === "int" && typeof input === "number")
    return { type: "int_from_float", msg: `${msg} without a fraction` }
  const readable = ["int", "float", "bool"].includes(kind)
  if (readable && typeof input === "string")
    return { type: `${kind}_parsing`, msg: `${msg}, the text cannot be read as one` }
  // A number other than 0 and 1 is a boolean that cannot be read, not a wrong type.
  if (kind === "bool" && typeof input === "number")
    return { type: "bool_parsing", msg: `${msg}, of the numbers only 0 and 1 are taken as one` }
  return { type: `${kind}_type`, msg }
}

function outOfBounds(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): Description {
  const small = issue.code === "too_small"
  const bound = small ? issue.minimum : issue.maximum
  const side = small ? "at least" : "at most"
  const size = small ? "short" : "long"
  if (issue.origin === "string")
    return { type: `string_too_${size}`, msg: `expected ${side} ${bound} characters` }
  if (issue.origin === "array") return { type: `too_${size}`, msg: `expected ${side} ${bound} items` }
  const relation = small ? "greater_than" : "less_than"
  return issue.inclusive === false
    ? { type: relation, msg: `expected ${small ? "more" : "less"} than ${bound}` }
    : { type: `${relation}_equal`, msg: `expected ${side} ${bound}` }
}

const isTagProblem = (issue: Issue): issue is z.core.$ZodIssueInvalidUnion & { discriminator: string } =>
  issue.code === "invalid_union" && "discriminator" in issue && typeof issue.discriminator === "string"

function tagProblem(discriminator: string, tag: unknown): Description {
  return tag === undefined
    ? { type: "union_tag_not_found", msg: `'${discriminator}' is missing` }
    : { type: "union_tag_invalid", msg: `'${String(tag)}' is not a known '${discriminator}'` }
}

function badFormat(issue: z.core.$ZodIssueInvalidStringFormat, input: unknown): Description {
  if (issue.format === "guid" || issue.format === "uuid")
    return { type: typeof input === "string" ? "uuid_parsing" : "uuid_type", msg: "expected a UUID" }
  if (issue.format === "url") return { type: "url_parsing", msg: "expected a URL" }
  return { type: "string_pattern_mismatch", msg: `does not match the expected form (${issue.format})` }
}

/** A rule of our own about a member that is not there says that it should be. */
function custom(issue: z.core.$ZodIssueCustom, input: unknown): Description {
  const named = issue.params?.kind
  if (typeof named === "string" && named.startsWith("url_"))
    return { type: named, msg: issue.message ?? "expected a URL" }
  return input === undefined || issue.params?.kind === "missing"
    ? { type: "missing", msg: issue.message ?? "this member is required" }
    : { type: "value_error", msg: `Value error, ${issue.message}` }
}

function describe(issue: Issue, input: unknown, kind: string | undefined): Description {
  if (input === undefined && issue.code !== "custom")
    return { type: "missing", msg: "this member is required" }
  switch (issue.code) {
    case "invalid_type":
      return wrongType(kind === "int" ? "int" : issue.expected, input)
    case "too_small":
    case "too_big":
      return outOfBounds(issue)
    case "invalid_value":
      return {
        type: kind === "literal" ? "literal_error" : "enum",
        msg: `expected ${issue.values.map((value) => `'${String(value)}'`).join(" or ")}`,
      }
    case "invalid_format":
      return badFormat(issue, input)
    case "custom":
      return custom(issue, input)
    default:
      return { type: "value_error", msg: "none of the accepted forms fits" }
  }
}

const pathOf = (issue: Issue) => issue.path.map(String).join("\0")
const isSafeRange = (issue: Issue) =>
  (issue.code === "too_big" || issue.code === "too_small") && issue.origin === "int"

/**
 * One fault a place: what is too short need not also match a pattern, and of an integer beyond 2^53 the contract's
 * own bound says more than zod's. Rules of our own are all told.
 */
function oneEach(issues: readonly Issue[]): readonly Issue[] {
  const faults = issues.filter((issue) => issue.code !== "custom")
  const firsts = new Map<string, Issue>()
  for (const issue of faults) {
    const first = firsts.get(pathOf(issue))
    if (!first || isSafeRange(first)) firsts.set(pathOf(issue), issue)
  }
  return issues.filter((issue) => issue.code === "custom" || firsts.get(pathOf(issue)) === issue)
}

/** Findings for a failed parse of `input` by `schema`; `where` is `body`, `query` or `path`. */
export function findings(
  where: "body" | "query" | "path",
  schema: z.ZodType,
  input: unknown,
  error: z.core.$ZodError,
): ValidationFinding[] {
  return oneEach(error.issues).map((issue) => {
    // The union as a whole is at fault when it cannot be told which branch is meant.
    const path = isTagProblem(issue) ? issue.path.slice(0, -1) : issue.path
    const { loc, kind } = placeOf(schema, input, path)
    const { type, msg } = isTagProblem(issue)
      ? tagProblem(issue.discriminator, valueAt(input, issue.path))
      : describe(issue, valueAt(input, path), kind)
    return { type, loc: [where, ...loc], msg }
  })
}
