/** Rules on one row: what trainers' own validators check, said before the row is written. */
import { isBlank } from "../messages.ts"
import type { FindingCode } from "./catalogue.ts"
import { type Problem, problem } from "./finding.ts"

export type Rule = (row: Readonly<Record<string, unknown>>) => Problem | undefined

/** The row has these columns, perhaps some of the optional ones, and where `strict` no other. */
export function columns(required: readonly string[], optional: readonly string[] = [], strict = true): Rule {
  const known = new Set([...required, ...optional])
  return (row) => {
    const missing = required.find((name) => row[name] === undefined)
    if (missing !== undefined) return problem("column-missing", `It is '${missing}'.`)
    const extra = strict ? Object.keys(row).find((name) => !known.has(name)) : undefined
    return extra === undefined ? undefined : problem("column-extra", `It is '${extra}'.`)
  }
}

/** A string column with something in it. */
export function text(name: string, code: FindingCode): Rule {
  return (row) => {
    const value = row[name]
    if (typeof value !== "string") return problem("wrong-type", `'${name}' must be text.`)
    return isBlank(value) ? problem(code) : undefined
  }
}

function badText(value: unknown): Problem | undefined {
  if (typeof value === "string") return value.isWellFormed() ? undefined : problem("invalid-unicode")
  if (typeof value === "number") return Number.isFinite(value) ? undefined : problem("number-not-finite")
  if (typeof value !== "object" || value === null) return undefined
  for (const key in value) {
    const found = badText((value as Record<string, unknown>)[key]) // own and plain: the row was made here
    if (found !== undefined) return found
  }
  return undefined
}

/** Every string can be said in UTF-8, every number in JSON; kept by all formats. */
export const writable: Rule = badText

/** The first problem of a row under some rules. */
export function firstProblem(
  row: Readonly<Record<string, unknown>>,
  rules: readonly Rule[],
): Problem | undefined {
  for (const rule of rules) {
    const found = rule(row)
    if (found !== undefined) return found
  }
  return undefined
}
