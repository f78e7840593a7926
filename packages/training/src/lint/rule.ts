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

/** Two columns say different things. */
export function differ(one: string, other: string): Rule {
  return (row) => (same(row[one], row[other]) ? problem("identical-pair") : undefined)
}

/** Equality of plain JSON values. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false
  const keys = Object.keys(a)
  if (keys.length !== Object.keys(b).length) return false
  // Own members of plain values.
  return keys.every((key) => same((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
}

/** A margin, where there is one, is a finite number. That all rows have one is seen over the whole file. */
export const margin: Rule = (row) => {
  if (row.margin === undefined) return undefined
  return Number.isFinite(row.margin) ? undefined : problem("number-not-finite", "It is the margin.")
}

export function booleanColumn(name: string): Rule {
  return (row) =>
    typeof row[name] === "boolean" ? undefined : problem("wrong-type", `'${name}' must be true or false.`)
}

/** A list of one scalar type, not empty; texts in it are not blank. */
export function listOf(name: string, type: "string" | "boolean" | "number"): Rule {
  return (row) => {
    const value = row[name]
    if (!Array.isArray(value) || value.some((one) => typeof one !== type)) {
      return problem("wrong-type", `'${name}' must be a list of ${type}s.`)
    }
    if (value.length === 0) return problem("empty-completion", `'${name}' is empty.`)
    return value.some((one) => typeof one === "string" && isBlank(one))
      ? problem("empty-completion")
      : undefined
  }
}

export function sameLength(one: string, other: string): Rule {
  const length = (value: unknown) => (Array.isArray(value) ? value.length : undefined)
  return (row) =>
    length(row[one]) === length(row[other])
      ? undefined
      : problem("wrong-type", `'${one}' and '${other}' must be equally long.`)
}

const taken = ["messages", "completion", "chosen", "rejected", "label"]

/** Extra columns must not make the row look like another kind of data. */
export const extraColumns: Rule = (row) => {
  const name = taken.find((one) => row[one] !== undefined)
  return name === undefined
    ? undefined
    : problem("column-extra", `'${name}' means something else to the trainer.`)
}

/** Weights are 0 or 1, and only on turns of the assistant. */
export function weights(name: string): Rule {
  return (row) => {
    const messages = row[name]
    if (!Array.isArray(messages)) return undefined
    const bad = messages.findIndex(
      ({ role, weight }) => weight !== undefined && (role !== "assistant" || (weight !== 0 && weight !== 1)),
    )
    return bad < 0 ? undefined : problem("weight-invalid", `It is turn ${bad + 1}.`)
  }
}

function badText(value: unknown): Problem | undefined {
  if (typeof value === "string") return value.isWellFormed() ? undefined : problem("invalid-unicode")
  if (typeof value === "number") return Number.isFinite(value) ? undefined : problem("number-not-finite")
  if (typeof value !== "object" || value === null) return undefined
  // Arrays and objects apart: walking both with for-in took a quarter of an export's time.
  const members: unknown[] = Array.isArray(value) ? value : Object.values(value)
  for (const member of members) {
    const found = badText(member)
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
